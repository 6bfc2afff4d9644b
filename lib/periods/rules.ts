import { addDays, monthEnd } from "@/lib/core/period";
import type { PeriodState } from "./schema";

/** Open while it runs, closing until somebody (or the end of the grace days) closes it. @param month YYYY-MM */
export function stateOf(month: string, { today, isClosed }: { today: string; isClosed: boolean }): PeriodState {
  if (isClosed) return "closed";
  return monthEnd(`${month}-01`) < today ? "closing" : "open";
}

/** The last of the grace days. */
export function closesOn(month: string, graceDays: number): string {
  return addDays(monthEnd(`${month}-01`), graceDays);
}

/** Months whose grace days are over. */
export function dueMonths(months: readonly string[], { today, graceDays }: { today: string; graceDays: number }) {
  return months.filter((month) => closesOn(month, graceDays) < today);
}

/** Every month from the first to the last, newest first. @param first a day, @param last a day */
export function monthsBetween(first: string, last: string): string[] {
  const index = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const [from, to] = [index(first), index(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, back) => {
    const at = to - back;
    return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}
