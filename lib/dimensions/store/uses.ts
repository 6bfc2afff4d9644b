import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { ListName } from "../schema";

const TABLES: Record<ListName, Prisma.Sql> = {
  "cost-centers": Prisma.raw("cost_center"),
  campaigns: Prisma.raw("campaign"),
  markets: Prisma.raw("market"),
  channels: Prisma.raw("channel"),
  "asset-types": Prisma.raw("asset_type"),
  motifs: Prisma.raw("motif"),
  providers: Prisma.raw("provider"),
  wallets: Prisma.raw("wallet"),
  "review-reasons": Prisma.raw("review_reason"),
};

/** Lists that stand on jobs; reasons stand on decisions. */
type ListOfJobs = Exclude<ListName, "review-reasons">;

const JOB_COLUMNS: Record<Exclude<ListOfJobs, "asset-types">, Prisma.Sql> = {
  "cost-centers": Prisma.raw("cost_center_id"),
  campaigns: Prisma.raw("campaign_id"),
  markets: Prisma.raw("market_id"),
  channels: Prisma.raw("channel_id"),
  motifs: Prisma.raw("motif_id"),
  providers: Prisma.raw("provider_id"),
  wallets: Prisma.raw("wallet_id"),
};

/** The jobs `j` that carry one of these rows; a job has its asset type through its motif. */
export function jobsOf(list: ListOfJobs, organizationId: string, ids: Prisma.Sql): Prisma.Sql {
  const column =
    list === "asset-types"
      ? Prisma.sql`j.motif_id IN (SELECT id FROM motif WHERE organization_id = ${organizationId}::uuid AND asset_type_id IN (${ids}))`
      : Prisma.sql`j.${JOB_COLUMNS[list]} IN (${ids})`;
  return Prisma.sql`job j WHERE j.organization_id = ${organizationId}::uuid AND ${column}`;
}

/** Has any job, even a voided one, been booked with this row; or any decision named it? */
export async function isUsed(db: Db, list: ListName, organizationId: string, id: string): Promise<boolean> {
  const users =
    list === "review-reasons"
      ? Prisma.sql`review r WHERE r.organization_id = ${organizationId}::uuid AND r.reason_id = ${id}::uuid`
      : jobsOf(list, organizationId, Prisma.sql`${id}::uuid`);
  const [row] = await db.$queryRaw<{ used: boolean }[]>`SELECT EXISTS (SELECT FROM ${users}) AS used`;
  return row?.used ?? false;
}

export async function setArchived(
  db: Db,
  list: ListName,
  { organizationId, id }: { organizationId: string; id: string },
  archived: boolean,
): Promise<void> {
  await db.$executeRaw`
    UPDATE ${TABLES[list]} SET archived_at = ${archived ? Prisma.sql`coalesce(archived_at, now())` : Prisma.sql`NULL`}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
}
