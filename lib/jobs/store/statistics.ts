import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

const GROWING = ["job", "attempt", "asset", "ledger_entry", "review"];

/**
 * Lets Postgres look at tables that grew eightfold since it last did; in between it scales what it knows by the size of
 * the file. Its own look comes up to a minute late and never inside of a transaction; until then it takes a new
 * organization for one of hundreds and reads all its jobs for one of them. Happens a few times in the life of a table.
 */
export async function keepStatistics(tx: Db): Promise<void> {
  const grown = await tx.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${GROWING})
      AND pg_relation_size(oid) > 8 * CASE WHEN reltuples < 0 THEN 0 ELSE greatest(relpages, 8) END * current_setting('block_size')::bigint`;
  if (grown.length === 0) return;
  const tables = Prisma.raw(grown.map(({ name }) => `"${name}"`).join(", "));
  await tx.$executeRaw`ANALYZE (SKIP_LOCKED) ${tables}`;
}
