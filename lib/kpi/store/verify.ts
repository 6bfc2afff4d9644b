import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { DIMENSION_COLUMNS, dayRows, KEPT_NAMES, monthRows } from "./kept";
import { daysTable } from "./refresh";

/** First and last day with jobs or sums, in the organization's zone; null = there are none. */
export async function readExtent(
  db: Db,
  { id, timeZone }: { id: string; timeZone: string },
): Promise<{ from: string; to: string } | null> {
  const [row] = await db.$queryRaw<{ from: string | null; to: string | null }[]>`
    SELECT least(min(first), (SELECT min(first_day) FROM kpi_sum WHERE organization_id = ${id}::uuid))::text AS from,
      greatest(max(last), (SELECT max(first_day) FROM kpi_sum WHERE organization_id = ${id}::uuid AND grain = 'day'))::text AS to
    FROM (SELECT (min(occurred_at) AT TIME ZONE ${timeZone})::date - 1 AS first,
      (max(occurred_at) AT TIME ZONE ${timeZone})::date + 1 AS last
      FROM job WHERE organization_id = ${id}::uuid) j`;
  return row?.from && row.to ? { from: row.from, to: row.to } : null;
}

/** A sum that is not what its jobs say. `place`: the dimensions of the cube. */
export type Difference = {
  grain: "day" | "month";
  day: string;
  cube: string;
  place: Record<string, unknown>;
  /** Figures that differ; null = there is no such row. */
  kept: Record<string, unknown> | null;
  expected: Record<string, unknown> | null;
};

const MOST = 20;
const columns = (table: string, names: readonly string[]) =>
  Prisma.raw(`(SELECT to_jsonb(r) FROM (SELECT ${names.map((name) => `${table}.${name}`).join(", ")}) r)`);

function comparison(
  organizationId: string,
  asked: { grain: Difference["grain"]; firsts: Prisma.Sql; rows: Prisma.Sql },
) {
  const { grain, firsts, rows } = asked;
  const keyed = (table: string) => Prisma.sql`SELECT ${Prisma.raw(table)}.cube, day::text AS day,
    jsonb_strip_nulls(${columns(table, DIMENSION_COLUMNS)}) AS place, ${columns(table, KEPT_NAMES)} AS sums`;
  return Prisma.sql`
    SELECT ${grain} AS grain, day, cube, place, k.sums AS kept, e.sums AS expected
    FROM (${keyed("s")} FROM (SELECT *, first_day AS day FROM kpi_sum
      WHERE organization_id = ${organizationId}::uuid AND grain = ${grain} AND first_day = ANY(${firsts})) s) k
    FULL JOIN (${keyed("j")} FROM (${rows}) j) e USING (cube, day, place)
    WHERE k.sums IS DISTINCT FROM e.sums ORDER BY day, cube LIMIT ${MOST}`;
}

/** @returns at most twenty sums of these days that are not what the jobs say */
export function compareDays(db: Db, organizationId: string, days: readonly string[]): Promise<Difference[]> {
  const rows = dayRows(organizationId, daysTable(organizationId, days));
  return db.$queryRaw(comparison(organizationId, { grain: "day", firsts: Prisma.sql`${[...days]}::date[]`, rows }));
}

/** @returns at most twenty sums of these months that are not those of their days */
export function compareMonths(db: Db, organizationId: string, months: readonly string[]): Promise<Difference[]> {
  const firsts = Prisma.sql`${[...months]}::date[]`;
  const rows = monthRows(organizationId, firsts);
  return db.$queryRaw(comparison(organizationId, { grain: "month", firsts, rows }));
}
