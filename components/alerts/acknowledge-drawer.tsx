"use client";

import { Text, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { postAcknowledge } from "@/lib/alerts/queries";
import type { Alert } from "@/lib/alerts/schema";
import { AlertDrawer } from "./alert-drawer";
import { useAlertWords } from "./use-alert-words";

export function AcknowledgeDrawer({ alert, opened, onClose }: { alert: Alert; opened: boolean; onClose: () => void }) {
  const t = useTranslations("alerts.acknowledge");
  const words = useAlertWords();
  return (
    <AlertDrawer
      opened={opened}
      title={t("title")}
      saveLabel={t("open")}
      first={() => ({ note: "" })}
      send={({ note }) => postAcknowledge(alert.id, note.trim() || null)}
      done={() => t("done")}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Text fw={600}>
            {words.figure(alert.rule)}, {words.scope(alert.scope)}
          </Text>
          <Text size="sm">{t("hint")}</Text>
          <Textarea
            label={t("note")}
            description={t("noteHint")}
            autosize
            minRows={3}
            maxLength={2000}
            data-autofocus
            {...form.getInputProps("note")}
          />
        </>
      )}
    </AlertDrawer>
  );
}
