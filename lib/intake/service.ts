import "server-only";
import { record } from "@/lib/audit/service";
import { can, OWN_JOB_DAYS } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { decodeCursor, pageFrom } from "@/lib/dimensions/rules/pages";
import { type Db, db, transaction } from "@/lib/server/db";
import { send } from "@/lib/server/queue";
import { guessDecisions } from "./rules/questions";
import type {
  DecideInput,
  Decisions,
  ImportAnswer,
  ImportDetail,
  ImportListQuery,
  ImportState,
  Mapping,
  UndoInput,
} from "./schema";
import { authoriseSome, noImport, ownedImport, seerOf, visibleImport } from "./service/access";
import { knownCodes, mergeDecisions } from "./service/analyse";
import { answerOf, detailOf } from "./service/show";
import { checkMapping } from "./service/upload";
import { deleteChunks } from "./store/chunks";
import {
  authorNames,
  changeImport,
  type ImportChange,
  listImports,
  lockImport,
  type StoredImport,
} from "./store/imports";
import { deleteRejections } from "./store/rejections";

// What people and scripts ask of imports. What the worker does with them is in service/advance.

const DECIDING: readonly ImportState[] = ["analysed", "previewing", "previewed"];
const BEFORE_BOOKING: readonly ImportState[] = ["uploaded", ...DECIDING];

export async function importPage(
  actor: Actor,
  query: ImportListQuery,
): Promise<{ data: ImportAnswer[]; nextCursor: string | null }> {
  authoriseSome(actor);
  const keys = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  if (query.cursor !== undefined && !keys)
    throw invalid("cursor", "BAD_CURSOR", "This cursor is not one of ours; start again without it");
  const [createdAt = "", id = ""] = keys ?? [];
  const rows = await listImports(db(), seerOf(actor), query, keys ? { createdAt, id } : null);
  const names = await authorNames(
    db(),
    actor.organization.id,
    rows.map(({ author }) => author),
  );
  const page = pageFrom(rows, query.limit, (row) => [row.createdAt, row.id]);
  return { ...page, data: page.data.map((row) => answerOf(row, names)) };
}

export async function importById(actor: Actor, { id }: { id: string }): Promise<ImportDetail> {
  return detailOf(actor, await visibleImport(actor, id));
}

/** What was given over what the file suggests; before the analysis, what was given alone. */
async function decided(
  actor: Actor,
  stored: StoredImport,
  given: { mapping?: Mapping | undefined; decisions?: Decisions | undefined },
) {
  const { kind, analysis } = stored;
  const mapping = given.mapping ?? stored.mapping ?? undefined;
  if (mapping) checkMapping(kind, mapping);
  const decisions = given.decisions ?? stored.decisions;
  if (!analysis || !mapping) return { ...(mapping ? { mapping } : {}), decisions };
  const missing = Object.entries(mapping).find(([, name]) => !analysis.columns.some((column) => column.name === name));
  if (missing) throw invalid(`mapping.${missing[0]}`, "UNKNOWN_COLUMN", `The file has no column "${missing[1]}"`);
  const known = await knownCodes(actor.organization.id);
  const guessed = guessDecisions({ kind, analysis, mapping, known }, actor.organization);
  return { mapping, decisions: mergeDecisions(guessed, decisions) };
}

/** A logger may take unknown codes off, but lists are kept by others. */
function authoriseCreating(actor: Actor, { codes, others }: Decisions): void {
  const creates = Object.values(codes ?? {}).some((list) =>
    Object.values(list ?? {}).some((one) => one.do === "create"),
  );
  if (creates || others === "create") authorise(actor, "lists:write");
}

/** Changes the state of the locked import, or leaves everything as it is. */
async function change(
  actor: Actor,
  id: string,
  from: readonly ImportState[],
  work: (tx: Db, stored: StoredImport) => Promise<ImportChange>,
): Promise<ImportDetail> {
  await ownedImport(actor, id);
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const stored = await lockImport(tx, organizationId, id);
    if (!stored) throw noImport(id);
    if (!from.includes(stored.state))
      throw new AppError("conflict", `This import is ${stored.state}`, [
        {
          path: "state",
          code: "NOT_IN_THIS_STATE",
          message: `This cannot be done while the import is ${stored.state}`,
        },
      ]);
    await changeImport(tx, organizationId, id, [stored.state], await work(tx, stored));
    const after = await lockImport(tx, organizationId, id);
    return detailOf(actor, after ?? stored);
  });
}

const enqueue = (tx: Db, { organizationId, id }: StoredImport) => send(tx, "import", { organizationId, importId: id });

/** Saves mapping and decisions, so that a reload or another person goes on from here; an old preview is void. */
export function decide(actor: Actor, { id, ...given }: DecideInput): Promise<ImportDetail> {
  return change(actor, id, DECIDING, async (_tx, stored) => {
    const settled = await decided(actor, stored, given);
    authoriseCreating(actor, settled.decisions);
    return { ...settled, state: "analysed", preview: null, restart: true };
  });
}

/** Finds out in the background what booking would do. */
export function startPreview(actor: Actor, { id, ...given }: DecideInput): Promise<ImportDetail> {
  return change(actor, id, DECIDING, async (tx, stored) => {
    const settled = await decided(actor, stored, given);
    authoriseCreating(actor, settled.decisions);
    await enqueue(tx, stored);
    return { ...settled, state: "previewing", preview: null, restart: true };
  });
}

/**
 * Books the file in the background. May come straight after the upload, with mapping and decisions; then whatever is
 * left open refuses its rows with the reason. Asked again while or after booking, it answers how things stand.
 */
export async function confirmImport(actor: Actor, { id, ...given }: DecideInput): Promise<ImportDetail> {
  const now = await ownedImport(actor, id);
  if (now.state === "booking" || now.state === "done") return detailOf(actor, now);
  return change(actor, id, [...BEFORE_BOOKING, "failed"], async (tx, stored) => {
    if (stored.state === "failed") return again(tx, stored);
    const settled = await decided(actor, stored, given);
    authoriseCreating(actor, settled.decisions);
    await enqueue(tx, stored);
    const { sizeBytes, kind } = stored;
    await record(tx, actor, "import.confirmed", { kind: "import", id }, { importKind: kind, sizeBytes });
    return { ...settled, state: "booking", confirmedAt: new Date(), restart: true };
  });
}

/** What broke is tried again where it stopped: batches that are booked stay booked. */
async function again(tx: Db, stored: StoredImport): Promise<ImportChange> {
  if (stored.problem === "EMPTY_FILE" || stored.problem === "NO_ROWS")
    throw new AppError("conflict", "There is nothing in this file to book");
  await enqueue(tx, stored);
  const state = stored.undoAuthor ? "undoing" : stored.confirmedAt ? "booking" : "uploaded";
  return { state, problem: null };
}

/** Nothing was booked yet, and nothing will be; the file is deleted. */
export function cancelImport(actor: Actor, { id }: { id: string }): Promise<ImportDetail> {
  return change(actor, id, BEFORE_BOOKING, async (tx, stored) => {
    await deleteChunks(tx, stored.organizationId, id);
    return { state: "cancelled", preview: null, finishedAt: new Date() };
  });
}

/** Loggers take back what they imported themselves, for as long as they may void their own jobs. */
function authoriseUndo(actor: Actor, { confirmedAt }: StoredImport): void {
  if (can(actor, "jobs:correct")) return;
  const days = (Date.now() - Date.parse(confirmedAt ?? "")) / 86_400_000;
  if (!(days <= OWN_JOB_DAYS))
    throw new AppError("forbidden", `You can undo your own imports for ${OWN_JOB_DAYS} days; ask a controller`);
}

/** Takes back what was booked, also while it is being booked: the worker stops after the batch at hand. */
export async function undoImport(actor: Actor, { id, reason = "Import undone" }: UndoInput): Promise<ImportDetail> {
  const now = await ownedImport(actor, id);
  if (now.state === "undoing" || now.state === "undone") return detailOf(actor, now);
  return change(actor, id, ["booking", "done", "failed"], async (tx, stored) => {
    authoriseUndo(actor, stored);
    await enqueue(tx, stored);
    await deleteRejections(tx, stored.organizationId, id);
    return { state: "undoing", undoReason: reason, undoAuthor: actor };
  });
}
