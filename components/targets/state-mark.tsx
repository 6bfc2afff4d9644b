"use client";

import { IconAlertCircle, IconCircleCheck, IconHelpCircle, IconInfoTriangle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { TargetState } from "@/lib/targets/schema";
import classes from "./targets.module.css";

const ICONS = { over: IconAlertCircle, near: IconInfoTriangle, fine: IconCircleCheck, unknown: IconHelpCircle };

/** Shape and word as well as colour. */
export function StateMark({ state, gap }: { state: TargetState; gap?: string | null }) {
  const t = useTranslations("targets.state");
  const Icon = ICONS[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(state)}
      {gap ? <span className={classes.gap}>{gap}</span> : null}
    </span>
  );
}
