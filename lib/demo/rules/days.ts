import { addDays, addMonths, lengthOf, monthEnd, monthStart } from "@/lib/core/period";
import type { Random } from "./random";

/** The first day of twelve months that end with today's. */
export const firstDayOf = (today: string) => addMonths(monthStart(today), -11);

/** First and last day of some of the twelve months. */
export function daysOfMonths(start: string, [first, last]: readonly [number, number]) {
  return { from: addMonths(start, first), to: monthEnd(addMonths(start, last)) };
}

/** The day at this share of a range: 0 is its first, 1 its last. */
export function dayAt(range: { from: string; to: string }, share: number): string {
  return addDays(range.from, Math.min(lengthOf(range) - 1, Math.floor(lengthOf(range) * share)));
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Monday to Friday; 0 workdays after a Sunday is the Monday. */
export function addWorkdays(day: string, days: number): string {
  let at = day;
  while (isWeekend(at)) at = addDays(at, 1);
  for (let left = days; left > 0; left -= 1) {
    at = addDays(at, 1);
    while (isWeekend(at)) at = addDays(at, 1);
  }
  return at;
}

/** Some time in working hours of Central Europe. */
export function timeOn(day: string, random: Random): string {
  const [hour, minute, second] = [random.int(7, 16), random.int(0, 59), random.int(0, 59)];
  return `${day}T${[hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":")}Z`;
}
