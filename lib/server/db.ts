import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { sqlState } from "./database-errors";
import { env } from "./env";
import { log } from "./logger";

type Held = { pool: pg.Pool; db: PrismaClient };
const held = globalThis as typeof globalThis & { pixelledger?: Held };

const CONNECT_MS = 10_000;
/** A client that vanished holds its locks no longer than the longest transaction may take. */
const IDLE_IN_TRANSACTION_MS = 150_000;

/** A transaction pooler refuses settings at the start of a connection; there the database's role has them. */
function timeouts(): pg.PoolConfig {
  const most = env.DATABASE_STATEMENT_SECONDS * 1000;
  if (most === 0 || env.DATABASE_DIRECT_URL) return {};
  return { statement_timeout: most, idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS };
}

function open(): Held {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    ...timeouts(),
  });
  // Without a listener an idle connection's error would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "An idle database connection failed"));
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) }) };
}

function connection(): Held {
  // One pool per process, opened at first use: `next build` imports this file without a database.
  held.pixelledger ??= open();
  return held.pixelledger;
}

/** Stores accept the client or a transaction, so that a service can run several of them in one transaction. */
export type Db = Prisma.TransactionClient;

/** The client for reads outside of a transaction. Inside `transaction` it is that transaction. */
export function db(): Db {
  return current.getStore() ?? connection().db;
}

/** The client itself, for the auth library's adapter only: it opens transactions of its own. */
export function prismaClient(): PrismaClient {
  return connection().db;
}

/** The bare pool, for COPY and LISTEN only. */
export function pool(): pg.Pool {
  return connection().pool;
}

const current = new AsyncLocalStorage<Db>();

/**
 * Runs `work` in one transaction, or in the one that is already open: an endpoint opens one around a service to store
 * the idempotency key together with the write.
 */
export function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const joined = current.getStore();
  if (joined) return work(joined);
  return retried(() =>
    connection().db.$transaction((tx) => current.run(tx, () => work(tx)), { maxWait: 10_000, timeout: 120_000 }),
  );
}

/** Postgres ends one of two transactions that wait for each other; nothing of it was stored, so it is simply run again. */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run();
    } catch (error) {
      if (attempt === 4 || !["40P01", "40001"].includes(sqlState(error) ?? "")) throw error;
    }
}

/** Several reads that must see one moment. */
export function snapshot<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const joined = current.getStore();
  if (joined) return work(joined);
  return connection().db.$transaction((tx) => current.run(tx, () => work(tx)), {
    maxWait: 10_000,
    timeout: 120_000,
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  });
}

/** Tests and commands end the pool themselves. */
export async function closeDatabase(): Promise<void> {
  const open = held.pixelledger;
  delete held.pixelledger;
  await open?.db.$disconnect();
  await open?.pool.end();
}
