import type { Days } from "@/lib/core/period";
import { addDays, lengthOf } from "@/lib/core/period";
import type { KpiAnswer } from "../schema";
import { type Projection, project } from "./projection";

/** Fewer days with jobs than this say nothing of a pace. */
const DAYS_FOR_A_PACE = 5;

/** What a thing will have cost when it ends, or why nobody can say. */
export type Outlook = { projection: Projection } | { missing: "NO_END" | "ENDED" | "NOT_BEGUN" | "TOO_LITTLE" };

/** @param series days of the thing, one row per day */
export function outlook(
  series: KpiAnswer["series"],
  period: { from: string; to: string | null },
  today: string,
): Outlook {
  const { from, to } = period;
  if (to === null) return { missing: "NO_END" };
  if (to < today) return { missing: "ENDED" };
  if (from > today) return { missing: "NOT_BEGUN" };
  const past = series.filter(({ start }) => start < today);
  if (past.filter(({ jobs = 0 }) => jobs > 0).length < DAYS_FOR_A_PACE) return { missing: "TOO_LITTLE" };
  const spent = new Map(series.map(({ start, spend = "0" }) => [start, spend]));
  const projection = project(spent, { from, to }, today);
  return projection ? { projection } : { missing: "TOO_LITTLE" };
}

/** As many days as one answer may hold. */
const MOST_DAYS = 3_600;

/** All days that a thing has had: from its first job or first planned day until today. */
export function lifeOf(first: { job: string | null; planned: string | null }, today: string): Days {
  const starts = [first.job, first.planned].filter((day) => day !== null && day <= today).sort();
  const from = starts[0] ?? today;
  const days = { from, to: today };
  return lengthOf(days) > MOST_DAYS ? { from: addDays(today, 1 - MOST_DAYS), to: today } : days;
}
