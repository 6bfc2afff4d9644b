import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/core/actor";
import { bookingLists } from "@/lib/dimensions/service";
import { db } from "@/lib/server/db";
import { ColumnFacts } from "../rules/columns";
import { delimiterOf } from "../rules/delimiter";
import { encodingOf, utf8Check } from "../rules/encoding";
import { guessMapping, uniqueHeaders } from "../rules/headers";
import { guessDecisions, type KnownCodes } from "../rules/questions";
import type { Analysis, Decisions, Encoding, ImportKind, Mapping } from "../schema";
import { chunksOf } from "../store/chunks";
import type { StoredImport } from "../store/imports";
import { findProfile } from "../store/profiles";
import { type FileFormat, rowsOf } from "./reading";

const SHOWN_ROWS = 20;
const SHOWN_CELL = 200;
const START_BYTES = 256 * 1024;

/** What makes a file unreadable as a whole. */
export class FileProblem extends Error {
  constructor(readonly problem: "EMPTY_FILE" | "NO_ROWS" | "UNKNOWN_COLUMN") {
    super(problem);
  }
}

export const fileOf = ({ organizationId, id }: StoredImport) => chunksOf(db, organizationId, id);

async function formatOf(file: AsyncIterable<Uint8Array>): Promise<FileFormat> {
  let encoding: Encoding | undefined;
  let start: Uint8Array | undefined;
  const check = utf8Check();
  let valid = true;
  for await (const chunk of file) {
    start ??= chunk.subarray(0, START_BYTES);
    encoding ??= encodingOf(start);
    if (encoding !== "utf-8") break;
    valid &&= check.accepts(chunk);
    if (!valid) break;
  }
  if (!start || !encoding) throw new FileProblem("EMPTY_FILE");
  if (encoding === "utf-8" && !(valid && check.ends())) encoding = "windows-1252";
  return { encoding, ...delimiterOf(new TextDecoder(encoding).decode(start)) };
}

/** One pass over the whole file: its columns, what stands in them, how many rows there are. */
export async function analyseFile(stored: StoredImport, signal: AbortSignal): Promise<Analysis> {
  const format = await formatOf(fileOf(stored));
  let columns: ColumnFacts[] = [];
  let headerHash = "";
  let rows = 0;
  const firstRows: string[][] = [];
  for await (const { row, cells, unreadable } of rowsOf(fileOf(stored), format)) {
    signal.throwIfAborted();
    if (row === 1) {
      const names = uniqueHeaders(cells);
      columns = names.map((name) => new ColumnFacts(name));
      headerHash = createHash("sha256").update(JSON.stringify(names)).digest("hex");
      continue;
    }
    rows += 1;
    if (unreadable) continue;
    for (const [index, column] of columns.entries()) column.add(cells[index] ?? "");
    if (firstRows.length < SHOWN_ROWS) firstRows.push(columns.map((_, index) => shownCell(cells[index] ?? "")));
  }
  if (columns.length === 0) throw new FileProblem("EMPTY_FILE");
  if (rows === 0) throw new FileProblem("NO_ROWS");
  return {
    ...format,
    headerHash,
    rows,
    columns: columns.map((column) => column.facts()),
    firstRows,
    remembered: false,
  };
}

const shownCell = (cell: string) => cell.slice(0, SHOWN_CELL).replaceAll("\u0000", "\uFFFD");

/** Codes and names of the organization that a file may mean. */
export async function knownCodes(organizationId: string): Promise<KnownCodes> {
  const lists = await bookingLists(db(), organizationId);
  const offered = (rows: readonly { code: string; name: string }[]) => rows.map(({ code, name }) => ({ code, name }));
  const none: KnownCodes["kind"] = [];
  return {
    campaign: offered(lists.campaigns),
    market: offered(lists.markets),
    channel: offered(lists.channels),
    provider: offered(lists.providers),
    wallet: offered(lists.wallets),
    costCenter: offered(lists.costCenters),
    kind: none,
    stage: none,
    status: none,
  };
}

/** `given` over `known`: single answers and codes each win, nothing else is lost. */
export function mergeDecisions(known: Decisions, given: Decisions): Decisions {
  const lists = [...Object.keys(known.codes ?? {}), ...Object.keys(given.codes ?? {})] as (keyof NonNullable<
    Decisions["codes"]
  >)[];
  const codes = Object.fromEntries(lists.map((list) => [list, { ...known.codes?.[list], ...given.codes?.[list] }]));
  return { ...known, ...given, fallback: { ...known.fallback, ...given.fallback }, codes };
}

export type Settled = { analysis: Analysis; mapping: Mapping; decisions: Decisions };

/** Mapping and decisions for a file: what was given, else what was remembered for this header, else guessed. */
export async function settle(
  actor: Pick<Actor, "organization">,
  {
    kind,
    analysis,
    given,
  }: { kind: ImportKind; analysis: Analysis; given: { mapping: Mapping | null; decisions: Decisions } },
): Promise<Settled> {
  const organizationId = actor.organization.id;
  const profile = await findProfile(db(), { organizationId, kind, headerHash: analysis.headerHash });
  const headers = new Set(analysis.columns.map(({ name }) => name));
  const mapping = given.mapping ?? profile?.mapping ?? guessMapping(kind, analysis.columns);
  if (Object.values(mapping).some((name) => !headers.has(name))) throw new FileProblem("UNKNOWN_COLUMN");
  const known = await knownCodes(organizationId);
  const guessed = guessDecisions({ kind, analysis, mapping, known }, actor.organization);
  const remembered = mergeDecisions(guessed, profile?.decisions ?? {});
  return {
    analysis: { ...analysis, remembered: profile !== null },
    mapping,
    decisions: mergeDecisions(remembered, given.decisions),
  };
}
