import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

const GROWING = ["job", "attempt", "asset", "ledger_entry", "review"];
/** Where Postgres knows of fewer rows, any index seems as good as another, also one that finds a whole organization. */
const FEW_ROWS = 1_000;
const FEW_PAGES = 64;

/**
 * Lets Postgres look at tables that grew eightfold since it last did, or were all but empty then. In between it scales
 * what it knows by the size of the file, in which deleted rows leave room. Its own look comes up to a minute late and
 * never inside of a transaction; until then it takes a new organization for one of hundreds and reads all its jobs for
 * one of them. Happens a few times in the life of a table.
 */
export async function keepStatistics(tx: Db): Promise<void> {
  const grown = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM (
      SELECT relname AS name, reltuples, relpages, pg_relation_size(oid) / current_setting('block_size')::bigint AS pages FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(${GROWING})) AS sizes
    WHERE (reltuples < 0 AND pages > 0) OR (pages > ${FEW_PAGES} AND (reltuples < ${FEW_ROWS} OR pages > 8 * relpages))`;
  if (grown.length === 0) return;
  const tables = Prisma.raw(grown.map(({ name }) => `"${name}"`).join(", "));
  await tx.$executeRaw`ANALYZE (SKIP_LOCKED) ${tables}`;
}
