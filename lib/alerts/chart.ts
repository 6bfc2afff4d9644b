import type { Step } from "@/lib/core/chart";
import { addDays, type Days, dayIn, lengthOf } from "@/lib/core/period";
import type { AlertPlace } from "./rules/place";
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

export type PreviewDay = { day: string; value: string | null; firing: boolean };

/** The same for what a rule would have seen. */
export function toPreviewCourse(points: readonly PreviewDay[], days: Days, limits: Omit<Seen, "value">): CourseDay[] {
  const byDay = new Map(points.map(({ day, value }) => [day, { ...limits, value }]));
  return daysOf(days, (day) => byDay.get(day) ?? { ...limits, value: null });
}

function daysOf({ from, to }: Days, seenOn: (day: string) => Seen): CourseDay[] {
  return Array.from({ length: lengthOf({ from, to }) }, (_, index) => {
    const day = addDays(from, index);
    return { start: day, days: { from: day, to: day }, state: day === to ? "running" : "whole", ...seenOn(day) };
  });
}

/** Days in a row on which a rule would have fired. */
export function firingDays(points: readonly PreviewDay[]): Days[] {
  const runs: Days[] = [];
  for (const { day, firing } of points) {
    const last = runs.at(-1);
    if (!firing) continue;
    if (last && addDays(last.to, 1) === day) last.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs;
}

/** An incident as the days that it covers. */
export function daysOfInterval(
  { from, to }: Pick<AlertInterval, "from" | "to">,
  today: string,
  timeZone: string,
): Days {
  return { from: dayIn(timeZone, new Date(from)), to: to === null ? today : dayIn(timeZone, new Date(to)) };
}

type Asked = {
  /** The figure that is drawn; null: any. */
  metric: string | null;
  /** Filters of the page; an alert of a narrower or another scope does not belong to its line. */
  filters: Partial<Record<AlertPlace["scope"], readonly string[]>>;
};

/** Does an alert speak of exactly the figure that a page shows? */
export function isAbout({ metric, place }: Pick<AlertInterval, "metric" | "place">, asked: Asked): boolean {
  if (asked.metric !== null && metric !== asked.metric) return false;
  const used = Object.entries(asked.filters).filter(([, codes]) => codes.length > 0);
  if (place === null) return used.length === 0;
  const [one] = used;
  return used.length === 1 && one?.[0] === place.scope && one[1].length === 1 && one[1][0] === place.code;
}
