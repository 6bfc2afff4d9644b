"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { moreIsBetter, targetState } from "@/lib/targets/rules";
import type { Target, TargetMetric } from "@/lib/targets/schema";
import classes from "./kpi.module.css";

const WORDS = {
  less: { over: "over", near: "near", fine: "fine", unknown: "unknown" },
  more: { over: "overRate", near: "nearRate", fine: "fineRate", unknown: "unknown" },
} as const;

/** Where a figure stands against its target: a sign and words, the colour only besides. */
export function TargetNote({ value, target, metric }: { value: string | null; target: Target; metric: TargetMetric }) {
  const t = useTranslations("kpi.target");
  const format = useFormat();
  const state = targetState({ value }, target.value, metric);
  const isShare = metric === "approvalRate" || metric === "wasteShare";
  const shown = isShare ? format.percent(target.value) : format.money(target.value);
  return (
    <p className={classes.target} data-state={state}>
      {t(WORDS[moreIsBetter(metric) ? "more" : "less"][state], { target: shown })}
    </p>
  );
}
