import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { advanceImport, giveUpImport, type ImportWork, resumeImports, sweepUploads } from "./service/advance";

const MOST_TRIES = 8;
const running = new Map<string, Promise<void>>();

/** Two messages about one import run one after the other; the second finds out whether anything is left to do. */
async function oneAfterTheOther(work: ImportWork, signal: AbortSignal): Promise<void> {
  const before = running.get(work.importId);
  const mine = (before ?? Promise.resolve()).catch(() => undefined).then(() => advanceImport(work, signal));
  running.set(work.importId, mine);
  try {
    await mine;
  } finally {
    if (running.get(work.importId) === mine) running.delete(work.importId);
  }
}

/** @param stopping aborts when the process is to end: the batch at hand is finished, the rest waits for the next worker */
export async function workOnImports(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  const options = { includeMetadata: true as const, pollingIntervalSeconds: 0.5, localConcurrency: 2 };
  await boss.work<ImportWork>("import", options, async ([job]) => {
    if (!job) return;
    try {
      await oneAfterTheOther(job.data, stopping);
    } catch (error) {
      if (!stopping.aborted && job.retryCount >= MOST_TRIES) return giveUpImport(job.data, error);
      log.warn({ err: error, importId: job.data.importId }, "An import stopped and will be continued");
      throw error;
    }
  });
  await resumeImports();
  await boss.schedule("import-sweep", "17 * * * *");
  await boss.work("import-sweep", async () => sweepUploads(new Date()));
}
