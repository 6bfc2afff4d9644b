import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import type { AssetState } from "./rules";
import type { Decision, ReviewedAsset } from "./schema";

export type AssetRow = ReviewedAsset & {
  costCenterId: string;
  motifId: string | null;
  voided: boolean;
  lastDecision: Decision | null;
  lastBy: string | null;
};

/** Pictures of a job or by id, locked in one order, with what was decided of them last. */
export async function lockAssets(
  tx: Db,
  organizationId: string,
  what: { jobIds?: readonly string[]; assetIds?: readonly string[] },
): Promise<AssetRow[]> {
  await tx.$queryRaw`
    SELECT 1 FROM asset WHERE organization_id = ${organizationId}::uuid
      AND (job_id = ANY(${what.jobIds ?? []}::uuid[]) OR id = ANY(${what.assetIds ?? []}::uuid[])) ORDER BY id FOR UPDATE`;
  return tx.$queryRaw<AssetRow[]>`
    SELECT a.id::text, a.job_id::text AS "jobId", a.index::int, a.version, a.state,
      to_char(a.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "decidedAt",
      j.cost_center_id::text AS "costCenterId", j.motif_id::text AS "motifId", (j.voided_at IS NOT NULL) AS voided,
      last.decision AS "lastDecision", coalesce(person.name, key.name) AS "lastBy"
    FROM asset a
    JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
    LEFT JOIN LATERAL (SELECT * FROM review r WHERE r.organization_id = a.organization_id AND r.asset_id = a.id ORDER BY r.seq DESC LIMIT 1) last ON true
    LEFT JOIN member author ON last.author_kind = 'member' AND author.organization_id = a.organization_id AND author.id = last.author_id
    LEFT JOIN app_user person ON person.id = author.user_id
    LEFT JOIN api_key key ON last.author_kind = 'api_key' AND key.organization_id = a.organization_id AND key.id = last.author_id
    WHERE a.organization_id = ${organizationId}::uuid
      AND (a.job_id = ANY(${what.jobIds ?? []}::uuid[]) OR a.id = ANY(${what.assetIds ?? []}::uuid[]))
    ORDER BY a.job_id, a.index`;
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

/** Appends the decisions and sets the state that follows from each picture's last one. */
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
    INSERT INTO review (organization_id, id, asset_id, version, decision, criteria, reason, comment, author_kind, author_id, import_id)
    SELECT ${organizationId}::uuid, n.id, n.asset_id, n.version, n.decision, n.criteria, n.reason, n.comment,
      ${meta.authorKind}, ${meta.authorId}::uuid, ${meta.importId}::uuid
    FROM json_populate_recordset(NULL::review, ${json}::json) WITH ORDINALITY AS n ORDER BY n.ordinality`;
  await tx.$executeRaw`
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
