"use client";

import { Button, Card, Group, Radio, Stack, Switch, Text, Title } from "@mantine/core";
import { TimeInput } from "@mantine/dates";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Answered } from "@/components/common/answered";
import { notifyDone } from "@/components/common/notify";
import { Loading } from "@/components/common/states";
import { useProblem } from "@/components/common/use-problem";
import { Problem } from "@/components/people/public-card";
import { notificationsKey, preferenceQuery, savePreference } from "@/lib/notifications/queries";
import { MAIL_WISHES, type Preference, preferenceInput } from "@/lib/notifications/schema";

/** How this person wants to hear of alerts. The inbox has all of them, whatever is chosen. */
export function WishesCard() {
  const t = useTranslations("notifications.wishes");
  const asked = useQuery(preferenceQuery());
  return (
    <Card id="notifications">
      <Stack>
        <Title order={2}>{t("title")}</Title>
        <Text size="sm" c="dimmed">
          {t("intro")}
        </Text>
        <Answered of={asked} loading={<Loading rows={5} />}>
          {(kept) => <WishesForm kept={kept} />}
        </Answered>
      </Stack>
    </Card>
  );
}

const USUAL = { quietFrom: "19:00", quietTo: "07:30" };

function WishesForm({ kept }: { kept: Preference }) {
  const t = useTranslations("notifications.wishes");
  const timeZone = useTimeZone() ?? "UTC";
  const { say } = useProblem();
  const client = useQueryClient();
  const [draft, setDraft] = useState(kept);
  const [isWrong, setWrong] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: savePreference,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: notificationsKey });
      notifyDone(t("saved"));
    },
  });
  const change = (part: Partial<Preference>) => setDraft((before) => ({ ...before, ...part }));
  const hasQuiet = draft.quietFrom !== null;

  function submit(event: FormEvent) {
    event.preventDefault();
    const isValid = preferenceInput.safeParse(draft).success;
    setWrong(!isValid);
    if (isValid) mutate(draft);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Problem text={error ? say(error) : null} />
        <Radio.Group
          label={t("mail")}
          value={draft.mail}
          onChange={(mail) => change({ mail: MAIL_WISHES.find((one) => one === mail) ?? "at_once" })}
        >
          <Stack gap="xs" mt={6}>
            {MAIL_WISHES.map((value) => (
              <Radio key={value} value={value} label={t(`choice.${value}`)} description={t(`choiceHint.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t("quiet")}
          description={t("quietHint", { timeZone })}
          checked={hasQuiet}
          onChange={({ currentTarget }) => change(currentTarget.checked ? USUAL : { quietFrom: null, quietTo: null })}
        />
        {hasQuiet ? (
          <Group gap="sm" align="flex-start">
            <TimeInput
              label={t("from")}
              value={draft.quietFrom ?? ""}
              onChange={({ currentTarget }) => change({ quietFrom: currentTarget.value })}
              w={130}
            />
            <TimeInput
              label={t("to")}
              value={draft.quietTo ?? ""}
              onChange={({ currentTarget }) => change({ quietTo: currentTarget.value })}
              error={isWrong ? t("quietWrong") : undefined}
              w={130}
            />
          </Group>
        ) : null}
        <Group>
          <Button type="submit" loading={isPending}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
