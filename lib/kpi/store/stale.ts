import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { Prisma } from "@/prisma/generated/client";
import { dayStart, utc } from "./calendar";

/** A day of the organization as instants. */
type StaleDay = { day: string; from: string; until: string };

type Within = { from: Prisma.Sql; to: Prisma.Sql; only: Prisma.Sql };

/**
 * Marked days of the zone: a mark holds instants, and a day begins where the calendar says. Marks of one day are one
 * `bundle`, however many they are.
 */
export function staleDays(organizationId: string, timeZone: Prisma.Sql, { from, to, only }: Within): Prisma.Sql {
  const local = (instant: string) => Prisma.sql`(${Prisma.raw(instant)} AT TIME ZONE ${timeZone})::date`;
  // An instant just after midnight may belong to the day before, where the clock goes back over midnight.
  const near = Prisma.sql`generate_series(greatest(m.first_day - 1, ${from})::timestamp,
    least(m.last_day + 1, ${to})::timestamp, '1 day')`;
  return Prisma.sql`
    SELECT m.bundle, m.marks, d.day, d.begins, d.ends
    FROM (SELECT row_number() OVER () AS bundle, first_day, last_day, min(first_at) AS first_at, max(last_at) AS last_at,
        array_agg(id) AS marks
      FROM (SELECT id, first_at, last_at, ${local("first_at")} AS first_day, ${local("last_at")} AS last_day FROM kpi_stale
        WHERE organization_id = ${organizationId}::uuid AND ${only}) one
      GROUP BY first_day, last_day) m
    JOIN LATERAL (SELECT day::date, ${dayStart(Prisma.sql`day::date`, timeZone)} AS begins,
      ${dayStart(Prisma.sql`day::date + 1`, timeZone)} AS ends FROM ${near} day) d
      ON m.first_at < d.ends AND m.last_at >= d.begins`;
}

/**
 * A text that is another one whenever figures may be: sums and lists have versions, and every other change leaves a mark. A
 * mark that goes makes a new version of the sums: under one version marks only come, and their number tells.
 */
const version = (organizationId: string) => Prisma.sql`(
  SELECT concat_ws(' ', sums.version, lists.version, marks.number, marks.latest)
  FROM kpi_version sums JOIN booking_version lists ON lists.organization_id = sums.organization_id,
    (SELECT count(*) AS number, max(id) AS latest FROM kpi_stale WHERE organization_id = ${organizationId}::uuid) marks
  WHERE sums.organization_id = ${organizationId}::uuid)`;

/** Now, UTC with microseconds, and the version of all that figures are made of. */
export type Present = { asOf: string; version: string | null };

export async function readPresent(db: Db, organizationId: string): Promise<Present> {
  const [row] = await db.$queryRaw<Present[]>`${plannedOnce}
    SELECT ${utc(Prisma.sql`now()`)} AS "asOf", ${version(organizationId)} AS version`;
  if (!row) throw new Error("It is always some moment");
  return row;
}

/** The moment that an answer is of. */
export type Moment = {
  /** UTC with microseconds. */
  asOf: string;
  yesterday: string;
  /**
   * The days of the range that changed since their sums were made; null = sums cannot be used, because statements of this
   * transaction do not see one moment.
   */
  changed: StaleDay[] | null;
  /** Of all that figures are made of; null where that is not of one moment either. */
  version: string | null;
};

type Asked = {
  organizationId: string;
  timeZone: string;
  from: string;
  to: string;
  now?: Date | null;
  /** An instant, or a day whose end is meant; null = now. */
  asOf?: string | null;
};

/** The end of a day that has not ended is now. */
function knownAt(asOf: string, timeZone: string, present: Prisma.Sql): Prisma.Sql {
  if (asOf.includes("T")) return Prisma.sql`${asOf}::timestamptz`;
  return Prisma.sql`least(${dayStart(Prisma.sql`${asOf}::date + 1`, timeZone)}, ${present})`;
}

/** When is it, and what has changed: one statement, because every question asks it. */
export async function readMoment(db: Db, asked: Asked): Promise<Moment> {
  const { organizationId, timeZone, from, to, now = null, asOf = null } = asked;
  const present = Prisma.sql`coalesce(${now?.toISOString() ?? null}::timestamptz, now())`;
  const instant = asOf === null ? present : knownAt(asOf, timeZone, present);
  const within = { from: Prisma.sql`${from}::date`, to: Prisma.sql`${to}::date`, only: Prisma.raw("true") };
  const [row] = await db.$queryRaw<
    { isolation: string; asOf: string; yesterday: string; version: string | null; days: StaleDay[] | null }[]
  >`${plannedOnce}
    SELECT current_setting('transaction_isolation') AS isolation, ${utc(Prisma.sql`instant`)} AS "asOf",
      ((instant AT TIME ZONE ${timeZone}::text)::date - 1)::text AS yesterday, ${version(organizationId)} AS version, (
      SELECT jsonb_agg(jsonb_build_object('day', day::text, 'from', ${utc(Prisma.sql`begins`)},
        'until', ${utc(Prisma.sql`ends`)}) ORDER BY day)
      FROM (SELECT DISTINCT day, begins, ends
        FROM (${staleDays(organizationId, Prisma.sql`${timeZone}::text`, within)}) marked) one) AS days
    FROM (SELECT ${instant} AS instant) moment`;
  if (!row) throw new Error("It is always some moment");
  const { isolation, days, ...at } = row;
  const isOne = isolation !== "read committed";
  return { ...at, changed: isOne ? (days ?? []) : null, version: isOne ? at.version : null };
}
