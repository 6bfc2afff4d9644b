"use client";

import { IconAlertTriangle, IconCircleCheck, IconClockPause, IconTrendingUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type Standing, standingOf } from "@/lib/budgets/rules/standing";
import type { BudgetState } from "@/lib/budgets/schema";
import classes from "./budgets.module.css";

const ICONS: Record<Standing, typeof IconAlertTriangle> = {
  over: IconAlertTriangle,
  heading: IconTrendingUp,
  near: IconAlertTriangle,
  fine: IconCircleCheck,
  unknown: IconClockPause,
};

/** How a budget stands: a sign and a word, in the colour that means it. */
export function StandingMark({ state }: { state: BudgetState }) {
  const t = useTranslations("budgets.standing");
  const standing = standingOf(state);
  const Icon = ICONS[standing];
  return (
    <span className={`${classes.standing} ${classes[standing]}`}>
      <Icon size={16} aria-hidden />
      {t(standing)}
    </span>
  );
}
