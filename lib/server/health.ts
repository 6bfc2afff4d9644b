import "server-only";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { db } from "./db";

export type Readiness = { database: boolean; migrations: boolean; worker: boolean };

/** A worker looks at its queues every ten seconds; after a minute without a look none is running. */
const WORKER_SILENT_SECONDS = 60;
const PATIENCE_MS = 3_000;

const within = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, refuse) => {
      setTimeout(() => refuse(new Error("The database did not answer in time")), PATIENCE_MS).unref();
    }),
  ]);

/** Is the database there, is it migrated to what this version needs, and does a worker run? */
export async function readiness(): Promise<Readiness> {
  try {
    await within(db().$queryRaw`SELECT 1`);
  } catch {
    return { database: false, migrations: false, worker: false };
  }
  return { database: true, migrations: await isMigrated(), worker: await hasWorker() };
}

async function isMigrated(): Promise<boolean> {
  try {
    const needed = readdirSync(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const rows = await within(
      db().$queryRaw<
        { name: string }[]
      >`SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL`,
    );
    const done = new Set(rows.map(({ name }) => name));
    return needed.every((name) => done.has(name));
  } catch {
    return false;
  }
}

async function hasWorker(): Promise<boolean> {
  try {
    const [row] = await within(
      db().$queryRaw<{ seen: boolean | null }[]>`
        SELECT max(monitor_on) > now() - make_interval(secs => ${WORKER_SILENT_SECONDS}) AS seen FROM pgboss.queue`,
    );
    return row?.seen ?? false;
  } catch {
    return false;
  }
}
