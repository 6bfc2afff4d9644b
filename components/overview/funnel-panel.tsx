"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Funnel } from "@/components/charts/funnel";
import { useAbout } from "@/components/charts/use-about";
import { NotYet } from "@/components/common/answered";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { shareOf } from "@/lib/kpi/chart";
import { wasteQueryOptions } from "@/lib/kpi/queries";
import { type OverviewScope, overviewQuestions } from "./questions";

/** Drafts → finals → decided → approved, with the money of each: how much of the work comes out at the end. */
export function FunnelPanel({ scope }: { scope: OverviewScope }) {
  const t = useTranslations("overview.funnel");
  const to = useTranslations("overview");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const aboutOf = useAbout();
  const asked = useQuery(wasteQueryOptions(overviewQuestions(scope).asked));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={340} radius="md" />
      </NotYet>
    );
  const { total, funnel, currency } = data;
  const decided = funnel.find(({ step }) => step === "decided")?.images ?? 0;
  const steps = funnel.map(({ step, images, spend }) => {
    const isLast = step === "approved";
    const share = shareOf(String(images), String(isLast ? decided : total.images));
    const money = format.money(spend);
    const part = shareOf(spend, total.spend);
    return {
      id: step,
      label: t(step),
      count: images,
      shown: t("images", { count: images }),
      money: part ? t("ofSpend", { money, share: format.percent(part, 0) }) : money,
      kept: share ? t(isLast ? "ofDecided" : "ofImages", { share: format.percent(share) }) : null,
    };
  });
  return (
    <ChartFrame
      id="funnel"
      title={t("title")}
      subtitle={t("subtitle", { currency })}
      summary={steps
        .map(({ label, shown, money, kept }) => [label, shown, money, kept].filter(Boolean).join(", "))
        .join("; ")}
      about={aboutOf(scope, data)}
      asked={[asked]}
      table={{
        head: [t("step"), t("count"), t("jobs"), t("spend")],
        rows: funnel.map(({ step, images, jobs, spend }) => ({
          id: step,
          name: t(step),
          cells: [
            { kind: "count", value: String(images) },
            { kind: "count", value: String(jobs) },
            { kind: "money", value: spend, lowerBound: total.lowerBound },
          ],
        })),
      }}
      empty={total.jobs === 0 ? <EmptyState title={tk("reason.NO_JOBS")} hint={to("emptyHint")} /> : null}
    >
      <Funnel steps={steps} />
    </ChartFrame>
  );
}
