import { addDays, type Days, type Interval, monthEnd, overlap } from "./period";

/** What every chart model is made of; the slices' `chart.ts` files make them, `components/charts` draws them. */

/** One interval on the time axis. */
export type Step = {
  /** The interval's first day in the calendar. */
  start: string;
  /** The days of it that lie in the range. */
  days: Days;
  /** running: today is in it, so it will grow; cut: the range takes only a part of it. */
  state: "whole" | "running" | "cut";
};

/** One colour in the picture: a value of the dimension, those without one (`code` null), or the rest. */
export type Layer = { id: string; code: string | null; name: string | null; isOther: boolean };

/** Exact text per line; null where there is no value, which is drawn as a gap and never as 0. */
export type LinesModel = {
  lines: Layer[];
  points: (Step & { values: Record<string, string | null> })[];
  isEmpty: boolean;
};

/** over: the wrong side of the target; near: within a tenth of it; fine; unknown: no value or no target. */
export type TargetState = "over" | "near" | "fine" | "unknown";

type Cell = { value: string | null; jobs: number };

/** Rows × columns; a pair that does not occur is null. */
export type HeatModel = { rows: Layer[]; columns: Layer[]; cells: (Cell | null)[][]; isEmpty: boolean };

function endOf(start: string, interval: Interval): string {
  if (interval === "day") return start;
  return interval === "week" ? addDays(start, 6) : monthEnd(start);
}

/** @param partial the range takes only a part of the interval */
export function toStep(
  { start, partial }: { start: string; partial: boolean },
  { range, interval, today }: { range: Days; interval: Interval; today: string },
): Step {
  const days = overlap({ from: start, to: endOf(start, interval) }, range);
  return { start, days, state: days.to >= today ? "running" : partial ? "cut" : "whole" };
}
