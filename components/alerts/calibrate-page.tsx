"use client";

import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { CodeSelect } from "@/components/lists/code-select";
import { DayField } from "@/components/lists/day-field";
import { calibrationQueryOptions } from "@/lib/alerts/queries";
import type { Calibration } from "@/lib/alerts/schema/calibration";
import classes from "./alerts.module.css";
import own from "./calibrate.module.css";
import { CalibrateForm } from "./calibrate-form";
import { useMayCalibrate } from "./use-may-calibrate";

const text = parseAsString.withDefault("");

/** A pilot campaign's figures become targets for others, and rules. */
export function CalibratePage() {
  const t = useTranslations("alerts.calibrate");
  const mayCalibrate = useMayCalibrate();
  const [campaign, setCampaign] = useQueryState("campaign", text);
  const [from, setFrom] = useQueryState("from", text);
  const [to, setTo] = useQueryState("to", text);
  const pilot = { campaign, ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const asked = useQuery({
    ...calibrationQueryOptions(pilot),
    enabled: mayCalibrate && campaign !== "",
  });
  const { data } = asked;
  if (!mayCalibrate) return <EmptyState level={1} title={t("title")} hint={t("denied")} />;
  return (
    <>
      <PageHeader title={t("title")} description={t("hint")} />
      <Stack>
        <section className={classes.panel} aria-label={t("pilot")}>
          <Group grow align="flex-start" preventGrowOverflow={false} className={own.fields}>
            <CodeSelect
              list="campaigns"
              label={t("pilot")}
              required
              without={["unassigned"]}
              value={campaign}
              onChange={(code) => void setCampaign(code)}
            />
            <DayField label={t("from")} placeholder={t("whole")} value={from} onChange={(day) => void setFrom(day)} />
            <DayField label={t("to")} placeholder={t("whole")} value={to} onChange={(day) => void setTo(day)} />
          </Group>
          {campaign === "" ? (
            <Text size="sm" c="dimmed" mt="sm">
              {t("choose")}
            </Text>
          ) : null}
          {data && campaign ? <Seen calibration={data} /> : null}
        </section>
        {data ? (
          <NotRenewed of={asked} />
        ) : (
          <NotYet of={asked}>{asked.isLoading ? <Skeleton height={420} /> : null}</NotYet>
        )}
        {data?.days && campaign ? (
          <CalibrateForm
            key={`${data.campaign.code} ${data.days.from} ${data.days.to}`}
            pilot={pilot}
            calibration={data}
            days={data.days}
          />
        ) : null}
      </Stack>
    </>
  );
}

/** What the proposal rests on. */
function Seen({ calibration: { days, proposals } }: { calibration: Calibration }) {
  const t = useTranslations("alerts.calibrate");
  const format = useFormat();
  const counts = proposals[0]?.sample.counts;
  return (
    <Text size="sm" mt="sm" aria-live="polite">
      {days && counts ? t("seen", { days: format.days(days.from, days.to), ...counts }) : t("none")}
    </Text>
  );
}
