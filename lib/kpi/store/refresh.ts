import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { CUBE_NAMES } from "../rules/cubes";
import { dayStart } from "./calendar";
import { dayRows, KEPT_COLUMNS_LIST, monthRows } from "./kept";
import { staleDays } from "./stale";

/** Organizations with days that changed since their sums were made. */
export async function selectStale(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT organization_id::text AS id FROM kpi_stale`;
  return rows.map(({ id }) => id);
}

/** Only one transaction at a time makes sums of an organization. @returns whether this is the one */
export async function lockSums(tx: Db, organizationId: string, waits = false): Promise<boolean> {
  const key = Prisma.sql`hashtextextended('kpi_sum ' || ${organizationId}, 0)`;
  if (waits) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${key})::text`;
    return true;
  }
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(${key}) AS locked`;
  return row?.locked ?? false;
}

const ZONE = (organizationId: string) =>
  Prisma.sql`(SELECT time_zone FROM organization WHERE id = ${organizationId}::uuid)`;

/**
 * After a change of the zone no day is what it was: all sums go, and every day that has jobs is marked by itself.
 * @returns whether there was such a mark
 */
export async function spreadMarks(tx: Db, organizationId: string): Promise<boolean> {
  const org = Prisma.sql`organization_id = ${organizationId}::uuid`;
  const taken = await tx.$executeRaw`DELETE FROM kpi_stale WHERE ${org} AND last_at = 'infinity'`;
  if (taken === 0) return false;
  await tx.$executeRaw`DELETE FROM kpi_sum WHERE ${org}`;
  await tx.$executeRaw`
    INSERT INTO kpi_stale (organization_id, first_at, last_at)
    SELECT organization_id, min(occurred_at), max(occurred_at) FROM job WHERE ${org}
    GROUP BY organization_id, (occurred_at AT TIME ZONE ${ZONE(organizationId)})::date`;
  return true;
}

/**
 * Marks that can be seen now, with their days, the latest first; as many as fit into `mostDays` days. A job that is
 * written from now on brings a mark of its own, so what is read after this is new enough for the marks taken here.
 */
export async function takeMarks(
  tx: Db,
  organizationId: string,
  mostDays: number,
): Promise<{ days: string[]; marks: string[] }> {
  const everything = {
    ...{ from: Prisma.sql`'-infinity'::date`, to: Prisma.sql`'infinity'::date` },
    // A change of the zone that came this moment is for the next round.
    only: Prisma.raw("isfinite(first_at)"),
  };
  const rows = await tx.$queryRaw<{ days: string[]; marks: string[] }[]>`
    WITH marked AS MATERIALIZED (${staleDays(organizationId, ZONE(organizationId), everything)}),
    ranked AS (SELECT *, dense_rank() OVER (ORDER BY day DESC) AS place FROM marked)
    SELECT array_agg(day::text) AS days, min(marks)::text[] AS marks FROM ranked
    GROUP BY bundle HAVING max(place) <= ${mostDays}`;
  return {
    days: [...new Set(rows.flatMap(({ days }) => days))],
    marks: rows.flatMap(({ marks }) => marks),
  };
}

/** The marks of these days and no others; the caller makes their sums after this. */
export async function dropMarksWithin(tx: Db, organizationId: string, days: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM kpi_stale m USING (
      SELECT min(begins) AS begins, max(ends) AS ends FROM ${daysTable(organizationId, days)} d) range
    WHERE m.organization_id = ${organizationId}::uuid AND m.first_at >= range.begins AND m.last_at < range.ends`;
}

export async function dropMarks(tx: Db, organizationId: string, marks: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM kpi_stale
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...marks]}::bigint[])`;
}

/** Days as a table of `day, begins, ends`, in the zone that the organization has now. */
export function daysTable(organizationId: string, days: readonly string[]): Prisma.Sql {
  const zone = ZONE(organizationId);
  return Prisma.sql`(SELECT day, ${dayStart(Prisma.sql`day`, zone)} AS begins, ${dayStart(Prisma.sql`day + 1`, zone)} AS ends
    FROM unnest(${[...days]}::date[]) day)`;
}

/** Makes the sums of these days, and of their months, anew. The caller holds the lock. */
export async function makeSums(tx: Db, organizationId: string, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  const months = [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))];
  await replace(tx, organizationId, {
    grain: "day",
    firsts: days,
    rows: dayRows(organizationId, daysTable(organizationId, days)),
  });
  await replace(tx, organizationId, {
    grain: "month",
    firsts: months,
    rows: monthRows(organizationId, Prisma.sql`${months}::date[]`),
  });
}

async function replace(
  tx: Db,
  organizationId: string,
  { grain, firsts, rows }: { grain: "day" | "month"; firsts: readonly string[]; rows: Prisma.Sql },
): Promise<void> {
  await tx.$executeRaw`DELETE FROM kpi_sum WHERE organization_id = ${organizationId}::uuid AND grain = ${grain}
    AND cube = ANY(${[...CUBE_NAMES]}::text[]) AND first_day = ANY(${[...firsts]}::date[])`;
  await tx.$executeRaw`
    INSERT INTO kpi_sum (organization_id, cube, grain, first_day, cell, ${KEPT_COLUMNS_LIST})
    SELECT ${organizationId}::uuid, cube, ${grain}, day, row_number() OVER (PARTITION BY cube, day), ${KEPT_COLUMNS_LIST}
    FROM (${rows}) made`;
}
