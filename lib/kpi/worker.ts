import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { refreshSums, staleOrganizations } from "./service/refresh";

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
/** While jobs keep coming in, a day is made anew again and again: at most a fifth of the time goes into that. */
const PAUSE_PER_WORK = 4;

const pause = (forMs: number, stopping: AbortSignal) =>
  new Promise<void>((resume) => {
    const timer = setTimeout(resume, forMs);
    stopping.addEventListener("abort", () => {
      clearTimeout(timer);
      resume();
    });
  });

/** Sums of days that changed are made anew within seconds. Until then figures are read from jobs: late is never wrong. */
export async function workOnFigures(_: PgBoss, stopping: AbortSignal): Promise<void> {
  void keepFresh(stopping);
}

async function keepFresh(stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const started = performance.now();
    try {
      for (const id of await staleOrganizations()) {
        if (stopping.aborted) return;
        await refreshSums(id);
      }
    } catch (error) {
      if (!stopping.aborted)
        log.warn({ err: error }, "Sums of figures could not be made anew; the next round tries again");
    }
    const tookMs = performance.now() - started;
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, tookMs * PAUSE_PER_WORK)), stopping);
  }
}
