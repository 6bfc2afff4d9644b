import "server-only";
import type { Db } from "@/lib/server/db";

/** Adds the next version of a picture for each upscale or post-process; several of one picture count on in order. */
export async function addVersions(
  tx: Db,
  organizationId: string,
  made: readonly { jobId: string; assetId: string; url: string | null }[],
): Promise<void> {
  if (made.length === 0) return;
  await tx.$executeRaw`
    WITH made AS (
      SELECT asset_id, job_id, url, row_number() OVER (PARTITION BY asset_id ORDER BY position) AS step
      FROM unnest(${made.map((m) => m.assetId)}::uuid[], ${made.map((m) => m.jobId)}::uuid[], ${made.map((m) => m.url)}::text[])
        WITH ORDINALITY AS t(asset_id, job_id, url, position)),
    raised AS (
      UPDATE asset SET version = asset.version + n.steps
      FROM (SELECT asset_id, count(*)::int AS steps FROM made GROUP BY 1) AS n
      WHERE asset.organization_id = ${organizationId}::uuid AND asset.id = n.asset_id
      RETURNING asset.id, asset.version - n.steps AS before)
    INSERT INTO asset_version (organization_id, asset_id, version, job_id, url)
    SELECT ${organizationId}::uuid, made.asset_id, raised.before + made.step, made.job_id, made.url
    FROM made JOIN raised ON raised.id = made.asset_id`;
}
