import "server-only";
import type { Db } from "@/lib/server/db";

/** @param what.scope a limited actor needs a job of the motif in their cost centres @returns false: not there */
export async function setDropped(
  tx: Db,
  organizationId: string,
  what: { id: string; dropped: boolean; scope: readonly string[] | null },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE motif SET dropped_at = CASE WHEN ${what.dropped} THEN coalesce(dropped_at, now()) END
    WHERE organization_id = ${organizationId}::uuid AND id = ${what.id}::uuid
      AND (${what.scope}::uuid[] IS NULL OR EXISTS (SELECT 1 FROM job j WHERE j.organization_id = motif.organization_id
             AND j.motif_id = motif.id AND j.cost_center_id = ANY(${what.scope}::uuid[])))`;
  return changed === 1;
}
