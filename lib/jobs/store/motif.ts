import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

/** Ids of a motif and of those that are one with it: of the same code, in campaigns that were merged. */
export const sameMotif = (organizationId: string, id: string): Prisma.Sql => Prisma.sql`
  SELECT twin.id FROM motif own
  JOIN campaign c ON c.organization_id = own.organization_id AND c.id = own.campaign_id
  JOIN campaign tc ON tc.organization_id = c.organization_id AND tc.effective_id = c.effective_id
  JOIN motif twin ON twin.organization_id = tc.organization_id AND twin.campaign_id = tc.id AND lower(twin.code) = lower(own.code)
  WHERE own.organization_id = ${organizationId}::uuid AND own.id = ${id}::uuid`;

/** @param scope a limited actor needs a job of the motif in their cost centres @returns none: it is not there */
export async function motifIdsOf(
  tx: Db,
  organizationId: string,
  { id, scope }: { id: string; scope: readonly string[] | null },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string; seen: boolean }[]>`
    WITH same AS (${sameMotif(organizationId, id)})
    SELECT id::text, (${scope}::uuid[] IS NULL OR EXISTS (SELECT 1 FROM job j WHERE j.organization_id = ${organizationId}::uuid
      AND j.motif_id IN (SELECT s.id FROM same s) AND j.cost_center_id = ANY(${scope}::uuid[]))) AS seen
    FROM same`;
  return rows.filter(({ seen }) => seen).map((row) => row.id);
}

export async function setDropped(
  tx: Db,
  organizationId: string,
  { ids, dropped }: { ids: readonly string[]; dropped: boolean },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE motif SET dropped_at = CASE WHEN ${dropped} THEN coalesce(dropped_at, now()) END
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids}::uuid[])`;
}
