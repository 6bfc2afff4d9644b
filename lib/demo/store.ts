import "server-only";
import type { Db } from "@/lib/server/db";

/** Ids of the pictures of these jobs, in the order of their index. */
export async function picturesOf(
  tx: Db,
  organizationId: string,
  jobIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ jobId: string; ids: string[] }[]>`
    SELECT job_id AS "jobId", array_agg(id ORDER BY index) AS ids FROM asset
    WHERE organization_id = ${organizationId}::uuid AND job_id = ANY(${jobIds}::uuid[]) GROUP BY job_id`;
  return new Map(rows.map(({ jobId, ids }) => [jobId, ids]));
}
