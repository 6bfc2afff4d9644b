import { type Step, toStep } from "@/lib/core/chart";
import type { Interval } from "@/lib/core/period";
import { CLASSES, type MoneyClass } from "../rules/vocabulary";
import type { WasteAnswer, WasteRow } from "../schema/waste";

type WasteBar = Step & {
  /** Null: jobs without any price, so there is nothing to draw. */
  total: string | null;
  lowerBound: boolean;
  parts: Record<string, string | null>;
};

/** No job has a price: a gap, not a bar of nothing. */
const isUnpriced = ({ jobs, unpricedJobs }: WasteRow) => jobs > 0 && jobs === unpricedJobs;

/** The money of each interval by class; intervals after today have not been. */
export function toWasteBars(
  { range, series }: WasteAnswer,
  { interval, today }: { interval: Interval; today: string },
): WasteBar[] {
  return series
    .filter(({ start }) => start <= today)
    .map((row) => ({
      ...toStep(row, { range, interval, today }),
      total: isUnpriced(row) ? null : row.spend,
      lowerBound: row.lowerBound,
      parts: Object.fromEntries(CLASSES.map((name) => [name, isUnpriced(row) ? null : row.classes[name].spend])),
    }));
}

/** The class of waste with the most money; null where nothing was wasted. */
export function largestWaste({ classes }: WasteRow): Exclude<MoneyClass, "useful" | "open"> | null {
  const named = (["failed", "duplicate", "dropped", "rejected", "superseded"] as const)
    .map((name) => ({ name, spend: Number(classes[name].spend) }))
    .filter(({ spend }) => spend > 0)
    .toSorted((a, b) => b.spend - a.spend);
  return named[0]?.name ?? null;
}
