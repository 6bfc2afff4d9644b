"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./kpi.module.css";

/** "≥" where unpriced jobs make a figure a lower bound; the words are in its title. */
export function AtLeast({ when, children }: { when: boolean; children: ReactNode }) {
  const t = useTranslations("kpi");
  if (!when) return children;
  return (
    <span>
      <abbr className={classes.atLeast} title={t("atLeast")} aria-label={t("atLeast")}>
        ≥
      </abbr>
      {children}
    </span>
  );
}
