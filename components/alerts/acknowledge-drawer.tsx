"use client";

import { Text, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { alertsKey, postAcknowledge } from "@/lib/alerts/queries";
import type { Alert } from "@/lib/alerts/schema";
import { useAlertSend } from "./use-alert-problem";
import { useAlertWords } from "./use-alert-words";

type Props = { alert: Alert | null; onClose: () => void };

export function AcknowledgeDrawer({ alert, onClose }: Props) {
  const t = useTranslations("alerts.acknowledge");
  const [note, setNote] = useState("");
  return (
    <WriteDrawer opened={alert !== null} title={t("title")} dirty={() => note.trim() !== ""} onClose={onClose}>
      {alert ? <Form alert={alert} note={note} onNote={setNote} onClose={onClose} /> : null}
    </WriteDrawer>
  );
}

type FormProps = { alert: Alert; note: string; onNote: (note: string) => void; onClose: () => void };

function Form({ alert, note, onNote, onClose }: FormProps) {
  const t = useTranslations("alerts.acknowledge");
  const words = useAlertWords();
  const client = useQueryClient();
  const { busy, problem, send } = useAlertSend();
  const save = () =>
    send(
      () => postAcknowledge(alert.id, note.trim() || null),
      () => {
        notifyDone(t("done"));
        onNote("");
        onClose();
        void client.invalidateQueries({ queryKey: alertsKey });
      },
    );
  return (
    <WriteForm
      busy={busy}
      problem={problem}
      saveLabel={t("open")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onCancel={onClose}
    >
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
        value={note}
        onChange={({ currentTarget }) => onNote(currentTarget.value)}
        data-autofocus
      />
    </WriteForm>
  );
}
