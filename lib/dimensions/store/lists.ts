import "server-only";
import type { z } from "zod";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Mergeable } from "../rules/merging";
import { containing } from "../rules/pages";
import { type MergedList, ROWS, type RowFields } from "../schema";

export type MergedRow<Name extends MergedList = MergedList> = z.infer<(typeof ROWS)[Name]>;

/** Cost centres that the asker may see; null = all. */
export type Scope = readonly string[] | null;

export const MERGED_TABLES: Record<MergedList, Prisma.Sql> = {
  "cost-centers": Prisma.raw("cost_center"),
  campaigns: Prisma.raw("campaign"),
  markets: Prisma.raw("market"),
  channels: Prisma.raw("channel"),
  "asset-types": Prisma.raw("asset_type"),
};

const DAYS = Prisma.raw(`, t.active_from::text AS "activeFrom", t.active_to::text AS "activeTo"`);

/** Is this cost centre (under this alias) one that the asker may see? */
export const inView = (alias: "cc" | "t", scope: Scope) =>
  scope === null
    ? Prisma.sql`true`
    : Prisma.sql`(${Prisma.raw(alias)}.id = ANY(${scope}::uuid[]) OR ${Prisma.raw(alias)}.effective_id = ANY(${scope}::uuid[]))`;

function moreColumns(list: MergedList, scope: Scope, timeZone: string): Prisma.Sql {
  if (list === "cost-centers") return Prisma.raw(`, t.owner_name AS "ownerName"`);
  if (list === "asset-types") return Prisma.empty;
  if (list !== "campaigns") return DAYS;
  const assignments = Prisma.sql`campaign_cost_center c JOIN cost_center cc
    ON cc.organization_id = c.organization_id AND cc.id = c.cost_center_id
    WHERE c.organization_id = t.organization_id AND c.campaign_id = t.id`;
  // In force today, else the first one: the same choice as costCenterOn.
  return Prisma.sql`${DAYS}, t.note,
    (SELECT CASE WHEN ${inView("cc", scope)} THEN cc.code END FROM ${assignments}
      ORDER BY c.first_day <= (now() AT TIME ZONE ${timeZone})::date DESC,
        CASE WHEN c.first_day <= (now() AT TIME ZONE ${timeZone})::date THEN c.first_day END DESC, c.first_day
      LIMIT 1) AS "costCenter",
    (SELECT coalesce(json_agg(json_build_object('firstDay', c.first_day, 'costCenter', cc.code) ORDER BY c.first_day), '[]')
      FROM ${assignments} AND ${inView("cc", scope)}) AS "costCenters"`;
}

const archivedIs = (archived: "true" | "false" | "all") =>
  archived === "all" ? Prisma.empty : Prisma.raw(`AND t.archived_at IS ${archived === "true" ? "NOT NULL" : "NULL"}`);

/** Conditions that every list's page shares. */
export const pageWhere = (query: { archived: "true" | "false" | "all"; q?: string | undefined }) => Prisma.sql`
  ${archivedIs(query.archived)}
  ${query.q ? Prisma.sql`AND (t.code ILIKE ${containing(query.q)} OR t.name ILIKE ${containing(query.q)})` : Prisma.empty}`;

export type Reader = { organizationId: string; timeZone: string; scope: Scope };

async function select<Name extends MergedList>(
  db: Db,
  list: Name,
  reader: Reader,
  where: Prisma.Sql,
): Promise<MergedRow<Name>[]> {
  const table = MERGED_TABLES[list];
  const visible = list === "cost-centers" ? Prisma.sql`AND ${inView("t", reader.scope)}` : Prisma.empty;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT t.id, t.code, t.name, t.archived_at IS NOT NULL AS archived, t.unassigned, m.code AS "mergedInto",
      e.code AS "shownAs" ${moreColumns(list, reader.scope, reader.timeZone)}
    FROM ${table} t
    LEFT JOIN ${table} m ON m.organization_id = t.organization_id AND m.id = t.merged_into_id
    JOIN ${table} e ON e.organization_id = t.organization_id AND e.id = t.effective_id
    WHERE t.organization_id = ${reader.organizationId}::uuid ${visible} ${where}`;
  return rows.map((row) => ROWS[list].parse(row) as MergedRow<Name>);
}

type PageOf = { archived: "true" | "false" | "all"; q?: string | undefined; limit: number };

/** One row more than asked for, in order of codes. */
export function selectPage<Name extends MergedList>(
  db: Db,
  list: Name,
  reader: Reader,
  { after, ...query }: PageOf & { after: string | null },
): Promise<MergedRow<Name>[]> {
  return select(
    db,
    list,
    reader,
    Prisma.sql`${pageWhere(query)} ${after === null ? Prisma.empty : Prisma.sql`AND lower(t.code) > lower(${after})`}
      ORDER BY lower(t.code) LIMIT ${query.limit + 1}`,
  );
}

export async function selectRow<Name extends MergedList>(
  db: Db,
  list: Name,
  reader: Reader,
  id: string,
): Promise<MergedRow<Name> | null> {
  const [row] = await select(db, list, reader, Prisma.sql`AND t.id = ${id}::uuid`);
  return row ?? null;
}

type Found = Mergeable & { name: string };

const FOUND = Prisma.raw(`t.id, t.code, t.name, t.effective_id AS "effectiveId", t.unassigned,
  t.archived_at IS NOT NULL AS archived, m.code AS "mergedInto"`);

async function find(db: Db, list: MergedList, organizationId: string, where: Prisma.Sql): Promise<Found | null> {
  const table = MERGED_TABLES[list];
  const [row] = await db.$queryRaw<Found[]>`
    SELECT ${FOUND} FROM ${table} t
    LEFT JOIN ${table} m ON m.organization_id = t.organization_id AND m.id = t.merged_into_id
    WHERE t.organization_id = ${organizationId}::uuid ${where}`;
  return row ?? null;
}

export const findRowByCode = (db: Db, list: MergedList, organizationId: string, code: string) =>
  find(db, list, organizationId, Prisma.sql`AND lower(t.code) = lower(${code})`);

/** Locked: a booking that names the row waits, and one under way is waited for. */
export const findRowForChange = (db: Db, list: MergedList, organizationId: string, id: string) =>
  find(db, list, organizationId, Prisma.sql`AND t.id = ${id}::uuid FOR UPDATE OF t`);

const COLUMNS = {
  code: { column: "code", type: "text" },
  name: { column: "name", type: "text" },
  ownerName: { column: "owner_name", type: "text" },
  activeFrom: { column: "active_from", type: "date" },
  activeTo: { column: "active_to", type: "date" },
  note: { column: "note", type: "text" },
} as const;

/** The columns to write and their values; fields that are absent stay as they are. */
function columnsOf(fields: RowFields) {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((field) => {
    const value = fields[field];
    if (value === undefined) return [];
    const { column, type } = COLUMNS[field];
    return [{ column: Prisma.raw(column), value: Prisma.sql`${value}::${Prisma.raw(type)}` }];
  });
}

/** Null when the code exists: the unique index decides, so two racing requests cannot both win. */
export async function insertRow(
  db: Db,
  list: MergedList,
  organizationId: string,
  fields: RowFields,
): Promise<string | null> {
  const id = newId();
  const columns = columnsOf(fields);
  const inserted = await db.$executeRaw`
    INSERT INTO ${MERGED_TABLES[list]} (organization_id, id, effective_id, ${Prisma.join(columns.map(({ column }) => column))})
    VALUES (${organizationId}::uuid, ${id}::uuid, ${id}::uuid, ${Prisma.join(columns.map(({ value }) => value))})
    ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : null;
}

export async function updateRow(
  db: Db,
  list: MergedList,
  organizationId: string,
  { id, ...fields }: RowFields & { id: string },
): Promise<void> {
  const columns = columnsOf(fields);
  if (columns.length === 0) return;
  await db.$executeRaw`
    UPDATE ${MERGED_TABLES[list]} SET ${Prisma.join(columns.map(({ column, value }) => Prisma.sql`${column} = ${value}`))}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
}

/** Codes that may have been meant by an unknown one. */
export async function selectCodes(db: Db, list: MergedList, { organizationId, scope }: Reader): Promise<string[]> {
  const visible = list === "cost-centers" ? Prisma.sql`AND ${inView("t", scope)}` : Prisma.empty;
  const rows = await db.$queryRaw<{ code: string }[]>`
    SELECT t.code FROM ${MERGED_TABLES[list]} t
    WHERE t.organization_id = ${organizationId}::uuid AND t.archived_at IS NULL ${visible} ORDER BY lower(t.code)`;
  return rows.map(({ code }) => code);
}
