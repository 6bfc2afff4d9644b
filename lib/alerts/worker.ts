import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { evaluateAll, evaluateMarked } from "./service/evaluate";

const LOOK_EVERY_MS = 500;
const clock = () => new Date();

/**
 * Marks lie in the database; this only looks at them twice a second and once an hour at all. Any number
 * of workers may do so at once, and one that is killed leaves nothing undone.
 */
export async function workOnAlerts(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  await boss.schedule("alert-sweep", "7 * * * *");
  await boss.work("alert-sweep", async () => {
    const events = await evaluateAll(clock);
    log.info({ events }, "All alert rules were evaluated");
  });
  void repeat(stopping, () => evaluateMarked(clock, "now"));
  void repeat(stopping, () => evaluateMarked(clock, "later"));
}

async function repeat(stopping: AbortSignal, work: () => Promise<number>): Promise<void> {
  while (!stopping.aborted) {
    const done = await work().catch((error: unknown) => {
      if (!stopping.aborted) log.warn({ err: error }, "Alerts could not be looked after; they will be in a moment");
      return 0;
    });
    if (done === 0 && !stopping.aborted) await new Promise((go) => setTimeout(go, LOOK_EVERY_MS).unref());
  }
}
