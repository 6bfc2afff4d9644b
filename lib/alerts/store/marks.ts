import "server-only";
import type { Days } from "@/lib/core/period";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { PlaceScope } from "../rules/place";

export type Mark = { id: bigint; topic: string; jobIds: string[] };

/** What is looked at at once, and what waits for its minute: the same marks, one after the other. */
export type Part = "now" | "later";
/** `figures`: seen by what is looked at at once, waits for its minute. */
const DUE = {
  now: Prisma.sql`true`,
  later: Prisma.sql`at <= clock_timestamp() - interval '60 seconds'`,
};
const isOf = (part: Part) => (part === "now" ? Prisma.sql`topic <> 'figures'` : Prisma.sql`topic = 'figures'`);

/** Organizations with something to look at. */
export async function selectMarkedOrganizations(db: Db, part: Part): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id AS id FROM alert_mark WHERE ${isOf(part)} AND ${DUE[part]}`;
  return rows.map(({ id }) => id);
}

export async function selectWatchedOrganizations(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT organization_id AS id FROM alert_rule WHERE deleted_at IS NULL`;
  return rows.map(({ id }) => id);
}

/** One worker per organization and part, and so per rule. False: another one is at it; the marks stay. */
export async function lockEvaluation(tx: Db, organizationId: string, part: Part): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`alerts ${part} ${organizationId}`}, 0)) AS locked`;
  return row?.locked ?? false;
}

export function selectMarks(tx: Db, organizationId: string, part: Part): Promise<(Mark & { due: boolean })[]> {
  return tx.$queryRaw`
    SELECT id, topic, job_ids AS "jobIds", ${DUE[part]} AS due
    FROM alert_mark WHERE organization_id = ${organizationId}::uuid AND ${isOf(part)} ORDER BY id LIMIT 5000`;
}

/** The jobs of these were looked at; their figures are when the minute is over. A rule that changed waits for nothing. */
export async function keepForLater(tx: Db, organizationId: string, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE alert_mark SET topic = 'figures', job_ids = '{}',
      at = CASE WHEN topic = 'rules' THEN at - interval '60 seconds' ELSE at END
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids.map(String)}::bigint[])`;
}

export async function deleteMarks(tx: Db, organizationId: string, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`DELETE FROM alert_mark WHERE organization_id = ${organizationId}::uuid
    AND id = ANY(${ids.map(String)}::bigint[])`;
}

export async function insertMark(tx: Db, organizationId: string): Promise<void> {
  await tx.$executeRaw`INSERT INTO alert_mark (organization_id, topic, job_ids)
    VALUES (${organizationId}::uuid, 'rules', '{}')`;
}

export type JobSeen = {
  id: string;
  label: string;
  cost: string;
  day: string;
  occurredAt: Date;
  voided: boolean;
  costCenterId: string;
  /** Codes after merges; null: pictures without a motif have no asset type. */
  place: Record<PlaceScope, string | null>;
  jobs: number;
  median: string | null;
  mad: string | null;
};

/** Jobs with the spread of their kind over the 90 days before them: same wallet, provider, model and kind. */
export function selectJobsSeen(
  tx: Db,
  organizationId: string,
  ids: readonly string[],
  timeZone: string,
): Promise<JobSeen[]> {
  return tx.$queryRaw`
    SELECT j.id, concat_ws(' · ', p.name, j.model, j.kind) AS label, trim_scale(j.known_cost)::text AS cost,
      (j.occurred_at AT TIME ZONE ${timeZone})::date::text AS day, j.occurred_at AS "occurredAt",
      j.voided_at IS NOT NULL AS voided, j.cost_center_id AS "costCenterId", jsonb_build_object(
        'costCenter', ${shownCode("cost_center", "j.cost_center_id")}, 'campaign', ${shownCode("campaign", "j.campaign_id")},
        'market', ${shownCode("market", "j.market_id")}, 'channel', ${shownCode("channel", "j.channel_id")},
        'assetType', ${shownCode("asset_type", "m.asset_type_id")}) AS place,
      k.jobs, k.median, k.mad
    FROM job j
    JOIN provider p ON p.organization_id = j.organization_id AND p.id = j.provider_id
    LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    LEFT JOIN LATERAL (
      WITH alike AS MATERIALIZED (
        SELECT o.known_cost FROM job o WHERE o.organization_id = j.organization_id AND o.voided_at IS NULL
          AND o.occurred_at >= j.occurred_at - interval '90 days' AND o.occurred_at <= j.occurred_at
          AND o.wallet_id = j.wallet_id AND o.provider_id = j.provider_id AND o.model IS NOT DISTINCT FROM j.model
          AND o.kind = j.kind AND o.cost IS NOT NULL AND o.id <> j.id
        ORDER BY o.occurred_at DESC LIMIT 2000),
      middle AS (SELECT count(*)::int AS jobs, ${median("known_cost")} AS median FROM alike)
      SELECT m.jobs, trim_scale(m.median)::text AS median,
        (SELECT trim_scale(${median("abs(known_cost - m.median)")})::text FROM alike) AS mad
      FROM middle m) k ON true
    WHERE j.organization_id = ${organizationId}::uuid AND j.id = ANY(${[...ids]}::uuid[]) AND j.cost IS NOT NULL`;
}

/** The code that reads show, after merges. */
const shownCode = (table: string, id: string) =>
  Prisma.raw(`(SELECT e.code FROM ${table} l JOIN ${table} e ON e.organization_id = l.organization_id AND e.id = l.effective_id
    WHERE l.organization_id = j.organization_id AND l.id = ${id})`);

/** So many of a stretch are looked at one by one. */
const MOST_DEAR = 500;

/** The jobs of some days that stand out most from the median of their kind over all of these days: the dearest first. */
export async function selectDearest(
  tx: Db,
  organizationId: string,
  { from, to }: Days,
  timeZone: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH lived AS MATERIALIZED (
      SELECT id, wallet_id, provider_id, model, kind, known_cost, occurred_at FROM job
      WHERE organization_id = ${organizationId}::uuid AND voided_at IS NULL AND cost IS NOT NULL
        AND occurred_at >= (${from}::date::timestamp AT TIME ZONE ${timeZone}) - interval '90 days'
        AND occurred_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}),
    usual AS (
      SELECT wallet_id, provider_id, model, kind, percentile_disc(0.5) WITHIN GROUP (ORDER BY known_cost) AS cost
      FROM lived GROUP BY 1, 2, 3, 4)
    SELECT l.id FROM lived l
    JOIN usual u ON u.wallet_id = l.wallet_id AND u.provider_id = l.provider_id AND u.kind = l.kind
      AND u.model IS NOT DISTINCT FROM l.model
    WHERE l.occurred_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone} AND u.cost > 0
    ORDER BY l.known_cost / u.cost DESC, l.id LIMIT ${MOST_DEAR}`;
  return rows.map(({ id }) => id);
}

/** Exact: percentile_cont would answer in floating point. */
const median = (expression: string) =>
  Prisma.raw(`((percentile_disc(0.5) WITHIN GROUP (ORDER BY ${expression}))
    + (-(percentile_disc(0.5) WITHIN GROUP (ORDER BY -(${expression}))))) / 2`);
