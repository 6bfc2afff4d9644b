"use client";

import { Button, NumberInput, Popover, Stack, Switch, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSettings } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { changePeriodSettings, periodsKey } from "@/lib/periods/queries";
import type { PeriodSettings } from "@/lib/periods/schema";

/** Grace days, and whether months close by themselves when they are over. */
export function MonthSettings({ settings }: { settings: PeriodSettings }) {
  const t = useTranslations("periods");
  const client = useQueryClient();
  const [opened, { close, toggle }] = useDisclosure(false);
  const [draft, setDraft] = useState(settings);
  const save = useMutation({
    mutationFn: () => changePeriodSettings(draft),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: periodsKey });
      notifyDone(t("settingsSaved"));
      close();
    },
    onError: (error) => notifyFailed(error, t("notSaved")),
  });
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} width={320} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconSettings size={16} aria-hidden />} onClick={toggle}>
          {t("settings")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("settings")}>
        <Stack gap="sm">
          <NumberInput
            label={t("graceDays")}
            description={t("graceDaysHint")}
            min={0}
            max={28}
            value={draft.graceDays}
            onChange={(value) => setDraft({ ...draft, graceDays: Number(value) || 0 })}
          />
          <Switch
            label={t("closesItself")}
            checked={draft.closesItself}
            onChange={({ currentTarget }) => setDraft({ ...draft, closesItself: currentTarget.checked })}
          />
          <Text size="xs" c="dimmed">
            {t("closesItselfHint")}
          </Text>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
