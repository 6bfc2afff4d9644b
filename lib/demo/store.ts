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

/** From here on this transaction writes as of an instant of the demo organization's past; null = as of now. */
export async function setInstant(tx: Db, instant: string | null): Promise<void> {
  await tx.$queryRaw`SELECT set_config('pixelledger.instant', ${instant ?? ""}, true)`;
}

/** Jobs of the demo were known an hour after they ran. */
export async function knownWhenTheyRan(tx: Db, organizationId: string): Promise<void> {
  await tx.$executeRaw`UPDATE job SET valid_from = least(occurred_at + interval '1 hour', now()) WHERE organization_id = ${organizationId}::uuid`;
}
