"use client";

import { Radio, Stack, Text, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { notifyDone } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { useWriteKey } from "@/components/prices/use-write";
import { WriteDrawer, WriteForm } from "@/components/prices/write-drawer";
import { alertsKey, postSilence } from "@/lib/alerts/queries";
import type { Alert } from "@/lib/alerts/schema";
import { useAlertSend } from "./use-alert-problem";
import { useAlertWords } from "./use-alert-words";

/** What to be told nothing of: one scope of a rule, a whole rule, or everything. */
export type SilenceAbout = { rule: string | null; ruleName: string | null; scope: Alert["scope"] | null };
type Reach = "scope" | "rule" | "all";

const HOURS = [4, 24, 72, 168, 336, 720] as const;
const HOUR_MS = 3_600_000;

export function SilenceDrawer({ about, onClose }: { about: SilenceAbout | null; onClose: () => void }) {
  const t = useTranslations("alerts.silence");
  const [reason, setReason] = useState("");
  return (
    <WriteDrawer opened={about !== null} title={t("title")} dirty={() => reason.trim() !== ""} onClose={onClose}>
      {about ? <Form about={about} reason={reason} onReason={setReason} onClose={onClose} /> : null}
    </WriteDrawer>
  );
}

type FormProps = { about: SilenceAbout; reason: string; onReason: (reason: string) => void; onClose: () => void };

function Form({ about, reason, onReason, onClose }: FormProps) {
  const t = useTranslations("alerts.silence");
  const words = useAlertWords();
  const format = useFormat();
  const client = useQueryClient();
  const keyFor = useWriteKey();
  const { busy, errors, problem, send } = useAlertSend();
  const [reach, setReach] = useState<Reach>(about.scope ? "scope" : about.rule ? "rule" : "all");
  const [hours, setHours] = useState<number>(24);
  const [opened] = useState(() => Date.now());
  const until = new Date(opened + hours * HOUR_MS).toISOString();
  const reaches: Reach[] = [
    ...(about.scope ? ["scope" as const] : []),
    ...(about.rule ? ["rule" as const] : []),
    "all",
  ];
  const names = { scope: about.scope ? words.scope(about.scope) : "", rule: about.ruleName ?? "" };

  const save = () => {
    const body = {
      rule: reach === "all" ? null : about.rule,
      scope: reach === "scope" ? (about.scope?.key ?? null) : null,
      // A little less than 30 days, so that the way to the server does not make it more.
      endsAt: new Date(opened + hours * HOUR_MS - 1000).toISOString(),
      reason: reason.trim(),
    };
    return send(
      () => postSilence(body, keyFor(body)),
      () => {
        notifyDone(t("done", { until: format.dateTime(until) }));
        onReason("");
        onClose();
        void client.invalidateQueries({ queryKey: alertsKey });
      },
    );
  };
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
      <Text size="sm">{t("hint")}</Text>
      <Radio.Group
        label={t("reach.label")}
        value={reach}
        onChange={(next) => setReach(reaches.find((one) => one === next) ?? "all")}
      >
        <Stack gap="xs" mt="xs">
          {reaches.map((one) => (
            <Radio key={one} value={one} label={t(`reach.${one}`, names)} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t("howLong")}
        description={t("until", { until: format.dateTime(until) })}
        value={String(hours)}
        onChange={(next) => setHours(HOURS.find((one) => String(one) === next) ?? 24)}
      >
        <Stack gap="xs" mt="xs">
          {HOURS.map((one) => (
            <Radio
              key={one}
              value={String(one)}
              label={one < 72 ? t("hours", { count: one }) : t("days", { count: one / 24 })}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("reason")}
        description={t("reasonHint")}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        error={errors.reason}
        onChange={({ currentTarget }) => onReason(currentTarget.value)}
      />
    </WriteForm>
  );
}
