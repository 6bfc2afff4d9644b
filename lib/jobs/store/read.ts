import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { rowsOf } from "@/lib/server/straight";
import { Prisma } from "@/prisma/generated/client";
import type { Kind, Stage, Status } from "../rules/vocabulary";
import type { WhyInput } from "../rules/why";
import type { Job } from "../schema";
import type { JobDetail } from "../schema/detail";

const ISO = Prisma.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`);
const utc = (column: string) => Prisma.sql`to_char(${Prisma.raw(column)} AT TIME ZONE 'UTC', ${ISO})`;

/** What a booked job says of the fields that an input can name. */
export type Comparable = {
  occurredAt: string;
  walletId: string;
  model: string | null;
  kind: Kind;
  stage: Stage | null;
  status: Status;
  campaignId: string;
  marketId: string;
  channelId: string;
  motif: string | null;
  width: number | null;
  height: number | null;
  steps: number | null;
  guidance: string | null;
  sampler: string | null;
  seed: string | null;
  imagesRequested: number;
  imagesDelivered: number;
  amount: string | null;
  unit: string | null;
  attempts: number;
  staffMinutes: string | null;
  sourceAssetId: string | null;
};

export async function comparable(tx: Db, organizationId: string, jobId: string): Promise<Comparable> {
  const [row] = await tx.$queryRaw<Comparable[]>`
    SELECT ${utc("j.occurred_at")} AS "occurredAt", j.wallet_id::text AS "walletId", j.model, j.kind, j.stage, j.status,
      j.campaign_id::text AS "campaignId", j.market_id::text AS "marketId", j.channel_id::text AS "channelId", m.code AS motif,
      j.width, j.height, j.steps, j.guidance::text, j.sampler, j.seed, j.images_requested AS "imagesRequested",
      j.images_delivered AS "imagesDelivered", t.amount::text, t.unit, j.attempts, j.staff_minutes::text AS "staffMinutes",
      j.source_asset_id::text AS "sourceAssetId"
    FROM job j
    LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    LEFT JOIN attempt t ON t.organization_id = j.organization_id AND t.job_id = j.id AND t.index = j.attempts
    WHERE j.organization_id = ${organizationId}::uuid AND j.id = ${jobId}::uuid`;
  if (!row) throw new Error(`Job ${jobId} vanished`);
  return row;
}

/** A job as the API shows it, from one row; codes are those after merges. */
type Row = {
  id: string;
  cursor: string;
  costCenterId: string;
  currency: string;
  voided: boolean;
  body: Omit<Job, "cost" | "state">;
  cost: string | null;
  knownCost: string;
  source: Job["cost"]["source"];
  priceId: string | null;
  rateId: string | null;
  estimatedAttempts: number;
  unpricedReason: Job["cost"]["unpricedReason"];
};

/** Code of the row of `table` that a column of the job points to. */
const codeOf = (table: string, column: string) =>
  Prisma.raw(`(SELECT k.code FROM ${table} k
  WHERE k.organization_id = j.organization_id AND k.id = j.${column})`);
/** The same where rows are merged: the code of the row that they became. */
const effectiveCodeOf = (table: string, column: string) =>
  Prisma.raw(`(SELECT k.code FROM ${table} own
  JOIN ${table} k ON k.organization_id = own.organization_id AND k.id = own.effective_id
  WHERE own.organization_id = j.organization_id AND own.id = j.${column})`);
const AUTHOR_NAME = Prisma.sql`CASE j.author_kind
  WHEN 'member' THEN (SELECT u.name FROM member k JOIN app_user u ON u.id = k.user_id
    WHERE k.organization_id = j.organization_id AND k.id = j.author_id)
  WHEN 'api_key' THEN (SELECT k.name FROM api_key k WHERE k.organization_id = j.organization_id AND k.id = j.author_id) END`;

// What a job points to is looked up by subqueries: as seventeen joins their order alone took Postgres 30 ms to plan.
const COLUMNS = Prisma.sql`
  j.id::text, ${utc("j.occurred_at")} || ' ' || j.id::text AS cursor, j.cost_center_id::text AS "costCenterId",
  (SELECT o.currency FROM organization o WHERE o.id = j.organization_id) AS currency,
  (j.voided_at IS NOT NULL) AS voided, trim_scale(j.cost)::text AS cost, trim_scale(j.known_cost)::text AS "knownCost",
  t.source, t.price_id::text AS "priceId", t.rate_id::text AS "rateId", j.estimated_attempts AS "estimatedAttempts", j.unpriced_reason AS "unpricedReason",
  json_build_object(
    'id', j.id, 'externalId', j.external_id, 'occurredAt', ${utc("j.occurred_at")}, 'recordedAt', ${utc("j.recorded_at")},
    'provider', ${codeOf("provider", "provider_id")}, 'wallet', ${codeOf("wallet", "wallet_id")}, 'model', j.model, 'kind', j.kind,
    'stage', j.stage, 'status', j.status, 'campaign', ${effectiveCodeOf("campaign", "campaign_id")},
    'market', ${effectiveCodeOf("market", "market_id")}, 'channel', ${effectiveCodeOf("channel", "channel_id")},
    'costCenter', ${effectiveCodeOf("cost_center", "cost_center_id")},
    'motif', ${codeOf("motif", "motif_id")}, 'iteration', j.iteration, 'width', j.width, 'height', j.height, 'steps', j.steps,
    'guidance', j.guidance::float8, 'sampler', j.sampler, 'seed', j.seed, 'modules', j.modules,
    'upscaleFactor', j.upscale_factor::float8, 'imagesRequested', j.images_requested, 'imagesDelivered', j.images_delivered,
    'attempts', j.attempts, 'failedAttempts', j.failed_attempts, 'staffMinutes', trim_scale(j.staff_minutes)::text,
    'staffCost', trim_scale(j.staff_cost)::text, 'credits', trim_scale(j.credits)::text,
    'approved', j.approved, 'approvedWithChanges', j.approved_with_changes, 'rejected', j.rejected,
    'sourceAsset', j.source_asset_id, 'duplicateOf', j.duplicate_of_id, 'flags', j.flags, 'tags', j.tags,
    'createdBy', json_build_object('kind', j.author_kind, 'id', j.author_id, 'name', ${AUTHOR_NAME}),
    'entry', j.entry, 'importId', j.import_id, 'revision', j.revision,
    'assets', coalesce((SELECT json_agg(json_build_object('id', a.id, 'index', a.index, 'externalId', a.external_id, 'version', a.version,
        'state', a.state, 'hasPicture', shown.tag IS NOT NULL, 'pictureTag', shown.tag) ORDER BY a.index)
      FROM asset a CROSS JOIN LATERAL (SELECT picture_tag(a.organization_id, a.id, a.url) AS tag) AS shown
      WHERE a.organization_id = j.organization_id AND a.job_id = j.id), '[]'::json)) AS body`;

/** To job `j`: its last try. */
const LAST_TRY = Prisma.sql`
  LEFT JOIN LATERAL (SELECT last.source, last.price_id, last.rate_id FROM attempt last
    WHERE last.organization_id = j.organization_id AND last.job_id = j.id AND last.index = j.attempts LIMIT 1) AS t ON true`;

function toJob(row: Row): Job {
  return {
    ...row.body,
    state: row.voided ? "void" : "live",
    cost: {
      amount: row.cost,
      knownAmount: row.knownCost,
      currency: row.currency,
      source: row.source,
      priceId: row.priceId,
      rateId: row.rateId,
      estimated: row.estimatedAttempts > 0,
      unpricedReason: row.unpricedReason,
    },
  };
}

/** Cost centres that the asker may see; null = all. */
export type Scope = readonly string[] | null;
const inScope = (scope: Scope) =>
  scope === null ? Prisma.empty : Prisma.sql`AND j.cost_center_id = ANY(${scope}::uuid[])`;

export async function findJobs(db: Db, organizationId: string, ids: readonly string[], scope: Scope): Promise<Job[]> {
  const question = Prisma.sql`${plannedOnce}
    SELECT ${COLUMNS} FROM (SELECT ${organizationId}::uuid AS organization, unnest(${ids}::uuid[]) AS id) AS wanted
    CROSS JOIN LATERAL (SELECT * FROM job WHERE organization_id = wanted.organization AND id = wanted.id OFFSET 0) AS j ${LAST_TRY}
    WHERE true ${inScope(scope)}`;
  return (await rowsOf<Row>(db, question)).map(toJob);
}

/** One page, newest first, by keyset: microseconds are kept in the cursor. @param page.condition on job `j` */
export async function listJobs(
  db: Db,
  page: { condition: Prisma.Sql; cursor: { at: string; id: string } | null; limit: number },
): Promise<{ jobs: Job[]; nextCursor: string | null }> {
  const after = page.cursor
    ? Prisma.sql`AND (j.occurred_at, j.id) < (${page.cursor.at}::timestamptz, ${page.cursor.id}::uuid)`
    : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT j.organization_id, j.id FROM job j WHERE ${page.condition} ${after}
      ORDER BY j.occurred_at DESC, j.id DESC LIMIT ${page.limit + 1})
    SELECT ${COLUMNS} FROM job j ${LAST_TRY} JOIN page ON page.organization_id = j.organization_id AND page.id = j.id
    ORDER BY j.occurred_at DESC, j.id DESC`;
  const shown = rows.slice(0, page.limit);
  return { jobs: shown.map(toJob), nextCursor: rows.length > page.limit ? (shown.at(-1)?.cursor ?? null) : null };
}

/** What is asked for together with a job. `why`: the money of each class and what its reasons follow from. */
type DetailRow = Omit<JobDetail, keyof Job | "classes"> & {
  why: Pick<WhyInput, "amounts" | "superseded" | "motifDropped">;
};

const PROVENANCE = Prisma.raw(`
  'price', CASE WHEN pr.id IS NOT NULL THEN json_build_object('id', pr.id, 'amount', trim_scale(pr.amount)::text, 'currency', pr.currency,
    'unit', pr.unit, 'firstDay', to_char(pr.first_day, 'YYYY-MM-DD'), 'source', pr.source) END,
  'rate', CASE WHEN fx.id IS NOT NULL THEN json_build_object('id', fx.id, 'currency', fx.currency, 'rate', trim_scale(fx.rate)::text,
    'firstDay', to_char(fx.first_day, 'YYYY-MM-DD'), 'source', fx.source) END`);
/** Price and rate of a row `alias`. */
const bookOf = (alias: string) =>
  Prisma.raw(`LEFT JOIN price pr ON pr.organization_id = ${alias}.organization_id AND pr.id = ${alias}.price_id
    LEFT JOIN fx_rate fx ON fx.organization_id = ${alias}.organization_id AND fx.id = ${alias}.rate_id`);
/** Who wrote a row `alias`, as `person` or `key`. */
const writerOf = (alias: string) =>
  Prisma.raw(`LEFT JOIN member author ON ${alias}.author_kind = 'member' AND author.organization_id = ${alias}.organization_id AND author.id = ${alias}.author_id
    LEFT JOIN app_user person ON person.id = author.user_id
    LEFT JOIN api_key key ON ${alias}.author_kind = 'api_key' AND key.organization_id = ${alias}.organization_id AND key.id = ${alias}.author_id`);

const SAME_JOB = Prisma.sql`json_build_object('id', d.id, 'occurredAt', ${utc("d.occurred_at")}, 'cost', trim_scale(d.cost)::text)`;
const MOST_COPIES = 100;

/** Everything that hangs on one job: prompt, tries with their prices, ledger, money by class, duplicates, history. */
export async function findDetail(db: Db, organizationId: string, jobId: string, scope: Scope): Promise<DetailRow> {
  const isSeen = scope === null ? Prisma.sql`true` : Prisma.sql`d.cost_center_id = ANY(${scope}::uuid[])`;
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT jp.prompt, jp.negative_prompt AS "negativePrompt", j.void_reason AS "voidReason", j.motif_id::text AS "motifId",
      ${utc("j.voided_at")} AS "voidedAt",
      json_build_object('superseded', j.superseded,
        'motifDropped', EXISTS (SELECT 1 FROM motif m WHERE m.organization_id = j.organization_id AND m.id = j.motif_id AND m.dropped_at IS NOT NULL),
        'amounts', json_build_object('failed', trim_scale(j.cost_failed)::text, 'duplicate', trim_scale(j.cost_duplicate)::text,
          'dropped', trim_scale(j.cost_dropped)::text, 'rejected', trim_scale(j.cost_rejected)::text,
          'superseded', trim_scale(j.cost_superseded)::text, 'useful', trim_scale(j.cost_useful)::text, 'open', trim_scale(j.cost_open)::text)) AS why,
      json_build_object(
        'original', (SELECT ${SAME_JOB} FROM job d WHERE d.organization_id = j.organization_id AND d.id = j.duplicate_of_id AND ${isSeen}),
        'copies', coalesce((SELECT json_agg(copy ORDER BY at, id) FROM (SELECT ${SAME_JOB} AS copy, d.occurred_at AS at, d.id FROM job d
          WHERE d.organization_id = j.organization_id AND d.config_hash = j.config_hash AND d.voided_at IS NULL AND d.duplicate_of_id = j.id AND ${isSeen}
          ORDER BY d.occurred_at, d.id LIMIT ${MOST_COPIES}) AS copies), '[]'::json),
        'copyCount', copied.count, 'copyCost', copied.cost) AS duplicates,
      coalesce((SELECT json_agg(json_build_object('id', r.id, 'at', ${utc("r.created_at")}, 'by', coalesce(person.name, key.name), 'picture', a.index,
          'version', r.version, 'decision', r.decision, 'reason', r.reason, 'comment', r.comment) ORDER BY r.seq)
        FROM asset a JOIN review r ON r.organization_id = a.organization_id AND r.asset_id = a.id ${writerOf("r")}
        WHERE a.organization_id = j.organization_id AND a.job_id = j.id), '[]'::json) AS decisions,
      (SELECT json_agg(json_build_object('index', t.index, 'status', t.status, 'amount', trim_scale(t.amount)::text, 'unit', t.unit, 'source', t.source,
          'cost', trim_scale(t.cost)::text, 'unpricedReason', t.unpriced_reason, ${PROVENANCE}) ORDER BY t.index)
        FROM attempt t ${bookOf("t")}
        WHERE t.organization_id = j.organization_id AND t.job_id = j.id) AS "attemptList",
      coalesce((SELECT json_agg(json_build_object('id', l.id, 'type', l.type, 'attemptIndex', l.attempt_index, 'unit', l.unit,
          'quantity', trim_scale(l.quantity)::text, 'amount', trim_scale(l.amount)::text, 'currency', l.currency, 'recordedAt', ${utc("l.recorded_at")},
          'bookedPeriod', to_char(l.booked_period, 'YYYY-MM-DD'), 'reverses', l.reverses_id, 'reason', l.reason,
          'by', coalesce(person.name, key.name), ${PROVENANCE}) ORDER BY l.seq)
        FROM ledger_entry l ${bookOf("l")} ${writerOf("l")}
        WHERE l.organization_id = j.organization_id AND l.job_id = j.id), '[]'::json) AS ledger,
      coalesce((SELECT json_agg(json_build_object('revision', r.revision, 'at', ${utc("r.created_at")}, 'reason', r.reason,
          'by', coalesce(person.name, key.name), 'changes', r.changes) ORDER BY r.revision)
        FROM job_revision r ${writerOf("r")}
        WHERE r.organization_id = j.organization_id AND r.job_id = j.id), '[]'::json) AS revisions
    FROM job j LEFT JOIN job_prompt jp ON jp.organization_id = j.organization_id AND jp.job_id = j.id
    CROSS JOIN LATERAL (SELECT count(*)::int AS count, trim_scale(coalesce(sum(d.known_cost), 0))::text AS cost FROM job d
      WHERE d.organization_id = j.organization_id AND d.config_hash = j.config_hash AND d.voided_at IS NULL AND d.duplicate_of_id = j.id AND ${isSeen}) AS copied
    WHERE j.organization_id = ${organizationId}::uuid AND j.id = ${jobId}::uuid`;
  if (!row) throw new Error(`Job ${jobId} vanished`);
  return row;
}
