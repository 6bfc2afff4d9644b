import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";

/**
 * Counts one more try of `key` in a window that starts anew when it is over, in the auth library's table for it.
 * One statement, so racing tries are all counted. Returns the count and when the window began.
 */
export async function countTry(
  db: Db,
  key: string,
  { now, windowMs }: { now: number; windowMs: number },
): Promise<{ tries: number; since: number }> {
  const [row] = await db.$queryRaw<{ count: number; last_request: bigint }[]>`
    INSERT INTO rate_limit (id, key, count, last_request) VALUES (${newId()}::uuid, ${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit.last_request <= ${now - windowMs} THEN 1 ELSE rate_limit.count + 1 END,
      last_request = CASE WHEN rate_limit.last_request <= ${now - windowMs} THEN ${now} ELSE rate_limit.last_request END
    RETURNING count, last_request`;
  return { tries: row?.count ?? 1, since: Number(row?.last_request ?? now) };
}

/** A try that was no attack (the right password) does not count. */
export async function forgiveTry(db: Db, key: string): Promise<void> {
  await db.$executeRaw`UPDATE rate_limit SET count = count - 1 WHERE key = ${key} AND count > 0`;
}

export async function forgetTriesBefore(db: Db, time: number): Promise<void> {
  await db.$executeRaw`DELETE FROM rate_limit WHERE last_request < ${time}`;
}
