import "server-only";
import { Prisma } from "@/prisma/generated/client";

// Figures as they were known at an instant: the same SQL over other rows. A trigger keeps what a job said before it
// changed, so at every instant there is exactly one row per job: the current one, or one of its history.

/** Every column of a job that a figure, a filter or a grouping reads. */
const COLUMNS = [
  ...["organization_id", "provider_id", "wallet_id", "model", "kind", "stage", "status", "occurred_at"],
  ...["campaign_id", "market_id", "channel_id", "cost_center_id", "motif_id", "images_delivered", "duplicate_of_id"],
  ...["tags", "author_kind", "author_id", "revision", "attempts", "failed_attempts", "unpriced_reason", "known_cost"],
  ...["estimated_cost", "estimated_attempts", "staff_cost", "credits", "approved", "approved_with_changes", "rejected"],
  ...["superseded", "cost_failed", "cost_duplicate", "cost_dropped", "cost_rejected", "cost_superseded"],
  ...["cost_useful", "cost_open", "voided_at"],
];

const columnsOf = (table: string) => Prisma.raw(COLUMNS.map((name) => `${table}.${name}`).join(", "));

/** Rows recorded before history was kept count from when they were recorded. */
const KNOWN_SINCE = Prisma.raw("coalesce(valid_from, recorded_at)");

/** The jobs of an organization: as they are now (null), or as they were known at an instant. */
export function jobsAt(organizationId: string, asOf: string | null): Prisma.Sql {
  if (asOf === null) return Prisma.sql`job`;
  const at = Prisma.sql`${asOf}::timestamptz`;
  return Prisma.sql`(
    SELECT job.id, ${columnsOf("job")}, (SELECT a.source FROM attempt a
      WHERE a.organization_id = job.organization_id AND a.job_id = job.id ORDER BY a.index DESC LIMIT 1) AS last_source
    FROM job WHERE job.organization_id = ${organizationId}::uuid AND ${KNOWN_SINCE} <= ${at}
    UNION ALL
    SELECT h.job_id, ${columnsOf("h")}, h.last_source FROM job_history h
    WHERE h.organization_id = ${organizationId}::uuid AND h.valid_from <= ${at} AND h.valid_to > ${at})`;
}

/** Whether job `id` was known at all at an instant, whatever it said. */
export function wasKnown(organizationId: string, id: Prisma.Sql, asOf: string): Prisma.Sql {
  const at = Prisma.sql`${asOf}::timestamptz`;
  return Prisma.sql`(EXISTS (SELECT 1 FROM job WHERE job.organization_id = ${organizationId}::uuid AND job.id = ${id}
      AND ${KNOWN_SINCE} <= ${at})
    OR EXISTS (SELECT 1 FROM job_history h WHERE h.organization_id = ${organizationId}::uuid AND h.job_id = ${id}
      AND h.valid_from <= ${at}))`;
}

/** Pictures with what was decided of them last, and when: as it stands, or as it stood at an instant. */
export function decisionsAt(organizationId: string, asOf: string | null): Prisma.Sql {
  if (asOf === null) return Prisma.sql`asset`;
  return Prisma.sql`(
    SELECT asset.organization_id, asset.job_id, said.decision AS state, said.created_at AS decided_at
    FROM asset JOIN LATERAL (
      SELECT r.decision, r.created_at FROM review r
      WHERE r.organization_id = asset.organization_id AND r.asset_id = asset.id
        AND coalesce(r.valid_from, r.created_at) <= ${asOf}::timestamptz
      ORDER BY r.seq DESC LIMIT 1) said ON true
    WHERE asset.organization_id = ${organizationId}::uuid)`;
}
