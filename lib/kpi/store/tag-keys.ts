import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

/** Keys are few and used over and over: the latest jobs know them. */
const LATEST_JOBS = 20_000;
const MOST_KEYS = 100;

export function readTagKeys(
  db: Db,
  organizationId: string,
  costCenterIds: readonly string[] | null,
): Promise<{ key: string; jobs: number }[]> {
  const seen =
    costCenterIds === null ? Prisma.empty : Prisma.sql`AND cost_center_id = ANY(${[...costCenterIds]}::uuid[])`;
  return db.$queryRaw`
    SELECT key, count(*)::float8 AS jobs FROM (
      SELECT tags FROM job WHERE organization_id = ${organizationId}::uuid AND voided_at IS NULL ${seen}
      ORDER BY occurred_at DESC LIMIT ${LATEST_JOBS}) latest, jsonb_object_keys(latest.tags) key
    GROUP BY key ORDER BY jobs DESC, key COLLATE "C" LIMIT ${MOST_KEYS}`;
}
