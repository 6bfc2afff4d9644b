"use client";

import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { useProblem } from "@/components/common/use-problem";
import { Problem } from "@/components/people/public-card";
import { LOCALES } from "@/lib/core/locale";
import { addChannel, changeChannel, notificationsKey } from "@/lib/notifications/queries";
import { CHANNEL_KINDS, type Channel, type ChannelKind, wrongTarget } from "@/lib/notifications/schema";
import { useShowSecret } from "./use-show-secret";

type Draft = { kind: ChannelKind; name: string; target: string; locale: "en" | "de" };

/** @param channel null: a new one. Its kind stays; an empty address keeps the one that it has, which nobody is shown. */
export function ChannelModal({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useTranslations("notifications.form");
  const common = useTranslations("common");
  return (
    <Modal
      opened
      onClose={onClose}
      title={channel ? t("changeTitle", { name: channel.name }) : t("addTitle")}
      size="lg"
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <ChannelForm channel={channel} onClose={onClose} />
    </Modal>
  );
}

function useSave(channel: Channel | null, onClose: () => void) {
  const t = useTranslations("notifications.form");
  const client = useQueryClient();
  const showSecret = useShowSecret();
  return useMutation({
    mutationFn: async ({ kind, name, target, locale }: Draft) => {
      if (channel === null) return addChannel({ kind, name, target, locale });
      const moved = target === "" ? {} : { target };
      return { ...(await changeChannel({ id: channel.id, name, locale, ...moved })), secret: null };
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: notificationsKey });
      onClose();
      if (made.secret) showSecret(made);
      else notifyDone(t(channel ? "changed" : "added", { name: made.name }));
    },
  });
}

function useWrong(channel: Channel | null, { kind, name, target }: Draft): { name?: string; target?: string } {
  const t = useTranslations("notifications.form");
  const keepsTarget = channel !== null && target === "";
  return {
    ...(name.trim() === "" ? { name: t("nameNeeded") } : {}),
    ...(!keepsTarget && wrongTarget(kind, target.trim()) !== null
      ? { target: t(kind === "email" ? "mailWrong" : "addressWrong") }
      : {}),
  };
}

function ChannelForm({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useTranslations("notifications");
  const locale = useLocale();
  const { say } = useProblem();
  const [draft, setDraft] = useState<Draft>({
    ...{ kind: channel?.kind ?? "email", name: channel?.name ?? "", locale: channel?.locale ?? locale },
    target: channel?.kind === "email" ? channel.target : "",
  });
  const [showErrors, setShowErrors] = useState(false);
  const { mutate, error, isPending } = useSave(channel, onClose);
  const wrong = useWrong(channel, draft);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setShowErrors(true);
    if (Object.keys(wrong).length === 0) mutate({ ...draft, name: draft.name.trim(), target: draft.target.trim() });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Problem text={error ? say(error) : null} />
        {channel ? null : (
          <Stack gap={4}>
            <SegmentedControl
              aria-label={t("form.kind")}
              data={CHANNEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              fullWidth
            />
            <Text size="sm" c="dimmed">
              {t(`form.about.${draft.kind}`)}
            </Text>
          </Stack>
        )}
        <TextInput
          label={t("form.name")}
          description={t("form.nameHint")}
          value={draft.name}
          maxLength={200}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          error={showErrors ? wrong.name : undefined}
          data-autofocus
        />
        <TextInput
          label={t(draft.kind === "email" ? "form.mail" : "form.address")}
          description={
            channel && draft.kind !== "email"
              ? t("form.keepAddress", { host: channel.target })
              : t(`form.where.${draft.kind}`)
          }
          type={draft.kind === "email" ? "email" : "url"}
          autoComplete="off"
          value={draft.target}
          maxLength={1000}
          onChange={({ currentTarget }) => change({ target: currentTarget.value })}
          error={showErrors ? wrong.target : undefined}
        />
        {draft.kind === "webhook" ? null : (
          <Select
            label={t("form.language")}
            data={LOCALES.map((value) => ({ value, label: t(`language.${value}`) }))}
            value={draft.locale}
            onChange={(value) => change({ locale: value === "de" ? "de" : "en" })}
            allowDeselect={false}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {t(channel ? "form.save" : "form.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
