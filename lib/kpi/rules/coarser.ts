import { type Interval, MOST_ROWS } from "../schema";
import { INTERVALS } from "./vocabulary";

const DAYS_PER: Record<Interval, number> = { day: 1, week: 7, month: 28 };

/** What to do about an answer with too many rows, in a sentence; null when it fits. */
export function tooManyRows(groups: number, intervals: number, interval: Interval | null): string | null {
  const steps = Math.max(intervals, 1);
  if (groups * steps <= MOST_ROWS) return null;
  const count = groups > MOST_ROWS ? `more than ${MOST_ROWS}` : String(groups);
  const fits = INTERVALS.slice(interval ? INTERVALS.indexOf(interval) + 1 : INTERVALS.length).find(
    (coarser) => groups * Math.ceil((steps * DAYS_PER[interval ?? "day"]) / DAYS_PER[coarser] + 2) <= MOST_ROWS,
  );
  const top = Math.max(1, Math.min(1_000, Math.floor(MOST_ROWS / steps) - 1));
  const hints = [...(fits ? [`interval=${fits}`] : []), `top=${top}`, "a shorter range", "a filter"];
  return `${count} groups × ${steps} intervals are more than ${MOST_ROWS} rows; try ${hints.join(", ")}`;
}
