import "server-only";
import type { Db } from "@/lib/server/db";
import { reclassify } from "../store/classes";
import { lockTogether as lock } from "../store/lookup";

/** Makes transactions that change the same motif or job wait for each other; to be called before their states are read. */
export async function lockTogether(tx: Db, organizationId: string, keys: readonly string[]): Promise<void> {
  await lock(tx, organizationId, keys);
}

/** Recomputes classes and counts after decisions, for jobs, siblings of their motifs and upscales of their pictures. */
export async function classChanged(
  tx: Db,
  organizationId: string,
  what: { jobIds: readonly string[]; motifIds: readonly string[] },
): Promise<void> {
  await reclassify(tx, organizationId, what);
}
