"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { isShare } from "@/lib/targets/rules";
import type { TargetMetric, TargetScope } from "@/lib/targets/schema";

/** What targets are called, and how their values read. */
export function useTargetWords() {
  const t = useTranslations("targets");
  const kpi = useTranslations("kpi");
  const format = useFormat();
  return {
    metric: (metric: TargetMetric) => (metric === "wasteShare" ? t("wasteShare") : kpi(`figure.${metric}`)),
    value: (metric: TargetMetric, value: string) => (isShare(metric) ? format.percent(value) : format.money(value)),
    place: (scope: TargetScope, name: string | null, code: string | null) =>
      scope === "organization" ? t("scope.organization") : (name ?? code ?? ""),
    days: (firstDay: string, lastDay: string | null) =>
      lastDay === null ? t("from", { day: format.day(firstDay) }) : format.days(firstDay, lastDay),
  };
}
