import "server-only";
import { record } from "@/lib/audit/service";
import { actorOfAuthor } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { db, transaction } from "@/lib/server/db";
import { log } from "@/lib/server/logger";
import { send } from "@/lib/server/queue";
import type { ImportState } from "../schema";
import { deleteChunks } from "../store/chunks";
import { changeImport, deleteUploadsBefore, findImport, type StoredImport, waitingImports } from "../store/imports";
import { analyseFile, FileProblem, type Settled, settle } from "./analyse";
import { bookFile, NoLongerOurs } from "./booking";
import { takeBack } from "./kinds";
import { previewFile } from "./preview";

export type ImportWork = { organizationId: string; importId: string };

const find = ({ organizationId, importId }: ImportWork) => findImport(db(), { organizationId, onlyBy: null }, importId);

/** Mapping and decisions of a file; it is analysed first if nobody did yet. */
async function settled(actor: Actor, stored: StoredImport, signal: AbortSignal): Promise<Settled> {
  const { analysis, mapping, decisions, kind } = stored;
  if (analysis && mapping) return { analysis, mapping, decisions };
  const found = await analyseFile(stored, signal);
  const result = await settle(actor, { kind, analysis: found, given: { mapping, decisions } });
  await changeImport(db(), stored.organizationId, stored.id, [stored.state], { ...result, rowsTotal: found.rows });
  return result;
}

async function undo(actor: Actor, stored: StoredImport): Promise<void> {
  const { organizationId, id, kind, undoReason } = stored;
  const taken = await takeBack(actor, { id, kind }, undoReason ?? "Import undone");
  await transaction(async (tx) => {
    await changeImport(tx, organizationId, id, ["undoing"], { state: "undone", undoneAt: new Date() });
    await deleteChunks(tx, organizationId, id);
    await record(tx, actor, "import.undone", { kind: "import", id }, { importKind: kind, taken });
  });
}

const STEPS: Partial<Record<ImportState, (actor: Actor, stored: StoredImport, signal: AbortSignal) => Promise<void>>> =
  {
    uploaded: async (actor, stored, signal) => {
      await settled(actor, stored, signal);
      await changeImport(db(), stored.organizationId, stored.id, ["uploaded"], { state: "analysed" });
    },
    previewing: async (actor, stored, signal) =>
      previewFile(actor, stored, await settled(actor, stored, signal), signal),
    booking: async (actor, stored, signal) => bookFile(actor, stored, await settled(actor, stored, signal), signal),
    undoing: undo,
  };

async function fail(stored: StoredImport, problem: string): Promise<void> {
  const done = { state: "failed" as const, problem, finishedAt: new Date() };
  await changeImport(db(), stored.organizationId, stored.id, [stored.state], done);
}

/** What is wrong with the file or with its author's rights; other errors are worth another try. */
function problemIn(error: unknown): string | null {
  if (error instanceof FileProblem) return error.problem;
  return error instanceof AppError && error.code === "forbidden" ? "FORBIDDEN" : null;
}

async function step(stored: StoredImport, signal: AbortSignal): Promise<void> {
  const author = stored.state === "undoing" ? (stored.undoAuthor ?? stored.author) : stored.author;
  const actor = await actorOfAuthor(stored.organizationId, author);
  if (!actor) return fail(stored, "AUTHOR_GONE");
  try {
    await STEPS[stored.state]?.(actor, stored, signal);
  } catch (error) {
    const problem = problemIn(error);
    if (problem === null) throw error;
    await fail(stored, problem);
  }
}

/**
 * Does what an import waits for, until it waits for a person. Safe to call again at any moment, also beside another
 * worker: every batch checks under a lock that it is the next one.
 * @throws the signal's reason when it is told to stop, after the batch at hand
 */
export async function advanceImport(work: ImportWork, signal: AbortSignal): Promise<void> {
  for (;;) {
    const stored = await find(work);
    if (!stored || !(stored.state in STEPS)) return;
    try {
      await step(stored, signal);
    } catch (error) {
      if (!(error instanceof NoLongerOurs)) throw error;
      const now = await find(work);
      // The same state: another worker is at it, and will bring it to its end.
      if (now?.state === stored.state) return;
    }
  }
}

/** After many tries in vain: say so, keep what is booked; a person can continue or undo. */
export async function giveUpImport(work: ImportWork, error: unknown): Promise<void> {
  const stored = await find(work);
  log.error({ err: error, importId: work.importId }, "An import could not be finished");
  if (stored && stored.state in STEPS) await fail(stored, "BROKEN");
}

/** A worker that starts picks up whatever waits, without waiting for the queue to notice that its predecessor died. */
export async function resumeImports(): Promise<void> {
  for (const work of await waitingImports(db())) await send(db(), "import", work);
}

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Removes pieces of uploads that nobody finished. */
export function sweepUploads(now: Date): Promise<void> {
  return deleteUploadsBefore(db(), new Date(now.getTime() - ABANDONED_AFTER_MS));
}
