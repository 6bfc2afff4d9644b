import "server-only";
import { pipeline, Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import type { Encoding } from "../schema";

export type FileFormat = { encoding: Encoding; delimiter: string; separatorLine: boolean };
/** `row` counts as spreadsheets do: the header is row 1. `unreadable`: nothing after this row could be read. */
export type FileRow = { row: number; cells: string[]; unreadable?: string };

/** A quote that is never closed would swallow the rest of the file; no honest row is this long. */
const LONGEST_ROW = 4 * 1024 * 1024;

/** What is parsed at once: a few milliseconds of work, about two hundred rows. */
const SLICE_BYTES = 32 * 1024;
/** After so many rows, the database's answers to what is booked meanwhile get their turn. */
const ROWS_AT_ONCE = 50;

async function* sliced(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; from += SLICE_BYTES) yield chunk.subarray(from, from + SLICE_BYTES);
}

async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/** The file's rows, header first, in flat memory. Blank lines are not rows. */
export async function* rowsOf(chunks: AsyncIterable<Uint8Array>, format: FileFormat): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter: format.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    from_line: format.separatorLine ? 2 : 1,
  });
  const slices = sliced(chunks);
  const source = format.encoding === "utf-8" ? slices : decoded(slices, format.encoding);
  // Errors of the source reach the reader through the parser; the callback only keeps them from being unhandled.
  pipeline(Readable.from(source, { objectMode: false, highWaterMark: 2 * SLICE_BYTES }), parser, () => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (isBlank(cells)) continue;
      row += 1;
      if (row % ROWS_AT_ONCE === 0) await setImmediate();
      yield { row, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { row: row + 1, cells: [], unreadable: reasonOf(error) };
  }
}

function reasonOf(error: CsvError): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return "A quotation mark is opened here and never closed, so the rest of the file could not be read";
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return "This row is longer than 4 MiB; probably a quotation mark is not closed. The rest of the file was not read";
  return "The file could not be read from here on";
}
