import "server-only";
import type { InputError } from "@/lib/core/errors";
import type { JobInput } from "@/lib/jobs/schema";
import { readCampaignRow } from "../rules/campaign-row";
import { readJobRow } from "../rules/job-row";
import { Occurrences } from "../rules/occurrences";
import { readReviewRow } from "../rules/review-row";
import { type Cells, cellReader, type Plan, rowText, wrong } from "../rules/row";
import type { CampaignRow, ImportKind, ReviewRow } from "../schema";
import type { StoredImport } from "../store/imports";
import { fileOf, type Settled } from "./analyse";
import { digestOf, keyOf, type RowDigest } from "./keys";
import { type FileRow, rowsOf } from "./reading";

const BATCH_ROWS = 1_000;

type RowInput = JobInput | ReviewRow | CampaignRow;
/** A row that was read well. `ownId`: the external id, under which another row may say something else. */
export type ReadRow = {
  row: number;
  cells: string[];
  input: RowInput;
  key: string;
  ownId: string | null;
  digest: RowDigest;
};
type RefusedRow = { row: number; cells: string[]; errors: InputError[] };
export type Batch = { read: number; good: ReadRow[]; refused: RefusedRow[] };

const READERS = { jobs: readJobRow, reviews: readReviewRow, campaigns: readCampaignRow } as const;

/** Cells beyond the header would be guesswork: probably the delimiter stands unquoted in a text. */
function tooManyCells(cells: readonly string[], columns: number): boolean {
  return cells.length > columns && cells.slice(columns).some((cell) => cell.trim() !== "");
}

type RowReading = {
  kind: ImportKind;
  columns: number;
  pick: (cells: readonly string[]) => Cells;
  plan: Plan;
  seen: Occurrences;
};

function keyed({ kind, seen }: RowReading, cells: Cells) {
  const digest = digestOf(rowText(kind, cells));
  const ownId = kind === "jobs" ? (cells.externalId ?? null) : null;
  // An id of its own makes twins one job; without it, two identical charges are two.
  return { digest, ownId, key: keyOf(digest, ownId === null ? seen.next(digest.high, digest.low) : 1) };
}

function readRow(reading: RowReading, { row, cells, unreadable }: FileRow): ReadRow | RefusedRow {
  if (unreadable) return { row, cells, errors: [wrong("", "UNREADABLE", unreadable)] };
  if (tooManyCells(cells, reading.columns))
    return {
      row,
      cells,
      errors: [wrong("", "TOO_MANY_CELLS", `${cells.length} cells, but the header has ${reading.columns}`)],
    };
  const picked = reading.pick(cells);
  const identity = keyed(reading, picked);
  const result = READERS[reading.kind](picked, reading.plan);
  return "errors" in result ? { row, cells, errors: result.errors } : { row, cells, input: result.input, ...identity };
}

/**
 * The file as batches of rows, from the first row that is not yet booked. Rows before it are only counted, because the
 * k-th occurrence of a row counts from the start of the file.
 */
export async function* batchesOf(
  stored: StoredImport,
  settled: Settled,
  plan: Plan,
  alreadyRead: number,
): AsyncGenerator<Batch> {
  const header = settled.analysis.columns.map(({ name }) => name);
  const reading: RowReading = {
    kind: stored.kind,
    columns: header.length,
    pick: cellReader(header, settled.mapping),
    plan,
    seen: new Occurrences(),
  };
  let batch: Batch = { read: 0, good: [], refused: [] };
  for await (const row of rowsOf(fileOf(stored), settled.analysis)) {
    if (row.row === 1) continue;
    if (row.row - 1 <= alreadyRead) {
      if (!row.unreadable && !tooManyCells(row.cells, header.length)) keyed(reading, reading.pick(row.cells));
      continue;
    }
    const result = readRow(reading, row);
    batch.read += 1;
    if ("errors" in result) batch.refused.push(result);
    else batch.good.push(result);
    if (batch.read === BATCH_ROWS) {
      yield batch;
      batch = { read: 0, good: [], refused: [] };
    }
  }
  if (batch.read > 0) yield batch;
}

/** The next batch is read while this one is booked: the database works meanwhile. */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = items.next();
  try {
    for (;;) {
      const { value, done } = await coming;
      if (done) return;
      coming = items.next();
      coming.catch(() => undefined);
      yield value;
    }
  } finally {
    await items.return(undefined).catch(() => undefined);
  }
}
