import "server-only";
import type { BookingMonths } from "@/lib/ledger/rules";
import type { Db } from "@/lib/server/db";
import { rowsOf } from "@/lib/server/straight";
import { Prisma } from "@/prisma/generated/client";
import type { Kind, Stage, Status } from "../rules/vocabulary";
import type { CostSource, UnpricedReason } from "../schema";
import type { Row } from "./rows";

/** A job as a change needs it: codes as they were logged, ids, and what it was priced with. */
export type Changeable = {
  id: string;
  voided: boolean;
  revision: number;
  recordedAt: string;
  authorKind: string;
  authorId: string | null;
  occurredAt: string;
  day: string;
  provider: string;
  providerId: string;
  wallet: string;
  walletId: string;
  model: string | null;
  kind: Kind;
  stage: Stage | null;
  status: Status;
  campaign: string;
  campaignId: string;
  market: string;
  marketId: string;
  channel: string;
  channelId: string;
  costCenterId: string;
  motif: string | null;
  motifId: string | null;
  iteration: number | null;
  width: number | null;
  height: number | null;
  steps: number | null;
  guidance: number | null;
  sampler: string | null;
  seed: string | null;
  modules: string[];
  upscaleFactor: number | null;
  imagesRequested: number;
  imagesDelivered: number;
  promptHash: string | null;
  prompt: string | null;
  negativePrompt: string | null;
  sourceAssetId: string | null;
  configHash: string | null;
  importId: string | null;
  tags: Record<string, string>;
  attempts: StoredAttempt[];
  assets: { id: string; index: number; state: string; version: number; used: boolean; reviewed: boolean }[];
};

export type StoredAttempt = {
  index: number;
  status: Status;
  amount: string | null;
  unit: string | null;
  source: CostSource | null;
  cost: string | null;
  unpricedReason: UnpricedReason | null;
  priceId: string | null;
  rateId: string | null;
};

/** Locks the jobs until the transaction ends, in the order of their ids, and reads them. */
export async function lockJobs(
  tx: Db,
  organizationId: string,
  ids: readonly string[],
  timeZone: string,
): Promise<Changeable[]> {
  await tx.$queryRaw`
    SELECT 1 FROM job WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return readJobs(tx, organizationId, ids, timeZone);
}

async function readJobs(
  tx: Db,
  organizationId: string,
  ids: readonly string[],
  timeZone: string,
): Promise<Changeable[]> {
  return tx.$queryRaw<Changeable[]>`
    SELECT j.id::text, (j.voided_at IS NOT NULL) AS voided, j.revision, j.recorded_at::text AS "recordedAt",
      j.author_kind AS "authorKind", j.author_id::text AS "authorId",
      to_char(j.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt",
      to_char(j.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
      p.code AS provider, j.provider_id::text AS "providerId", w.code AS wallet, j.wallet_id::text AS "walletId", j.model, j.kind, j.stage, j.status,
      c.code AS campaign, j.campaign_id::text AS "campaignId", mk.code AS market, j.market_id::text AS "marketId",
      ch.code AS channel, j.channel_id::text AS "channelId", j.cost_center_id::text AS "costCenterId", m.code AS motif, j.motif_id::text AS "motifId",
      j.iteration, j.width, j.height, j.steps, j.guidance::float8, j.sampler, j.seed, j.modules, j.upscale_factor::float8 AS "upscaleFactor",
      j.images_requested AS "imagesRequested", j.images_delivered AS "imagesDelivered", j.prompt_hash AS "promptHash",
      jp.prompt, jp.negative_prompt AS "negativePrompt", j.source_asset_id::text AS "sourceAssetId", encode(j.config_hash, 'hex') AS "configHash",
      j.import_id::text AS "importId", j.tags,
      (SELECT json_agg(json_build_object('index', t.index, 'status', t.status, 'amount', t.amount::text, 'unit', t.unit, 'source', t.source,
         'cost', t.cost::text, 'unpricedReason', t.unpriced_reason, 'priceId', t.price_id, 'rateId', t.rate_id) ORDER BY t.index)
         FROM attempt t WHERE t.organization_id = j.organization_id AND t.job_id = j.id) AS attempts,
      coalesce((SELECT json_agg(json_build_object('id', a.id, 'index', a.index, 'state', a.state, 'version', a.version,
         'used', EXISTS (SELECT 1 FROM job u WHERE u.organization_id = a.organization_id AND u.source_asset_id = a.id),
         'reviewed', EXISTS (SELECT 1 FROM review r WHERE r.organization_id = a.organization_id AND r.asset_id = a.id)) ORDER BY a.index)
         FROM asset a WHERE a.organization_id = j.organization_id AND a.job_id = j.id), '[]'::json) AS assets
    FROM job j
    JOIN provider p ON p.organization_id = j.organization_id AND p.id = j.provider_id
    JOIN wallet w ON w.organization_id = j.organization_id AND w.id = j.wallet_id
    JOIN campaign c ON c.organization_id = j.organization_id AND c.id = j.campaign_id
    JOIN market mk ON mk.organization_id = j.organization_id AND mk.id = j.market_id
    JOIN channel ch ON ch.organization_id = j.organization_id AND ch.id = j.channel_id
    LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    LEFT JOIN job_prompt jp ON jp.organization_id = j.organization_id AND jp.job_id = j.id
    WHERE j.organization_id = ${organizationId}::uuid AND j.id = ANY(${ids}::uuid[]) ORDER BY j.id`;
}

export type Booked = Row<"ledger_entry"> & { job_id: string };

/**
 * Entries of these jobs that count, whole rows: neither reversals nor reversed. A reversal belongs to the job of its entry, so
 * that one reading by jobs finds both, and who stands alone counts: looked for in a join, each entry of an organization
 * that Postgres hardly knows yet is compared with every other.
 */
const counting = (organizationId: string, jobIds: readonly string[]) => Prisma.sql`(
  SELECT * FROM (
    SELECT *, count(*) OVER (PARTITION BY coalesce(reverses_id, id)) AS together
    FROM ledger_entry WHERE organization_id = ${organizationId}::uuid AND job_id = ANY(${jobIds}::uuid[])) AS pair
  WHERE reverses_id IS NULL AND together = 1)`;

/** What is booked of these jobs and counts, ready to be booked once more in the same transaction. */
export function bookedOf(tx: Db, organizationId: string, jobIds: readonly string[]): Promise<Booked[]> {
  return rowsOf(
    tx,
    Prisma.sql`
      SELECT organization_id, type, wallet_id, job_id, attempt_index, unit, quantity, amount, currency, price_id, rate_id,
        occurred_at::text, now()::text AS recorded_at
      FROM ${counting(organizationId, jobIds)} AS e`,
  );
}

/**
 * Reverses what is booked of these jobs (only tries of `attempt`, where given) and was not reversed before. Each
 * reversal stands on the same places and in the same period as its entry; in the current one if that is closed.
 */
export async function reverseEntries(
  tx: Db,
  organizationId: string,
  what: {
    jobIds: readonly string[];
    attempts?: readonly { jobId: string; index: number }[];
    reason: string;
    author: { author_kind: string; author_id: string | null };
    months: BookingMonths;
  },
): Promise<void> {
  const only = what.attempts?.map(({ jobId, index }) => `${jobId} ${index}`) ?? null;
  await tx.$executeRaw`
    INSERT INTO ledger_entry (organization_id, id, type, wallet_id, job_id, attempt_index, unit, quantity, amount, currency, price_id, rate_id,
      campaign_id, market_id, channel_id, cost_center_id, occurred_at, booked_period, reverses_id, reason, author_kind, author_id)
    SELECT organization_id, gen_random_uuid(), 'correction', wallet_id, job_id, attempt_index, unit, -quantity, -amount, currency, price_id, rate_id,
      campaign_id, market_id, channel_id, cost_center_id, occurred_at,
      CASE WHEN booked_period = ANY(${[...what.months.closed]}::date[]) THEN date_trunc('month', ${what.months.today}::date)::date ELSE booked_period END,
      id, ${what.reason}, ${what.author.author_kind}, ${what.author.author_id}::uuid
    FROM ${counting(organizationId, what.jobIds)} AS e
    WHERE ${only}::text[] IS NULL OR job_id::text || ' ' || attempt_index = ANY(${only}::text[])`;
}

export async function voidRows(tx: Db, organizationId: string, ids: readonly string[], reason: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE job SET voided_at = now(), void_reason = ${reason}, duplicate_of_id = NULL
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids}::uuid[])`;
}

/** Live jobs of an import, at most `limit`. */
export async function importedJobs(tx: Db, organizationId: string, importId: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM job WHERE organization_id = ${organizationId}::uuid AND import_id = ${importId}::uuid AND voided_at IS NULL
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

export async function insertRevision(
  tx: Db,
  row: {
    organizationId: string;
    jobId: string;
    revision: number;
    changes: Record<string, { from: unknown; to: unknown }>;
    reason: string;
    authorKind: string;
    authorId: string | null;
  },
): Promise<void> {
  await tx.jobRevision.create({ data: { ...row, changes: row.changes as object }, select: { revision: true } });
}

/** Unpriced jobs that would be rated alike, and how many there are of each sort. */
export type UnpricedGroup = Pick<
  Changeable,
  | "providerId"
  | "walletId"
  | "model"
  | "kind"
  | "day"
  | "width"
  | "height"
  | "steps"
  | "modules"
  | "imagesRequested"
  | "imagesDelivered"
  | "attempts"
> & { jobs: number };

/** @param scope cost centres that the asker may see; null = all */
export async function unpricedGroups(
  tx: Db,
  organizationId: string,
  timeZone: string,
  scope: readonly string[] | null,
): Promise<UnpricedGroup[]> {
  return tx.$queryRaw<UnpricedGroup[]>`
    SELECT "providerId", "walletId", model, kind, day, width, height, steps, modules, "imagesRequested", "imagesDelivered",
      attempts::json AS attempts, count(*)::int AS jobs
    FROM (
      SELECT j.provider_id::text AS "providerId", j.wallet_id::text AS "walletId", j.model, j.kind,
        to_char(j.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, j.width, j.height, j.steps, j.modules,
        j.images_requested AS "imagesRequested", j.images_delivered AS "imagesDelivered",
        (SELECT json_agg(json_build_object('index', t.index, 'status', t.status, 'amount', t.amount::text, 'unit', t.unit, 'source', t.source,
           'cost', t.cost::text, 'unpricedReason', t.unpriced_reason, 'priceId', t.price_id, 'rateId', t.rate_id) ORDER BY t.index)::text
           FROM attempt t WHERE t.organization_id = j.organization_id AND t.job_id = j.id) AS attempts
      FROM job j
      WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL AND j.unpriced_reason IS NOT NULL
        AND (${scope}::uuid[] IS NULL OR j.cost_center_id = ANY(${scope}::uuid[]))) AS unpriced
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, unpriced.attempts`;
}

export async function isHeroMotif(tx: Db, organizationId: string, campaignId: string, code: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM motif m JOIN asset_type t ON t.organization_id = m.organization_id AND t.id = m.asset_type_id
    WHERE m.organization_id = ${organizationId}::uuid AND m.campaign_id = ${campaignId}::uuid AND lower(m.code) = ${code.toLowerCase()} AND lower(t.code) = 'hero'`;
  return rows.length > 0;
}
