import { Exact } from "@/lib/core/amount";
import { type Step, toStep } from "@/lib/core/chart";
import type { Interval } from "@/lib/core/period";
import type { Explained } from "../rules/formula";
import { isWhollyUnpriced } from "../rules/groups";
import type { KpiAnswer, KpiPartialRow } from "../schema";

/** A figure of an interval, or null: without a value there is a gap. Credits of several providers are no number. */
function figureIn(row: KpiPartialRow, key: Explained): string | null {
  const isUnpriced = isWhollyUnpriced({ jobs: row.jobs ?? 0, unpricedJobs: row.unpricedJobs ?? 0 });
  if (key === "spend") return isUnpriced ? null : (row.spend ?? null);
  if (key === "waste") return isUnpriced ? null : (row.waste?.total ?? null);
  return row[key] ?? null;
}

type Axis = { interval: Interval; today: string };

export type TrendPoint = Step & { value: string | null };

/** One figure over the range, as the sparkline of a tile and as a line; intervals after today have not been. */
export function toTrend({ range, series }: KpiAnswer, key: Explained, { interval, today }: Axis): TrendPoint[] {
  return series
    .filter(({ start }) => start <= today)
    .map((row) => ({ ...toStep(row, { range, interval, today }), value: figureIn(row, key) }));
}

/** Lowest and highest value with their periods, for the summary in words; null where there is none. */
export function extremes(points: readonly TrendPoint[]): { lowest: TrendPoint; highest: TrendPoint } | null {
  const valued = points.filter(({ value }) => value !== null);
  const [first] = valued;
  if (!first) return null;
  const compared = (one: TrendPoint, other: TrendPoint) => new Exact(one.value ?? 0).comparedTo(other.value ?? 0);
  return {
    lowest: valued.reduce((low, point) => (compared(point, low) < 0 ? point : low), first),
    highest: valued.reduce((high, point) => (compared(point, high) > 0 ? point : high), first),
  };
}
