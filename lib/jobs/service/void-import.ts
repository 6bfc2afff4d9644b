import "server-only";
import type { Actor } from "@/lib/core/actor";
import { transaction } from "@/lib/server/db";
import { importedJobs, lockJobs } from "../store/change";
import { voidJobs } from "./correct";

const BATCH = 1000;

/**
 * Undoes an import: voids its jobs, a thousand to a transaction, so that a stop in between can be continued. The caller
 * (the import's service) has asked for the right and writes the one audit entry.
 * @returns how many jobs were voided
 */
export async function voidImport(actor: Actor, importId: string, reason: string): Promise<number> {
  for (let voided = 0; ; ) {
    const count = await transaction(async (tx) => {
      const ids = await importedJobs(tx, actor.organization.id, importId, BATCH);
      const jobs = await lockJobs(tx, actor.organization.id, ids, actor.organization.timeZone);
      await voidJobs(
        tx,
        actor,
        jobs.filter((job) => !job.voided),
        reason,
      );
      return ids.length;
    });
    voided += count;
    if (count < BATCH) return voided;
  }
}
