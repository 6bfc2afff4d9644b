import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { log } from "./logger";

// A streaming replica (DATABASE_REPLICA_URL) answers questions about figures only while it holds every write that was
// acknowledged before the question. The primary says how far its log is written, the replica how far it has come: one
// small statement on each, exact for every session, key and process, and nothing to remember about who wrote what.

/** So long a read waits for the replica before the primary is asked. */
export const PATIENCE_MS = 200;
const STEP_MS = 5;
/** After a failure or a long wait others do not wait as well. */
const ASIDE_MS = 2_000;

const held = globalThis as typeof globalThis & { pixelledgerReplicaAside?: number };

/** For a while the primary answers everything. */
export function setAside(why: unknown): void {
  log.warn({ err: why }, `The replica is left alone for ${ASIDE_MS / 1000} s; the primary answers`);
  held.pixelledgerReplicaAside = Date.now() + ASIDE_MS;
}

/** Has the replica replayed what is written by now? Otherwise, and where it cannot be asked, it is set aside. */
export async function isCaughtUp(replica: pg.Pool, primary: pg.Pool): Promise<boolean> {
  if (Date.now() < (held.pixelledgerReplicaAside ?? 0)) return false;
  const written = await position(primary, "pg_current_wal_flush_lsn()");
  try {
    if (await within(reaches(replica, written))) return true;
    setAside(new Error("It is behind the primary, or no replica at all"));
  } catch (error) {
    setAside(error);
  }
  return false;
}

async function position(pool: pg.Pool, of: string): Promise<bigint | null> {
  const { rows } = await pool.query<{ bytes: string | null }>(`SELECT pg_wal_lsn_diff(${of}, '0/0')::text AS bytes`);
  const bytes = rows[0]?.bytes;
  return bytes ? BigInt(bytes) : null;
}

/** A server that replays nothing (a primary, a replica that was promoted) has no position and never gets there. */
async function reaches(replica: pg.Pool, written: bigint | null): Promise<boolean> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(STEP_MS)) {
    const replayed = await position(replica, "pg_last_wal_replay_lsn()");
    if (replayed === null || written === null) return false;
    if (replayed >= written) return true;
  }
  return false;
}

/** A connection that nothing comes back on must not hold a reader up. */
async function within<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = pause(2 * PATIENCE_MS, null, { signal: late.signal }).then(() => {
    throw new Error("It did not answer in time");
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => {});
  }
}
