import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { AssetState } from "../rules";
import type { Decision, ReviewedAsset, TakenDecision } from "../schema";

export type AssetRow = ReviewedAsset & { costCenterId: string; motifId: string | null; voided: boolean };

export const utc = (column: string) =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Who wrote a row: the name of a person or a key. */
export const authorOf = (row: string) =>
  Prisma.raw(`CASE ${row}.author_kind
    WHEN 'member' THEN (SELECT u.name FROM member m JOIN app_user u ON u.id = m.user_id
      WHERE m.organization_id = ${row}.organization_id AND m.id = ${row}.author_id)
    WHEN 'api_key' THEN (SELECT k.name FROM api_key k
      WHERE k.organization_id = ${row}.organization_id AND k.id = ${row}.author_id) END`);

/** The newest decision on picture `a`, as JSON in `last.taken`; null without one. */
export const LAST_DECISION = Prisma.sql`
  LEFT JOIN LATERAL (SELECT json_build_object('id', r.id, 'version', r.version, 'decision', r.decision,
      'criteria', r.criteria, 'reason', r.reason, 'comment', r.comment, 'by', ${authorOf("r")}, 'at', ${utc("r.created_at")}) AS taken
    FROM review r WHERE r.organization_id = a.organization_id AND r.asset_id = a.id ORDER BY r.seq DESC LIMIT 1) last ON true`;

/** Pictures of a job or by id, locked in one order, with what was decided of them last. */
export async function lockAssets(tx: Db, organizationId: string, what: Which): Promise<AssetRow[]> {
  await tx.$queryRaw`
    SELECT 1 FROM asset WHERE organization_id = ${organizationId}::uuid
      AND (job_id = ANY(${what.jobIds ?? []}::uuid[]) OR id = ANY(${what.assetIds ?? []}::uuid[])) ORDER BY id FOR UPDATE`;
  return readAssets(tx, organizationId, what);
}

type Which = { jobIds?: readonly string[]; assetIds?: readonly string[] };

/** The same without a lock. */
export function readAssets(tx: Db, organizationId: string, what: Which): Promise<AssetRow[]> {
  return tx.$queryRaw<AssetRow[]>`
    SELECT a.id::text, a.job_id::text AS "jobId", a.index::int, a.version, a.state, ${utc("a.decided_at")} AS "decidedAt",
      j.cost_center_id::text AS "costCenterId", j.motif_id::text AS "motifId", (j.voided_at IS NOT NULL) AS voided,
      last.taken AS last
    FROM asset a
    JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
    ${LAST_DECISION}
    WHERE a.organization_id = ${organizationId}::uuid
      AND (a.job_id = ANY(${what.jobIds ?? []}::uuid[]) OR a.id = ANY(${what.assetIds ?? []}::uuid[]))
    ORDER BY a.job_id, a.index`;
}

/** All decisions on a picture, newest first. */
export function decisionsOn(db: Db, organizationId: string, assetId: string): Promise<TakenDecision[]> {
  return db.$queryRaw<TakenDecision[]>`
    SELECT r.id::text, r.version, r.decision, r.criteria, r.reason, r.comment, ${authorOf("r")} AS by,
      ${utc("r.created_at")} AS at
    FROM review r
    WHERE r.organization_id = ${organizationId}::uuid AND r.asset_id = ${assetId}::uuid ORDER BY r.seq DESC`;
}

export type ReviewRow = {
  assetId: string;
  version: number;
  decision: Decision;
  criteria: unknown;
  reason: string | null;
  comment: string | null;
  state: AssetState;
};

/** Appends the decisions (a reason that the list knows, by code or name, is kept as such) and sets the state that follows from each picture's last one. */
export async function insertReviews(
  tx: Db,
  organizationId: string,
  rows: readonly ReviewRow[],
  meta: { authorKind: string; authorId: string | null; importId: string | null },
): Promise<void> {
  const json = JSON.stringify(
    rows.map(({ assetId, criteria, ...row }) => ({
      id: newId(),
      asset_id: assetId,
      criteria: criteria ?? null,
      ...row,
    })),
  );
  await tx.$executeRaw`
    WITH decided AS (INSERT INTO review (organization_id, id, asset_id, version, decision, criteria, reason, reason_id, comment, author_kind, author_id, import_id)
    SELECT ${organizationId}::uuid, n.id, n.asset_id, n.version, n.decision, n.criteria, coalesce(managed.name, n.reason), managed.id,
      n.comment, ${meta.authorKind}, ${meta.authorId}::uuid, ${meta.importId}::uuid
    FROM json_populate_recordset(NULL::review, ${json}::json) WITH ORDINALITY AS n
    LEFT JOIN LATERAL (SELECT m.id, m.name FROM review_reason m WHERE m.organization_id = ${organizationId}::uuid
      AND lower(n.reason) IN (lower(m.code), lower(m.name)) ORDER BY m.archived_at IS NOT NULL, m.code LIMIT 1) managed ON true
    ORDER BY n.ordinality)
    UPDATE asset SET state = n.state, decided_version = n.version, decided_at = CASE WHEN n.state = 'open' THEN NULL ELSE now() END
    FROM (SELECT DISTINCT ON (asset_id) asset_id, version, state
          FROM json_to_recordset(${json}::json) AS t(asset_id uuid, version int, state text, position int)) AS n
    WHERE asset.organization_id = ${organizationId}::uuid AND asset.id = n.asset_id`;
}

/** Pictures whose last word came from this import, and what was said of each before it (null: nothing). */
export async function assetsDecidedBy(
  tx: Db,
  organizationId: string,
  importId: string,
  limit: number,
): Promise<{ id: string; before: Decision | null }[]> {
  return tx.$queryRaw<{ id: string; before: Decision | null }[]>`
    SELECT last.asset_id::text AS id, (
      SELECT r.decision FROM review r
      WHERE r.organization_id = ${organizationId}::uuid AND r.asset_id = last.asset_id AND r.import_id IS DISTINCT FROM ${importId}::uuid
      ORDER BY r.seq DESC LIMIT 1) AS before
    FROM (
      SELECT DISTINCT ON (r.asset_id) r.asset_id, r.import_id FROM review r
      WHERE r.organization_id = ${organizationId}::uuid
        AND r.asset_id IN (SELECT asset_id FROM review WHERE organization_id = ${organizationId}::uuid AND import_id = ${importId}::uuid)
      ORDER BY r.asset_id, r.seq DESC) AS last
    WHERE last.import_id = ${importId}::uuid ORDER BY 1 LIMIT ${limit}`;
}

/** Live jobs by external id (any provider unless one is named); for decisions that come as files. */
export async function jobsByExternalId(
  tx: Db,
  organizationId: string,
  externalIds: readonly string[],
): Promise<{ id: string; externalId: string; provider: string }[]> {
  return tx.$queryRaw`
    SELECT j.id::text, j.external_id AS "externalId", p.code AS provider FROM job j
    JOIN provider p ON p.organization_id = j.organization_id AND p.id = j.provider_id
    WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL AND j.external_id = ANY(${externalIds})`;
}

/** The job of a picture, if it is live and in scope. */
export async function findAssetJob(
  db: Db,
  organizationId: string,
  id: string,
  scope: readonly string[] | null,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ jobId: string }[]>`
    SELECT a.job_id::text AS "jobId" FROM asset a JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
    WHERE a.organization_id = ${organizationId}::uuid AND a.id = ${id}::uuid AND j.voided_at IS NULL
      AND (${scope}::uuid[] IS NULL OR j.cost_center_id = ANY(${scope}::uuid[]))`;
  return row?.jobId ?? null;
}
