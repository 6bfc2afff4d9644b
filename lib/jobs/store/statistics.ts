import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

const GROWING = ["job", "attempt", "asset", "ledger_entry", "review"];

/**
 * Lets Postgres look at tables that doubled since it last did. Its own look comes up to a minute late and never inside
 * of a transaction; until then it takes a new organization for one of hundreds and reads all its jobs for one of them.
 * Costs next to nothing when nothing doubled, and happens a few times in the life of a table.
 */
export async function keepStatistics(tx: Db): Promise<void> {
  const grown = await tx.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${GROWING})
      AND pg_relation_size(oid) > 2 * CASE WHEN reltuples < 0 THEN 0 ELSE greatest(relpages, 8) END * current_setting('block_size')::bigint`;
  if (grown.length === 0) return;
  const tables = Prisma.raw(grown.map(({ name }) => `"${name}"`).join(", "));
  await tx.$executeRaw`ANALYZE (SKIP_LOCKED) ${tables}`;
}
