import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Interval } from "../schema";

/** Days of the organization as instants. Everything that asks "which day?" asks here, so that nothing falls between two days. */
export type Days = {
  /** First instant of the range and of the day after it, UTC with microseconds. */
  from: string;
  until: string;
  /** First day (in the calendar), first instant inside the range and the one after its last; cut = not whole in the range. */
  intervals: { start: string; at: string; until: string; cut: boolean }[];
};

type Asked = { from: string; to: string; timeZone: string; weekStart: number; interval: Interval | null };

export const utc = (instant: Prisma.Sql) =>
  Prisma.sql`to_char((${instant}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * The first instant of a day. `day AT TIME ZONE zone` alone is an hour late where the clock goes back over midnight
 * (Azores, Havana): Postgres then takes the second midnight, and an hour of the day would belong to no day.
 */
export function dayStart(day: Prisma.Sql, timeZone: string | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT min(t) FROM unnest(ARRAY[interval '0', '30 min', '1 hour', '2 hours', '3 hours']) earlier,
    LATERAL (SELECT ((${day})::timestamp AT TIME ZONE ${timeZone}) - earlier AS t) candidate
    WHERE (t AT TIME ZONE ${timeZone})::date >= (${day}))`;
}

function starts({ from, to, interval, weekStart }: Asked): Prisma.Sql {
  const series = (first: Prisma.Sql, step: string) =>
    Prisma.sql`SELECT d::date AS day, (d + ${step}::interval)::date AS next
      FROM generate_series((${first})::timestamp, ${to}::date::timestamp, ${step}::interval) d`;
  if (interval === "day") return series(Prisma.sql`${from}::date`, "1 day");
  if (interval === "month") return series(Prisma.sql`date_trunc('month', ${from}::date::timestamp)`, "1 month");
  if (interval === "week") {
    const back = Prisma.sql`(extract(dow FROM ${from}::date)::int - ${weekStart}::int + 7) % 7`;
    return series(Prisma.sql`${from}::date - (${back})`, "7 days");
  }
  return Prisma.sql`SELECT ${from}::date AS day, ${to}::date + 1 AS next`;
}

// A zone's days do not change while a process runs, and people ask for the same ranges all day.
const kept = new Map<string, Days>();
const MOST_KEPT = 100;

export async function readDays(db: Db, asked: Asked): Promise<Days> {
  const { from, to, timeZone, weekStart, interval } = asked;
  const key = [from, to, timeZone, weekStart, interval].join(" ");
  const known = kept.get(key);
  if (known) return known;
  const days = await computeDays(db, asked);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
  kept.set(key, days);
  return days;
}

async function computeDays(db: Db, asked: Asked): Promise<Days> {
  const { from, to, timeZone, interval } = asked;
  const rows = await db.$queryRaw<Days["intervals"]>`
    WITH starts AS (${starts(asked)}),
    bounds AS (
      SELECT day, next, ${dayStart(Prisma.sql`greatest(day, ${from}::date)`, timeZone)} AS first,
        ${dayStart(Prisma.sql`least(next, ${to}::date + 1)`, timeZone)} AS beyond
      FROM starts)
    SELECT day::text AS start, ${utc(Prisma.sql`first`)} AS at, ${utc(Prisma.sql`beyond`)} AS until,
      (day < ${from}::date OR next > ${to}::date + 1) AS cut
    FROM bounds ORDER BY day`;
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) throw new Error("A range has at least one day");
  return { from: first.at, until: last.until, intervals: interval ? rows : [] };
}

/** Adds "on these days" to a condition on job `j`; null = without bound. */
export function withinDays(
  condition: Prisma.Sql,
  from: string | null,
  to: string | null,
  timeZone: string,
): Prisma.Sql {
  const conditions = [condition];
  if (from) conditions.push(Prisma.sql`j.occurred_at >= ${dayStart(Prisma.sql`${from}::date`, timeZone)}`);
  if (to) conditions.push(Prisma.sql`j.occurred_at < ${dayStart(Prisma.sql`${to}::date + 1`, timeZone)}`);
  return Prisma.join(conditions, " AND ");
}
