"use client";

import { useTranslations } from "next-intl";
import { type MissingReason, waitingIn } from "@/lib/kpi/chart";
import type { KpiRow } from "@/lib/kpi/schema";

type Counts = Pick<KpiRow, "jobs" | "images" | "decided" | "superseded">;

/** Why a figure is missing, in words and with the counts behind it. */
export function useReason(): (reason: MissingReason, row: Counts) => string {
  const t = useTranslations("kpi.reason");
  return (reason, row) => t(reason, { jobs: row.jobs, decided: row.decided, waiting: waitingIn(row) });
}
