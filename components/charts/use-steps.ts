"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { Step } from "@/lib/core/chart";
import type { Interval } from "@/lib/core/period";
import type { DrawnStep } from "./drawn";

/** How a period is called on the axis, in full, and why it is not whole. */
export function useSteps(interval: Interval): (step: Step) => DrawnStep {
  const t = useTranslations("charts");
  const format = useFormat();
  return ({ start, days, state }) => ({
    start,
    days,
    label: interval === "month" ? format.shortMonth(start) : format.shortDay(start),
    title: interval === "month" && state !== "cut" ? format.month(start) : format.days(days.from, days.to),
    partial: state === "whole" ? null : t(state),
  });
}
