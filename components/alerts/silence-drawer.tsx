"use client";

import { Radio, Stack, Text, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useWriteKey } from "@/components/prices/use-write";
import { postSilence } from "@/lib/alerts/queries";
import type { Alert } from "@/lib/alerts/schema";
import { AlertDrawer } from "./alert-drawer";
import { useAlertWords } from "./use-alert-words";

/** What to be told nothing of: one scope of a rule, a whole rule, or everything. */
export type SilenceAbout = { rule: string | null; ruleName: string | null; scope: Alert["scope"] | null };
type Reach = "scope" | "rule" | "all";
type Values = { reach: Reach; hours: string; reason: string; openedAt: number };

const HOURS = [4, 24, 72, 168, 336, 720] as const;
const HOUR_MS = 3_600_000;

type Props = { about: SilenceAbout; opened: boolean; onClose: () => void };

export function SilenceDrawer({ about, opened, onClose }: Props) {
  const t = useTranslations("alerts.silence");
  const format = useFormat();
  const keyFor = useWriteKey();
  const until = ({ openedAt, hours }: Values) => new Date(openedAt + Number(hours) * HOUR_MS);
  return (
    <AlertDrawer<Values>
      opened={opened}
      title={t("title")}
      saveLabel={t("open")}
      first={() => ({
        ...{ reach: about.scope ? "scope" : about.rule ? "rule" : "all", hours: "24", reason: "" },
        openedAt: Date.now(),
      })}
      send={(values) => {
        const { reach, reason } = values;
        const body = {
          rule: reach === "all" ? null : about.rule,
          scope: reach === "scope" ? (about.scope?.key ?? null) : null,
          // A little less than 30 days, so that the way to the server does not make it more.
          endsAt: new Date(until(values).getTime() - 1000).toISOString(),
          reason: reason.trim(),
        };
        return postSilence(body, keyFor(body));
      }}
      done={(values) => t("done", { until: format.dateTime(until(values).toISOString()) })}
      onClose={onClose}
    >
      {(form, errors) => (
        <>
          <Text size="sm">{t("hint")}</Text>
          <ReachField form={form} about={about} />
          <Radio.Group
            label={t("howLong")}
            description={t("until", { until: format.dateTime(until(form.values).toISOString()) })}
            {...form.getInputProps("hours")}
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
            {...form.getInputProps("reason")}
            error={errors.reason}
          />
        </>
      )}
    </AlertDrawer>
  );
}

function ReachField({ form, about }: { form: UseFormReturnType<Values>; about: SilenceAbout }) {
  const t = useTranslations("alerts.silence");
  const words = useAlertWords();
  const reaches: Reach[] = [
    ...(about.scope ? ["scope" as const] : []),
    ...(about.rule ? ["rule" as const] : []),
    "all",
  ];
  const names = { scope: about.scope ? words.scope(about.scope) : "", rule: about.ruleName ?? "" };
  return (
    <Radio.Group label={t("reach.label")} {...form.getInputProps("reach")}>
      <Stack gap="xs" mt="xs">
        {reaches.map((one) => (
          <Radio key={one} value={one} label={t(`reach.${one}`, names)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
