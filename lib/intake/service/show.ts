import "server-only";
import { can } from "@/lib/auth/rules";
import type { Actor } from "@/lib/core/actor";
import { db } from "@/lib/server/db";
import { questionsOf } from "../rules/questions";
import type { ImportAnswer, ImportDetail, Questions } from "../schema";
import { authorNames, type StoredImport } from "../store/imports";
import { rejectionReasons } from "../store/rejections";
import { knownCodes } from "./analyse";

export function answerOf(stored: StoredImport, names: ReadonlyMap<string, string>): ImportAnswer {
  const { id, kind, fileName, sizeBytes, state, problem, rows, author } = stored;
  const { createdAt, confirmedAt, finishedAt, undoneAt } = stored;
  const name = author.id === null ? null : (names.get(author.id) ?? null);
  return {
    ...{ id, kind, fileName, sizeBytes, state, problem, rows, createdAt, confirmedAt, finishedAt, undoneAt },
    createdBy: { kind: author.kind, name },
  };
}

async function questionsFor(
  actor: Actor,
  { kind, analysis, mapping, decisions, state }: StoredImport,
): Promise<Questions | null> {
  if (!analysis || !mapping || !["analysed", "previewing", "previewed"].includes(state)) return null;
  const known = await knownCodes(actor.organization.id);
  return questionsOf({ kind, analysis, mapping, decisions, known, may: { lists: can(actor, "lists:write") } });
}

/** Everything that the wizard shows about an import. */
export async function detailOf(actor: Actor, stored: StoredImport): Promise<ImportDetail> {
  const { organizationId, id, analysis, mapping, decisions, preview } = stored;
  const [names, questions, reasons] = await Promise.all([
    authorNames(db(), organizationId, [stored.author]),
    questionsFor(actor, stored),
    stored.rows.rejected > 0 ? rejectionReasons(db(), organizationId, id) : [],
  ]);
  const file = analysis && {
    encoding: analysis.encoding,
    delimiter: analysis.delimiter,
    columns: analysis.columns.map(({ name, filled, samples }) => ({ name, filled, samples })),
    firstRows: analysis.firstRows,
    remembered: analysis.remembered,
  };
  return { ...answerOf(stored, names), file, mapping, decisions, questions, preview, reasons };
}
