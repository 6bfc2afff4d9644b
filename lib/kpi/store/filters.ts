import "server-only";
import { nearMatches } from "@/lib/core/near";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { Prisma } from "@/prisma/generated/client";
import { FILTER_KINDS, FILTER_SOURCES, FILTER_STAGES } from "../rules/vocabulary";
import type { Dimension, KpiFilter } from "../schema";
import {
  authors,
  KEPT_COLUMNS,
  MERGED_LISTS,
  motifKeys,
  PLAIN_COLUMNS,
  PLAIN_LISTS,
  sourceColumn,
  tagColumn,
} from "./dimensions";

/** Cost centres that the asker is limited to, after merges; null = no limit. */
export type Scope = { ids: string[]; codes: string[] } | null;

/** A value that names nothing: a silent zero would look like a figure. */
export type Unknown = { dimension: Dimension; value: string; near: string[] };

/** `kept`: the same on sums of jobs, where it reads another column there. */
type Found = { condition: Prisma.Sql; kept?: Prisma.Sql; unknown: { value: string; near: string[] }[] };
type Place = { db: Db; organizationId: string; scope: Scope; asOf: string | null };

export async function readScope(db: Db, organizationId: string, ids: readonly string[]): Promise<Scope> {
  const rows = await db.$queryRaw<{ id: string; code: string }[]>`
    SELECT x.id::text, e.code FROM cost_center x
    JOIN cost_center e ON e.organization_id = x.organization_id AND e.id = x.effective_id
    WHERE x.organization_id = ${organizationId}::uuid AND x.effective_id IN (
      SELECT own.effective_id FROM cost_center own
      WHERE own.organization_id = ${organizationId}::uuid AND own.id = ANY(${[...ids]}::uuid[]))`;
  return { ids: rows.map(({ id }) => id), codes: [...new Set(rows.map(({ code }) => code))].sort() };
}

/** Whose jobs: of the organization, and of the cost centres that the asker may see. */
function owned(organizationId: string, scope: Scope): Prisma.Sql {
  const all = Prisma.sql`j.organization_id = ${organizationId}::uuid`;
  return scope ? Prisma.sql`${all} AND j.cost_center_id = ANY(${scope.ids}::uuid[])` : all;
}

/** The filters as one condition on job `j`, the same on sums of jobs, and the values that name nothing. */
export async function resolveFilter(
  db: Db,
  organizationId: string,
  scope: Scope,
  filter: KpiFilter,
  asOf: string | null = null,
): Promise<{ condition: Prisma.Sql; kept: Prisma.Sql; unknown: Unknown[] }> {
  const conditions: Prisma.Sql[] = [owned(organizationId, scope)];
  const kept: Prisma.Sql[] = [owned(organizationId, scope)];
  const unknown: Unknown[] = [];
  for (const [name, values] of Object.entries(filter)) {
    if (!values) continue;
    const dimension = name as Dimension;
    const found = await resolve({ db, organizationId, scope, asOf }, dimension, values);
    conditions.push(found.condition);
    kept.push(found.kept ?? found.condition);
    unknown.push(...found.unknown.map((value) => ({ dimension, ...value })));
  }
  return { condition: Prisma.join(conditions, " AND "), kept: Prisma.join(kept, " AND "), unknown };
}

function resolve(place: Place, dimension: Dimension, values: readonly string[]): Promise<Found> | Found {
  switch (dimension) {
    case "costCenter":
    case "campaign":
    case "market":
    case "channel":
      return fromMergedList(place, dimension, values);
    case "provider":
    case "wallet":
      return fromPlainList(place, dimension, values);
    case "motif":
      return fromMotifs(place, values);
    case "assetType":
      return fromAssetTypes(place, values);
    case "kind":
      return fromClosedList(PLAIN_COLUMNS.kind, FILTER_KINDS, values);
    case "stage":
      return fromClosedList(PLAIN_COLUMNS.stage, [...FILTER_STAGES, ""], values);
    case "source":
      return {
        ...fromClosedList(sourceColumn(place.asOf), [...FILTER_SOURCES, ""], values),
        kept: oneOf(KEPT_COLUMNS.source, values),
      };
    case "createdBy":
      return fromAuthors(place, values);
    case "model":
      return fromJobs(
        place,
        PLAIN_COLUMNS.model,
        values,
        Prisma.sql`SELECT model FROM price
        WHERE organization_id = ${place.organizationId}::uuid AND model IS NOT NULL
        UNION SELECT model FROM credit_function WHERE organization_id = ${place.organizationId}::uuid`,
      );
    default:
      return fromJobs(place, tagColumn(dimension), values, Prisma.sql`SELECT NULL::text WHERE false`);
  }
}

/** An empty value asks for the jobs that have none. */
function oneOf(column: Prisma.Sql, values: readonly string[]): Prisma.Sql {
  const named = values.filter((value) => value !== "");
  const some = Prisma.sql`${column} = ANY(${named}::text[])`;
  return named.length === values.length ? some : Prisma.sql`(${some} OR ${column} IS NULL)`;
}

function missing(values: readonly string[], isKnown: (value: string) => boolean, codes: readonly string[]) {
  return values.filter((value) => !isKnown(value)).map((value) => ({ value, near: nearMatches(value, codes) }));
}

function fromClosedList(column: Prisma.Sql, known: readonly string[], values: readonly string[]): Found {
  const isKnown = (value: string) => known.includes(value);
  const named = known.filter((code) => code !== "");
  return { condition: oneOf(column, values), unknown: missing(values, isKnown, named) };
}

const idsIn = (column: Prisma.Sql, rows: readonly { id: string }[]) =>
  Prisma.sql`${column} = ANY(${rows.map(({ id }) => id)}::uuid[])`;

/** A code or the code of something merged into it (an old link): all jobs of the target. Case does not matter. */
async function fromMergedList(
  { db, organizationId, scope }: Place,
  dimension: keyof typeof MERGED_LISTS,
  values: readonly string[],
): Promise<Found> {
  const { table, column } = MERGED_LISTS[dimension];
  // Beyond the asker's cost centres there are no codes, so none are proposed either.
  const visible = dimension === "costCenter" && scope ? Prisma.sql`x.id = ANY(${scope.ids}::uuid[])` : Prisma.sql`true`;
  const rows = await db.$queryRaw<{ asked: string; id: string }[]>`${plannedOnce}
    SELECT asked, y.id::text FROM unnest(${[...values]}::text[]) asked
    JOIN ${table} x ON x.organization_id = ${organizationId}::uuid AND lower(x.code) = lower(asked) AND ${visible}
    JOIN ${table} y ON y.organization_id = ${organizationId}::uuid AND y.effective_id = x.effective_id`;
  const known = new Set(rows.map(({ asked }) => asked));
  const codes = values.every((value) => known.has(value))
    ? []
    : await db.$queryRaw<{ code: string }[]>`SELECT x.code FROM ${table} x
        WHERE x.organization_id = ${organizationId}::uuid AND x.merged_into_id IS NULL AND ${visible}`;
  return {
    condition: idsIn(column, rows),
    unknown: missing(
      values,
      (value) => known.has(value),
      codes.map(({ code }) => code),
    ),
  };
}

async function fromPlainList(
  { db, organizationId }: Place,
  dimension: keyof typeof PLAIN_LISTS,
  values: readonly string[],
): Promise<Found> {
  const { table, column } = PLAIN_LISTS[dimension];
  const rows = await db.$queryRaw<{ id: string; code: string; asked: string | null }[]>`
    SELECT x.id::text, x.code, asked FROM ${table} x
    LEFT JOIN unnest(${[...values]}::text[]) asked ON lower(x.code) = lower(asked)
    WHERE x.organization_id = ${organizationId}::uuid`;
  const found = rows.filter(({ asked }) => asked !== null);
  const known = new Set(found.map(({ asked }) => asked));
  return {
    condition: idsIn(column, found),
    unknown: missing(
      values,
      (value) => known.has(value),
      rows.map(({ code }) => code),
    ),
  };
}

/** CAMPAIGN/motif, also with the code of a merged campaign. */
async function fromMotifs({ db, organizationId }: Place, values: readonly string[]): Promise<Found> {
  const org = Prisma.sql`${organizationId}::uuid`;
  const rows = await db.$queryRaw<{ id: string; asked: string }[]>`
    SELECT DISTINCT same.id::text, asked FROM unnest(${[...values]}::text[]) asked
    JOIN (SELECT c.code || '/' || m.code AS key, c.effective_id, lower(m.code) AS code
      FROM motif m JOIN campaign c ON c.organization_id = ${org} AND c.id = m.campaign_id
      WHERE m.organization_id = ${org}
      UNION SELECT e.code || '/' || m.code, e.id, lower(m.code) FROM motif m
      JOIN campaign c ON c.organization_id = ${org} AND c.id = m.campaign_id
      JOIN campaign e ON e.organization_id = ${org} AND e.id = c.effective_id
      WHERE m.organization_id = ${org}) wanted ON lower(wanted.key) = lower(asked)
    JOIN (${motifKeys(org)}) same ON same.effective_id = wanted.effective_id AND same.code = wanted.code`;
  const known = new Set([...rows.map(({ asked }) => asked), ""]);
  const keys = values.every((value) => known.has(value))
    ? []
    : await db.$queryRaw<{ key: string }[]>`SELECT DISTINCT key FROM (${motifKeys(org)}) k`;
  const some = idsIn(Prisma.raw("j.motif_id"), rows);
  return {
    condition: values.includes("") ? Prisma.sql`(${some} OR j.motif_id IS NULL)` : some,
    unknown: missing(
      values,
      (value) => known.has(value),
      keys.map(({ key }) => key),
    ),
  };
}

async function fromAssetTypes({ db, organizationId }: Place, values: readonly string[]): Promise<Found> {
  const org = Prisma.sql`${organizationId}::uuid`;
  const rows = await db.$queryRaw<{ id: string; code: string; asked: string | null }[]>`
    SELECT y.id::text, e.code, asked FROM asset_type y
    JOIN asset_type e ON e.organization_id = ${org} AND e.id = y.effective_id
    LEFT JOIN (SELECT DISTINCT asked, x.effective_id FROM unnest(${[...values]}::text[]) asked
      JOIN asset_type x ON x.organization_id = ${org} AND lower(x.code) = lower(asked)) a
      ON a.effective_id = y.effective_id
    WHERE y.organization_id = ${org}`;
  const found = rows.filter(({ asked }) => asked !== null);
  const known = new Set<string | null>([...found.map(({ asked }) => asked), ""]);
  const typed = Prisma.sql`SELECT m.id FROM motif m WHERE m.organization_id = ${org}
    AND ${idsIn(Prisma.raw("m.asset_type_id"), found)}`;
  const some = Prisma.sql`j.motif_id IN (${typed})`;
  const none = Prisma.sql`(j.motif_id IS NULL OR EXISTS (SELECT 1 FROM motif m
    WHERE m.organization_id = ${org} AND m.id = j.motif_id AND m.asset_type_id IS NULL))`;
  const kept = idsIn(KEPT_COLUMNS.assetType, found);
  return {
    condition: values.includes("") ? Prisma.sql`(${some} OR ${none})` : some,
    kept: values.includes("") ? Prisma.sql`(${kept} OR ${KEPT_COLUMNS.assetType} IS NULL)` : kept,
    unknown: missing(values, (value) => known.has(value), [...new Set(rows.map(({ code }) => code))]),
  };
}

async function fromAuthors({ db, organizationId }: Place, values: readonly string[]): Promise<Found> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT key FROM (${authors(Prisma.sql`${organizationId}::uuid`)}) a WHERE key = ANY(${[...values]}::text[])`;
  const known = new Set([...rows.map(({ key }) => key), "system"]);
  return { condition: oneOf(PLAIN_COLUMNS.createdBy, values), unknown: missing(values, (v) => known.has(v), []) };
}

/** Free text (model, tag): known when a job that the asker may see has it, or `also` names it. */
async function fromJobs(
  { db, organizationId, scope }: Place,
  column: Prisma.Sql,
  values: readonly string[],
  also: Prisma.Sql,
): Promise<Found> {
  const mine = owned(organizationId, scope);
  const rows = await db.$queryRaw<{ asked: string }[]>`
    SELECT asked FROM unnest(${[...values]}::text[]) asked
    WHERE asked IN (${also})
      OR (SELECT true FROM job j WHERE ${mine} AND ${column} = asked LIMIT 1)`;
  const known = new Set([...rows.map(({ asked }) => asked), ""]);
  // Proposals come from recent jobs: a misspelt value need not read them all.
  const recent = values.every((value) => known.has(value))
    ? []
    : await db.$queryRaw<{ value: string }[]>`
        SELECT DISTINCT value FROM (SELECT ${column} AS value FROM job j WHERE ${mine} AND j.voided_at IS NULL
          ORDER BY j.occurred_at DESC LIMIT 20000) r WHERE value IS NOT NULL
        UNION SELECT * FROM (${also}) a`;
  return {
    condition: oneOf(column, values),
    unknown: missing(
      values,
      (value) => known.has(value),
      recent.map(({ value }) => value),
    ),
  };
}

/** @param on jobs, or sums of jobs */
export function withoutTraining(condition: Prisma.Sql, on: "jobs" | "sums" = "jobs"): Prisma.Sql {
  return on === "jobs"
    ? Prisma.sql`${condition} AND j.kind <> 'training'`
    : Prisma.sql`${condition} AND NOT j.training`;
}
