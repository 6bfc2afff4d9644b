import "server-only";
import type pg from "pg";
import { nameOf } from "./planned-once";

type Connection = { query<T extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<T>> };
/** A statement with its values, as `Prisma.sql` makes it. */
type Statement = { text: string; values: unknown[] };

/** By the client or transaction that a store is handed. */
type Connections = WeakMap<object, () => Connection | undefined>;
/** Like the pool, one for the process: pages and endpoints may be built with a copy of this file each. */
const held = globalThis as typeof globalThis & { pixelledgerConnections?: Connections };
held.pixelledgerConnections ??= new WeakMap();
const connections = held.pixelledgerConnections;

/** From now on statements of this client or transaction may go to its connection themselves. */
export function opensStraightTo(db: object, connection: () => Connection | undefined): void {
  connections.set(db, connection);
}

/**
 * Asks the connection itself, in the same transaction: for what runs all the time or carries much. Prisma writes every value
 * as JSON, reads it back, and keeps the last hundred statements. Columns come as the driver reads them: texts, numbers,
 * booleans and JSON as with Prisma, but bigint and numeric as text; cast what is anything else.
 */
export async function rowsOf<T extends pg.QueryResultRow>(db: object, { text, values }: Statement): Promise<T[]> {
  const connection = connections.get(db)?.();
  if (!connection) throw new Error("This transaction has ended");
  const name = nameOf({ sql: text });
  const { rows } = await connection.query<T>({ text, values, ...(name ? { name } : {}) });
  return rows;
}

/** The same for a statement without an answer. */
export async function run(db: object, statement: Statement): Promise<void> {
  await rowsOf(db, statement);
}
