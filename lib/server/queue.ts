import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Db } from "./db";
import { env } from "./env";
import { log } from "./logger";

/**
 * Work that outlives a request. A worker that is killed stops its heartbeat; within half a minute its work is given to
 * the next worker, which goes on after the last committed batch.
 */
const QUEUES = {
  import: {
    heartbeatSeconds: 15,
    expireInSeconds: 23 * 3600,
    retryLimit: 20,
    retryDelay: 2,
    deleteAfterSeconds: 86_400,
  },
  "import-sweep": { retryLimit: 0, deleteAfterSeconds: 86_400 },
  "period-close": { retryLimit: 0, deleteAfterSeconds: 86_400 },
  "picture-sweep": { retryLimit: 0, deleteAfterSeconds: 86_400 },
  "prompt-erase": { retryLimit: 0, deleteAfterSeconds: 86_400 },
  "notification-digests": { retryLimit: 0, deleteAfterSeconds: 86_400 },
  "alert-sweep": { retryLimit: 0, deleteAfterSeconds: 86_400 },
} as const;
export type QueueName = keyof typeof QUEUES;

const SCHEMA = "pgboss";
const held = globalThis as typeof globalThis & { pixelledgerQueue?: Promise<PgBoss> | undefined };

async function start(boss: PgBoss): Promise<PgBoss> {
  // Without a listener a lost connection would end the process; pg-boss reconnects by itself.
  boss.on("error", (error) => log.warn({ err: error }, "The queue reported an error"));
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) await boss.createQueue(name, options);
  return boss;
}

/** For processes that only hand work over: no supervision, no schedule. Makes the queue's tables if nobody did yet. */
function sender(): Promise<PgBoss> {
  held.pixelledgerQueue ??= start(
    new PgBoss({ connectionString: directUrl(), schema: SCHEMA, max: 2, supervise: false, schedule: false }),
  ).catch((error: unknown) => {
    // The next request tries again.
    held.pixelledgerQueue = undefined;
    throw error;
  });
  return held.pixelledgerQueue;
}

/** The queue locks and listens per session, which a transaction pooler does not pass on. */
const directUrl = () => env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;

/** Hands work over in the caller's transaction: the change and the work it asks for happen together or not at all. */
export async function send(tx: Db, queue: QueueName, data: Record<string, string>): Promise<void> {
  const boss = await sender();
  await boss.send(queue, data, { db: fromPrisma(tx) });
}

/** The queue of a worker process: looks after retries and schedules. */
export function startQueue(): Promise<PgBoss> {
  held.pixelledgerQueue = start(
    new PgBoss({
      connectionString: directUrl(),
      schema: SCHEMA,
      max: 4,
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
    }),
  );
  return held.pixelledgerQueue;
}

/** @param forMs how long running work may take to reach a good place to stop */
export async function stopQueue(forMs = 0): Promise<void> {
  const started = held.pixelledgerQueue;
  held.pixelledgerQueue = undefined;
  const boss = await started?.catch(() => undefined);
  await boss?.stop({ graceful: forMs > 0, timeout: Math.max(forMs, 1000), close: true });
}
