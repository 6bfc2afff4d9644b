import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { isBusy, sqlState } from "./database-errors";
import { env } from "./env";
import { log } from "./logger";
import { nameOf } from "./planned-once";
import { isCaughtUp, PATIENCE_MS, setAside } from "./replica";
import { opensStraightTo } from "./straight";

type Held = { pool: pg.Pool; db: PrismaClient };
/** The connection that a transaction runs on; none once it has ended. */
type Seat = { client?: pg.ClientBase | undefined };
const held = globalThis as typeof globalThis & {
  pixelledger?: Held;
  pixelledgerReplica?: Held;
  pixelledgerSeats?: AsyncLocalStorage<Seat>;
};

const CONNECT_MS = 10_000;
/** A client that vanished holds its locks no longer than the longest transaction may take. */
const IDLE_IN_TRANSACTION_MS = 150_000;

/** A transaction pooler refuses settings at the start of a connection; there the database's role has them. */
function timeouts(): pg.PoolConfig {
  const most = env.DATABASE_STATEMENT_SECONDS * 1000;
  if (most === 0 || env.DATABASE_DIRECT_URL) return {};
  return { statement_timeout: most, idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS };
}

/** One for the process, as the pool that looks at it: pages and endpoints may be built with a copy of this file each. */
held.pixelledgerSeats ??= new AsyncLocalStorage<Seat>();
const seats = held.pixelledgerSeats;

/** Whoever begins a transaction learns which connection it got. */
class SeatingPool extends pg.Pool {
  readonly #taken = new WeakMap<pg.ClientBase, Seat>();

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on("release", (_, client) => {
      const seat = this.#taken.get(client);
      if (seat) seat.client = undefined;
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool["connect"]>[0]): void;
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]) {
    if (callback) return super.connect(callback);
    const seat = seats.getStore();
    return super.connect().then((client) => {
      // The first one is the transaction's own; its work may take others.
      if (seat && !("client" in seat)) {
        seat.client = client;
        this.#taken.set(client, seat);
      }
      return client;
    });
  }
}

function open(connectionString: string, own: pg.PoolConfig): Held {
  const pool = new SeatingPool({ connectionString, max: env.DATABASE_POOL_MAX, keepAlive: true, ...own });
  // Without a listener an idle connection's error would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "An idle database connection failed"));
  // Its type does not know that a statement may have no name; pg does.
  const statementNameGenerator = nameOf as (query: { sql: string }) => string;
  const adapter = new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator });
  const db = new PrismaClient({ adapter });
  opensStraightTo(db, () => pool);
  return { pool, db };
}

function connection(): Held {
  // One pool per process, opened at first use: `next build` imports this file without a database.
  held.pixelledger ??= open(env.DATABASE_URL, { connectionTimeoutMillis: CONNECT_MS, ...timeouts() });
  return held.pixelledger;
}

/** Whoever waits for a replica can go to the primary instead, so nobody waits long. */
function replica(): Held | null {
  if (!env.DATABASE_REPLICA_URL) return null;
  const most = env.DATABASE_STATEMENT_SECONDS * 1000;
  held.pixelledgerReplica ??= open(env.DATABASE_REPLICA_URL, {
    connectionTimeoutMillis: PATIENCE_MS,
    ...(most > 0 ? { query_timeout: most } : {}),
  });
  return held.pixelledgerReplica;
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
  return retried(() => begun(connection(), work));
}

type Isolation = { isolationLevel?: Prisma.TransactionIsolationLevel };

function begun<T>({ db: client }: Held, work: (tx: Db) => Promise<T>, isolation: Isolation = {}): Promise<T> {
  const seat: Seat = {};
  const options = { maxWait: 10_000, timeout: 120_000, ...isolation };
  return seats.run(seat, () =>
    client.$transaction((tx) => {
      opensStraightTo(tx, () => seat.client);
      return current.run(tx, () => work(tx));
    }, options),
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

/** Whether what is read now is read in a transaction that somebody has opened. */
export const isInTransaction = (): boolean => current.getStore() !== undefined;

/** Several reads that must see one moment. */
export function snapshot<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const joined = current.getStore();
  return joined ? work(joined) : snapshotOn(connection(), work);
}

const ONE_MOMENT = { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead };

const snapshotOn = <T>(on: Held, work: (tx: Db) => Promise<T>): Promise<T> => begun(on, work, ONE_MOMENT);

/**
 * A snapshot for figures. Where there is a replica that has replayed everything written until now, it is taken there: it
 * holds what anybody, the asker too, was told is stored. Else, or when it fails half way, here.
 */
export async function figuresSnapshot<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  const copy = current.getStore() ? null : replica();
  if (!copy || !(await isCaughtUp(copy.pool, connection().pool))) return snapshot(work);
  try {
    return await snapshotOn(copy, work);
  } catch (error) {
    if (!isBusy(error)) throw error;
    setAside(error);
    return snapshot(work);
  }
}

/** Tests and commands end the pools themselves. */
export async function closeDatabase(): Promise<void> {
  const opened = [held.pixelledger, held.pixelledgerReplica];
  delete held.pixelledger;
  delete held.pixelledgerReplica;
  for (const open of opened) {
    await open?.db.$disconnect();
    await open?.pool.end();
  }
}
