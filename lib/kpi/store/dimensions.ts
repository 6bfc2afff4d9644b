import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Dimension } from "../schema";

/** Lists whose entries can be merged: rows point at what was logged, figures show the target. */
export const MERGED_LISTS = {
  costCenter: { table: Prisma.raw("cost_center"), column: Prisma.raw("j.cost_center_id") },
  campaign: { table: Prisma.raw("campaign"), column: Prisma.raw("j.campaign_id") },
  market: { table: Prisma.raw("market"), column: Prisma.raw("j.market_id") },
  channel: { table: Prisma.raw("channel"), column: Prisma.raw("j.channel_id") },
} as const;

export const PLAIN_LISTS = {
  provider: { table: Prisma.raw("provider"), column: Prisma.raw("j.provider_id") },
  wallet: { table: Prisma.raw("wallet"), column: Prisma.raw("j.wallet_id") },
} as const;

/** Columns of the job that are shown as they are. */
export const PLAIN_COLUMNS = {
  model: Prisma.raw("j.model"),
  kind: Prisma.raw("j.kind"),
  stage: Prisma.raw("j.stage"),
  createdBy: Prisma.raw("(j.author_kind || coalesce(':' || j.author_id::text, ''))"),
} as const;

/** Columns of sums that jobs have only by way of others. */
export const KEPT_COLUMNS = { source: Prisma.raw("j.source"), assetType: Prisma.raw("j.asset_type_id") } as const;

/** The asset type of job `j`. */
export const ASSET_TYPE_COLUMN = Prisma.raw(`(SELECT m.asset_type_id FROM motif m
  WHERE m.organization_id = j.organization_id AND m.id = j.motif_id)`);

/** Unpriced is a property of the job; the source of a cost is that of its last attempt, which history remembers. */
export const sourceColumn = (asOf: string | null): Prisma.Sql =>
  Prisma.raw(
    `(CASE WHEN j.unpriced_reason IS NOT NULL THEN 'unpriced' ELSE ${
      asOf === null
        ? `(SELECT a.source FROM attempt a WHERE a.organization_id = j.organization_id AND a.job_id = j.id
    ORDER BY a.index DESC LIMIT 1)`
        : "j.last_source"
    } END)`,
  );

export const tagColumn = (dimension: `tag.${string}`): Prisma.Sql =>
  Prisma.sql`(j.tags ->> ${dimension.slice("tag.".length)})`;

/**
 * How one dimension is grouped: `raw` is read from each job, the rest runs once per group: `join` finds the list entry
 * behind it, `key` is the code after merges, `name` what people call it. `kept` is what `raw` is in sums of jobs.
 */
export type Grouping = { raw: Prisma.Sql; kept?: Prisma.Sql; join: Prisma.Sql; key: Prisma.Sql; name: Prisma.Sql };

const NO_NAME = Prisma.sql`NULL::text`;

const isOneOf = <T extends object>(record: T, name: string): name is Extract<keyof T, string> => name in record;

/**
 * Lists are looked up row by row, through their key: they are so small that Postgres knows little of them, and rather
 * reads everything that was added up once per entry of the list.
 * @param at 1 or 2: the place among the grouped dimensions; column d<at> of the grouped jobs `r` holds the raw value
 */
export function groupingOf(
  dimension: Dimension,
  { organizationId, asOf, hasSums }: { organizationId: string; asOf: string | null; hasSums: boolean },
  at: number,
): Grouping {
  const org = Prisma.sql`${organizationId}::uuid`;
  const raw = Prisma.raw(`r.d${at}`);
  const x = Prisma.raw(`x${at}`);
  const e = Prisma.raw(`e${at}`);
  if (isOneOf(MERGED_LISTS, dimension)) {
    const { table, column } = MERGED_LISTS[dimension];
    return {
      raw: column,
      join: Prisma.sql`JOIN LATERAL (SELECT e.code, e.name FROM ${table} x
        JOIN ${table} e ON e.organization_id = ${org} AND e.id = x.effective_id
        WHERE x.organization_id = ${org} AND x.id = ${raw} OFFSET 0) ${x} ON true`,
      key: Prisma.sql`${x}.code`,
      name: Prisma.sql`${x}.name`,
    };
  }
  if (isOneOf(PLAIN_LISTS, dimension)) {
    const { table, column } = PLAIN_LISTS[dimension];
    return {
      raw: column,
      join: Prisma.sql`JOIN LATERAL (SELECT x.code, x.name FROM ${table} x
        WHERE x.organization_id = ${org} AND x.id = ${raw} OFFSET 0) ${x} ON true`,
      key: Prisma.sql`${x}.code`,
      name: Prisma.sql`${x}.name`,
    };
  }
  if (dimension === "motif")
    return {
      raw: Prisma.raw("j.motif_id"),
      join: Prisma.sql`LEFT JOIN (${motifKeys(org)}) ${x} ON ${x}.id = ${raw}`,
      key: Prisma.sql`${x}.key`,
      name: Prisma.sql`${x}.name`,
    };
  if (dimension === "assetType") {
    const m = Prisma.raw(`m${at}`);
    // Without sums the few motifs are looked up after grouping; sums are of asset types, so the jobs beside them are, too.
    const motif = Prisma.sql`LEFT JOIN motif ${m} ON ${m}.organization_id = ${org} AND ${m}.id = ${raw}`;
    return {
      raw: hasSums ? ASSET_TYPE_COLUMN : Prisma.raw("j.motif_id"),
      kept: KEPT_COLUMNS.assetType,
      join: Prisma.sql`${hasSums ? Prisma.empty : motif}
        LEFT JOIN asset_type ${x} ON ${x}.organization_id = ${org}
          AND ${x}.id = ${hasSums ? raw : Prisma.sql`${m}.asset_type_id`}
        LEFT JOIN asset_type ${e} ON ${e}.organization_id = ${org} AND ${e}.id = ${x}.effective_id`,
      key: Prisma.sql`${e}.code`,
      name: Prisma.sql`${e}.name`,
    };
  }
  if (dimension === "createdBy")
    return {
      raw: PLAIN_COLUMNS.createdBy,
      join: Prisma.sql`LEFT JOIN (${authors(org)}) ${x} ON ${x}.key = ${raw}`,
      key: raw,
      name: Prisma.sql`${x}.name`,
    };
  if (dimension === "source")
    return { raw: sourceColumn(asOf), kept: KEPT_COLUMNS.source, join: Prisma.empty, key: raw, name: NO_NAME };
  const column = isOneOf(PLAIN_COLUMNS, dimension) ? PLAIN_COLUMNS[dimension] : tagColumn(dimension as `tag.${string}`);
  return { raw: column, join: Prisma.empty, key: raw, name: NO_NAME };
}

/** Motifs of merged campaigns with the same code are one motif; the spelling of the target's own motif is shown. */
export function motifKeys(org: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT m.id, c.effective_id, lower(m.code) AS code,
      e.code || '/' || first_value(m.code) OVER same AS key, first_value(m.name) OVER same AS name
    FROM motif m
    JOIN campaign c ON c.organization_id = ${org} AND c.id = m.campaign_id
    JOIN campaign e ON e.organization_id = ${org} AND e.id = c.effective_id
    WHERE m.organization_id = ${org}
    WINDOW same AS (PARTITION BY c.effective_id, lower(m.code)
      ORDER BY (m.campaign_id = c.effective_id) DESC, m.code COLLATE "C", m.id)`;
}

export function authors(org: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT 'member:' || m.id AS key, u.name FROM member m JOIN app_user u ON u.id = m.user_id
    WHERE m.organization_id = ${org}
    UNION ALL SELECT 'api_key:' || k.id, k.name FROM api_key k WHERE k.organization_id = ${org}`;
}
