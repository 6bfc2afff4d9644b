// npm run worker (npm start keeps one running): does what outlives a request. Any number of them may run side by side.
import { workOnAlerts } from "@/lib/alerts/worker";
import { workOnImports } from "@/lib/intake/worker";
import { workOnFigures } from "@/lib/kpi/worker";
import { workOnNotifications } from "@/lib/notifications/worker";
import { workOnPeriods } from "@/lib/periods/worker";
import { workOnPictures } from "@/lib/pictures/worker";
import { closeDatabase } from "@/lib/server/db";
import { log } from "@/lib/server/logger";
import { startQueue, stopQueue } from "@/lib/server/queue";
import { workOnPrompts } from "@/lib/settings/worker";

const WORKERS = [
  workOnAlerts,
  workOnFigures,
  workOnImports,
  workOnNotifications,
  workOnPeriods,
  workOnPictures,
  workOnPrompts,
];
/** The launcher waits fifteen seconds before it kills. */
const STOP_WITHIN_MS = 10_000;

const stopping = new AbortController();

async function stop(why: string): Promise<void> {
  if (stopping.signal.aborted) return;
  log.info({ why }, "The worker stops after the batch at hand");
  stopping.abort(new Error("The worker is stopping"));
  await stopQueue(STOP_WITHIN_MS);
  await closeDatabase();
  process.exit(0);
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void stop(name));

const boss = await startQueue();
for (const work of WORKERS) await work(boss, stopping.signal);
log.info("The worker is ready");
