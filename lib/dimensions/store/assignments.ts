import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";

type Assignment = { campaignId: string; costCenterId: string; firstDay: string };

export async function upsertAssignment(db: Db, actor: Actor, assignment: Assignment): Promise<void> {
  const { authorKind, authorId } = authorOf(actor);
  await db.$executeRaw`
    INSERT INTO campaign_cost_center (organization_id, campaign_id, first_day, cost_center_id, author_kind, author_id)
    VALUES (${actor.organization.id}::uuid, ${assignment.campaignId}::uuid, ${assignment.firstDay}::date,
      ${assignment.costCenterId}::uuid, ${authorKind}, ${authorId}::uuid)
    ON CONFLICT (organization_id, campaign_id, first_day) DO UPDATE
    SET cost_center_id = excluded.cost_center_id, author_kind = excluded.author_kind, author_id = excluded.author_id,
      created_at = now()`;
}

/** Jobs of that day or later that were booked on another cost centre: a move leaves them where they are. */
export async function countKept(
  db: Db,
  { id, timeZone }: { id: string; timeZone: string },
  { campaignId, costCenterId, firstDay }: Assignment,
): Promise<number> {
  const [row] = await db.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::int AS jobs FROM job j
    WHERE j.organization_id = ${id}::uuid AND j.campaign_id = ${campaignId}::uuid AND j.voided_at IS NULL
      AND j.cost_center_id <> ${costCenterId}::uuid
      AND j.occurred_at >= ${firstDay}::date::timestamp AT TIME ZONE ${timeZone}`;
  return row?.jobs ?? 0;
}

export async function today(db: Db, timeZone: string): Promise<string> {
  const [row] = await db.$queryRaw<{ day: string }[]>`SELECT (now() AT TIME ZONE ${timeZone})::date::text AS day`;
  if (!row) throw new Error("Postgres did not tell the day");
  return row.day;
}

/** Cost centres that the campaign belongs to now or will. */
export async function selectAssigned(db: Db, organizationId: string, campaignId: string): Promise<string[]> {
  const rows = await db.campaignCostCenter.findMany({
    where: { organizationId, campaignId },
    select: { costCenterId: true },
  });
  return rows.map(({ costCenterId }) => costCenterId);
}
