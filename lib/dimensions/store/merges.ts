import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { MergedList } from "../schema";
import { inView, MERGED_TABLES, type Scope } from "./lists";
import { jobsOf } from "./uses";

/** One merge of a list at a time: two at once could close a circle that neither of them sees. */
export async function lockMerges(db: Db, list: MergedList, organizationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`merge/${list}/${organizationId}`}, 0))`;
}

/** Everything that was shown as the source, itself included, is now shown as the target's end. */
export async function mergeInto(
  db: Db,
  list: MergedList,
  organizationId: string,
  { sourceId, target }: { sourceId: string; target: { id: string; effectiveId: string } },
): Promise<void> {
  await db.$executeRaw`
    UPDATE ${MERGED_TABLES[list]}
    SET merged_into_id = CASE WHEN id = ${sourceId}::uuid THEN ${target.id}::uuid ELSE merged_into_id END,
      effective_id = ${target.effectiveId}::uuid
    WHERE organization_id = ${organizationId}::uuid AND effective_id = ${sourceId}::uuid`;
}

/** The row stands for itself again, and so does everything that was merged into it. */
export async function unmerge(db: Db, list: MergedList, organizationId: string, id: string): Promise<void> {
  const table = MERGED_TABLES[list];
  await db.$executeRaw`
    WITH RECURSIVE below AS (
      SELECT ${id}::uuid AS id
      UNION
      SELECT t.id FROM ${table} t JOIN below ON t.merged_into_id = below.id
      WHERE t.organization_id = ${organizationId}::uuid)
    UPDATE ${table} t
    SET merged_into_id = CASE WHEN t.id = ${id}::uuid THEN NULL ELSE t.merged_into_id END, effective_id = ${id}::uuid
    FROM below WHERE t.organization_id = ${organizationId}::uuid AND t.id = below.id`;
}

/** Jobs that are shown under this row, and what they cost as far as known. */
export async function weigh(
  db: Db,
  list: MergedList,
  { organizationId, id }: { organizationId: string; id: string },
  scope: Scope,
): Promise<{ jobs: number; spend: string }> {
  const shown = Prisma.sql`SELECT id FROM ${MERGED_TABLES[list]}
    WHERE organization_id = ${organizationId}::uuid AND effective_id = ${id}::uuid`;
  const visible =
    scope === null
      ? Prisma.empty
      : Prisma.sql`AND j.cost_center_id IN (SELECT cc.id FROM cost_center cc
          WHERE cc.organization_id = ${organizationId}::uuid AND ${inView("cc", scope)})`;
  const [row] = await db.$queryRaw<{ jobs: number; spend: string }[]>`
    SELECT count(*)::int AS jobs, trim_scale(coalesce(sum(j.known_cost), 0))::text AS spend
    FROM ${jobsOf(list, organizationId, shown)} AND j.voided_at IS NULL ${visible}`;
  return row ?? { jobs: 0, spend: "0" };
}
