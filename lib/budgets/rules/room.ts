import { addDays } from "@/lib/core/period";
import type { Budget, BudgetPeriod } from "../schema";
import { isPeriodEdge, periodWith } from "./periods";

type Version = Pick<Budget, "id" | "period" | "firstDay" | "lastDay">;
type Span = { period: BudgetPeriod; firstDay: string; lastDay: string | null };

/**
 * What happens to the versions of a budget when a new one comes:
 * `replaces` the one that begins on the same day, as long as its first period has not ended;
 * `ends` the one that is in force, at the end of one of its own periods;
 * `conflict` with one that cannot give way, and why.
 */
export type Room = {
  replaces: string | null;
  ends: { id: string; lastDay: string } | null;
  conflict: { id: string; why: "OVERLAPS" | "PERIOD_IS_OVER" | "CUTS_A_PERIOD" } | null;
};

const overlapping = (one: Omit<Span, "period">, other: Omit<Span, "period">) =>
  (other.lastDay === null || one.firstDay <= other.lastDay) && (one.lastDay === null || other.firstDay <= one.lastDay);

/** @param versions of the same scope and unit @param today a calendar day in the organization's zone */
export function roomFor(
  versions: readonly Version[],
  wanted: Span,
  { today, fiscalYearStart }: { today: string; fiscalYearStart: number },
): Room {
  const room: Room = { replaces: null, ends: null, conflict: null };
  for (const version of versions.filter((one) => overlapping(one, wanted))) {
    const { id } = version;
    if (version.firstDay === wanted.firstDay) {
      // What people were told of a period that has ended must stay what it was.
      const isOver = periodWith(version, version.firstDay, fiscalYearStart).to < today;
      if (isOver) return { ...room, conflict: { id, why: "PERIOD_IS_OVER" } };
      room.replaces = id;
    } else if (version.firstDay < wanted.firstDay) {
      const lastDay = addDays(wanted.firstDay, -1);
      if (version.period === "range" || !isPeriodEdge("to", version.period, lastDay, fiscalYearStart))
        return { ...room, conflict: { id, why: "CUTS_A_PERIOD" } };
      room.ends = { id, lastDay };
    } else return { ...room, conflict: { id, why: "OVERLAPS" } };
  }
  return room;
}
