import type { Step } from "@/lib/core/chart";
import { addDays, type Days, dayIn, lengthOf } from "@/lib/core/period";
import type { AlertInterval, CoursePoint } from "./schema";

export type CourseDay = Step & {
  /** Null where nothing was seen, or it could not be judged: a gap, never 0. */
  value: string | null;
  warning: string | null;
  critical: string | null;
};

type Seen = Omit<CourseDay, keyof Step>;
const UNSEEN: Seen = { value: null, warning: null, critical: null };

/** What was seen on each day, the last look of it. */
export function toCourse(seen: readonly CoursePoint[], days: Days, timeZone: string): CourseDay[] {
  const byDay = new Map(
    seen.map(({ at, value, warning, critical }) => [dayIn(timeZone, new Date(at)), { value, warning, critical }]),
  );
  return daysOf(days, (day) => byDay.get(day) ?? UNSEEN);
}

function daysOf({ from, to }: Days, seenOn: (day: string) => Seen): CourseDay[] {
  return Array.from({ length: lengthOf({ from, to }) }, (_, index) => {
    const day = addDays(from, index);
    return { start: day, days: { from: day, to: day }, state: day === to ? "running" : "whole", ...seenOn(day) };
  });
}

/** An incident as the days that it covers. */
export function daysOfInterval(
  { from, to }: Pick<AlertInterval, "from" | "to">,
  today: string,
  timeZone: string,
): Days {
  return { from: dayIn(timeZone, new Date(from)), to: to === null ? today : dayIn(timeZone, new Date(to)) };
}
