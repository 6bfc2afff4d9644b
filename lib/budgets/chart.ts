import { Exact, roundTo } from "@/lib/core/amount";
import { type Step, toStep } from "@/lib/core/chart";
import { addDays, lengthOf } from "@/lib/core/period";
import type { BurnDown } from "./schema";

/** One day of a period: what was spent up to it (null: not yet), what may be, and an even share of that. */
type BurnDownPoint = Step & { spent: string | null; available: string; even: string };
export type BurnDownModel = { points: BurnDownPoint[]; isEmpty: boolean };

/** Cents are enough for a line that only guides the eye. */
const PLACES = 2;

/** @param today a day that has not ended is drawn as running */
export function toBurnDown({ state: { period }, days }: BurnDown, today: string): BurnDownModel {
  if (!period) return { points: [], isEmpty: true };
  const length = lengthOf(period);
  const sums = new Map(days.map(({ day, sum }) => [day, sum]));
  const points = Array.from({ length }, (_, index): BurnDownPoint => {
    const start = addDays(period.from, index);
    const even = new Exact(period.available).times(index + 1).dividedBy(length);
    const step = toStep({ start, partial: false }, { range: period, interval: "day", today });
    return {
      ...step,
      // Days to come are empty, not running.
      state: start === today ? "running" : "whole",
      spent: sums.get(start) ?? null,
      available: period.available,
      even: roundTo(even, PLACES).toFixed(),
    };
  });
  return { points, isEmpty: days.length === 0 };
}
