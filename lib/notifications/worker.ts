import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "@/lib/server/logger";
import { prepareDigests } from "./service/digest";
import { attempt, claim } from "./service/send";

const LOOK_EVERY_MS = 500;
/** Under way in this worker: in all, and to one receiver, so that one that hangs does not hold up the others. */
const MOST = 24;
const MOST_TO_ONE = 3;

/**
 * The outbox lies in the database; this looks at it twice a second. Any number of workers may do so at once, and one
 * that is killed leaves nothing undone: what it had taken is free again after its lease.
 */
export async function workOnNotifications(boss: PgBoss, stopping: AbortSignal): Promise<void> {
  await boss.schedule("notification-digests", "*/5 * * * *");
  await boss.work("notification-digests", async () => {
    const made = await prepareDigests(new Date());
    if (made > 0) log.info({ made }, "Weekly digests go out");
  });
  void keepSending(stopping);
}

async function keepSending(stopping: AbortSignal): Promise<void> {
  const underWay = new Map<string, { target: string; done: Promise<unknown> }>();
  while (!stopping.aborted) {
    const taken = await claim(new Date(), { most: MOST - underWay.size, busy: busyTargets(underWay) }).catch(
      (error: unknown) => {
        if (!stopping.aborted) log.warn({ err: error }, "The outbox cannot be read; it will be in a moment");
        return [];
      },
    );
    for (const due of taken) {
      const done = attempt(due, () => new Date())
        .catch((error: unknown) => log.warn({ err: error, delivery: due.id }, "What came of a delivery was not kept"))
        .finally(() => underWay.delete(due.id));
      underWay.set(due.id, { target: due.target, done });
    }
    const isFull = underWay.size >= MOST;
    if (isFull) await Promise.race([...underWay.values()].map(({ done }) => done));
    else if (taken.length === 0) await new Promise((go) => setTimeout(go, LOOK_EVERY_MS).unref());
  }
}

function busyTargets(underWay: ReadonlyMap<string, { target: string }>): string[] {
  const counts = Map.groupBy([...underWay.values()], ({ target }) => target);
  return [...counts].filter(([, ones]) => ones.length >= MOST_TO_ONE).map(([target]) => target);
}
