import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { rowsOf, run } from "@/lib/server/straight";
import { Prisma } from "@/prisma/generated/client";

/** Tables that are written in sets, with the columns that a row may name and what Postgres reads them as. */
const COLUMNS = {
  job: {
    uuid: [
      "organization_id",
      "id",
      "import_key",
      "import_id",
      "provider_id",
      "wallet_id",
      "campaign_id",
      "market_id",
      "channel_id",
      "cost_center_id",
      "motif_id",
      "source_asset_id",
      "duplicate_of_id",
      "author_id",
    ],
    text: [
      "external_id",
      "body_hash",
      "model",
      "kind",
      "stage",
      "status",
      "entry",
      "sampler",
      "seed",
      "prompt_hash",
      "author_kind",
      "unpriced_reason",
    ],
    timestamptz: ["occurred_at", "recorded_at"],
    int: [
      "iteration",
      "width",
      "height",
      "steps",
      "images_requested",
      "images_delivered",
      "revision",
      "attempts",
      "failed_attempts",
      "estimated_attempts",
      "approved",
      "approved_with_changes",
      "rejected",
      "superseded",
    ],
    numeric: [
      "guidance",
      "upscale_factor",
      "staff_minutes",
      "cost",
      "known_cost",
      "estimated_cost",
      "staff_cost",
      "credits",
      "cost_failed",
      "cost_duplicate",
      "cost_dropped",
      "cost_rejected",
      "cost_superseded",
      "cost_useful",
      "cost_open",
    ],
    "text[]": ["modules", "flags"],
    jsonb: ["tags"],
    bytea: ["config_hash"],
  },
  job_prompt: { uuid: ["organization_id", "job_id"], text: ["prompt", "negative_prompt"] },
  attempt: {
    uuid: ["organization_id", "job_id", "price_id", "rate_id"],
    text: ["status", "unit", "source", "unpriced_reason"],
    int: ["index"],
    numeric: ["amount", "cost"],
  },
  asset: {
    uuid: ["organization_id", "id", "job_id"],
    text: ["external_id", "url", "checksum", "state"],
    int: ["index", "version", "decided_version"],
    timestamptz: ["decided_at"],
  },
  review: {
    uuid: ["organization_id", "id", "asset_id", "author_id", "import_id"],
    text: ["decision", "reason", "comment", "author_kind"],
    int: ["version"],
    timestamptz: ["created_at"],
  },
  ledger_entry: {
    uuid: [
      "organization_id",
      "id",
      "wallet_id",
      "job_id",
      "price_id",
      "rate_id",
      "campaign_id",
      "market_id",
      "channel_id",
      "cost_center_id",
      "reverses_id",
      "author_id",
    ],
    text: ["type", "unit", "currency", "reason", "author_kind"],
    int: ["attempt_index"],
    numeric: ["quantity", "amount"],
    timestamptz: ["occurred_at", "recorded_at"],
    date: ["booked_period"],
  },
} as const;

export type Table = keyof typeof COLUMNS;
type Names<C> = { [K in keyof C]: C[K] extends readonly (infer N)[] ? N : never }[keyof C];
/** Every column of the table by its name; absent means NULL. Amounts as text, bytes as `\\x…`. */
export type Row<T extends Table> = Partial<Record<Names<(typeof COLUMNS)[T]> & string, unknown>>;

type Column = { name: string; type: string };
const columnsOf = (table: Table): Column[] =>
  Object.entries(COLUMNS[table]).flatMap(([type, names]) => names.map((name: string) => ({ name, type })));

/** One value inside of an array literal of Postgres; its type is read from the text. */
function element(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value)
    ? arrayText(value)
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}

const arrayText = (values: readonly unknown[]): string => `{${values.map(element).join(",")}}`;

type AnyRow = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown) => value === null || typeof value !== "object";

/** What a column says in every row, as one text; undefined when rows differ. */
function constantOf(rows: readonly AnyRow[], name: string): string | null | undefined {
  const first = rows[0]?.[name] ?? null;
  if (isPlain(first))
    return rows.every((row) => (row[name] ?? null) === first) ? (first === null ? null : String(first)) : undefined;
  const text = textOf(first);
  return rows.every((row) => textOf(row[name]) === text) ? text : undefined;
}

const textOf = (value: unknown) => (Array.isArray(value) ? arrayText(value) : JSON.stringify(value ?? null));

/** Arrays of arrays must be rectangles, and JSON has no literal of its own: these travel as text. */
const travelsAsText = (type: string) => type === "text[]" || type === "jsonb";

/**
 * Rows as one array per column, which Postgres takes apart; a column that says the same in every row travels once. A
 * third of the time that a text array per column takes, and a tenth of reading the rows from JSON.
 */
function source(table: Table, rows: readonly AnyRow[]): Prisma.Sql {
  const columns = columnsOf(table);
  const arrays: Prisma.Sql[] = [];
  const values = columns.map(({ name, type }) => {
    const constant = constantOf(rows, name);
    if (constant !== undefined) return Prisma.sql`${constant}::${Prisma.raw(type)}`;
    const alias = `c${arrays.length}`;
    const asText = travelsAsText(type);
    arrays.push(Prisma.sql`${arrayText(rows.map((row) => row[name]))}::${Prisma.raw(asText ? "text" : type)}[]`);
    return Prisma.raw(asText ? `${alias}::${type}` : alias);
  });
  const names = Prisma.raw(columns.map(({ name }) => `"${name}"`).join(", "));
  const from =
    arrays.length === 0
      ? Prisma.sql`generate_series(1, ${rows.length}::int)`
      : Prisma.sql`unnest(${Prisma.join(arrays)}) AS t(${Prisma.raw(arrays.map((_, index) => `c${index}`).join(", "))})`;
  return Prisma.sql`INSERT INTO ${Prisma.raw(`"${table}"`)} (${names}) SELECT ${Prisma.join(values)} FROM ${from}`;
}

/** Inserts any number of rows in one statement. */
export async function insertRows<T extends Table>(tx: Db, table: T, rows: readonly Row<T>[]): Promise<void> {
  if (rows.length > 0) await run(tx, source(table, rows));
}

/** Rows of one job are written by a handful of texts, those of many jobs by any number of them. */
const FEW = 4;
const keptWhen = (few: boolean) => (few ? plannedOnce : Prisma.empty);

export type Parts = { [T in Table]?: readonly Row<T>[] };

/** Rows ready to be written. */
export type Statement = Prisma.Sql;

/** Rows of several tables in one statement: one way to the database instead of one per table. */
export function partsStatement(parts: Parts): Statement {
  const filled = Object.entries(parts).filter(([, rows]) => rows.length > 0) as [Table, readonly AnyRow[]][];
  const inserts = filled.map(([table, rows]) => source(table, rows));
  const last = inserts.pop() ?? Prisma.empty;
  const before = inserts.map((insert, index) => Prisma.sql`${Prisma.raw(`part${index}`)} AS (${insert})`);
  const few = filled.every(([, rows]) => rows.length <= FEW);
  const all = before.length === 0 ? last : Prisma.sql`WITH ${Prisma.join(before)} ${last}`;
  return Prisma.sql`${keptWhen(few)}${all}`;
}

export async function insertParts(tx: Db, parts: Statement): Promise<void> {
  if (parts.values.length > 0) await run(tx, parts);
}

/** Jobs, but for those that another transaction booked first. */
export function jobsStatement(rows: readonly Row<"job">[]): Statement {
  return Prisma.sql`${keptWhen(rows.length === 1)}${source("job", rows)} ON CONFLICT DO NOTHING RETURNING id::text`;
}

/** @returns ids that were inserted */
export async function insertJobsOnce(tx: Db, jobs: Statement): Promise<Set<string>> {
  const inserted = await rowsOf<{ id: string }>(tx, jobs);
  return new Set(inserted.map(({ id }) => id));
}
