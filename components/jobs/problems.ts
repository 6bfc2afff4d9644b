import type { ProblemWords } from "@/components/common/use-problem";
import { ApiError, type FieldProblem as ServerProblem } from "@/lib/http/fetch-json";
import { type DraftField, EMPTY_DRAFT } from "./draft";
import type { FieldProblems } from "./to-job-input";

const RENAMED: Record<string, DraftField> = {
  occurredAt: "when",
  imagesRequested: "requested",
  imagesDelivered: "delivered",
  cost: "amount",
  "cost.amount": "amount",
  "cost.unit": "unit",
  reviewed: "approved",
  "reviewed.approved": "approved",
  "reviewed.approvedWithChanges": "approvedWithChanges",
  "reviewed.rejected": "rejected",
};

const isField = (name: string): name is DraftField => Object.hasOwn(EMPTY_DRAFT, name);

/** The field that an error of the API belongs to: "cost.amount" → amount, "tags.artist" → tags; null = none of the form. */
export function fieldOf(path: string): DraftField | null {
  const renamed = RENAMED[path];
  if (renamed) return renamed;
  const [first = ""] = path.split(".");
  return isField(first) ? first : null;
}

/** Errors of the API beside the fields they are about; those without a field are said above the form. */
export function sortProblems(
  errors: readonly ServerProblem[],
  sayOne: ProblemWords["sayOne"],
): { fields: FieldProblems; general: string[] } {
  const fields: FieldProblems = {};
  const general: string[] = [];
  for (const { path, code, message, near } of errors) {
    const field = fieldOf(path);
    if (field === null) general.push(sayOne({ code, message, near }));
    else fields[field] ??= { code, message, ...(near ? { near } : {}) };
  }
  return { fields, general };
}

export type Failure =
  /** The answer was lost or there was none: the job may be booked, a repeat under the same key is safe. */
  { kind: "unreached" } | { kind: "signedOut" } | { kind: "refused"; messages: readonly string[] };

const MAY_WORK_LATER = [0, 408, 425, 429];

/** What a failed submission means for the form. */
export function failureOf(error: unknown, words: ProblemWords): { failure: Failure; fields: FieldProblems } {
  if (!(error instanceof ApiError) || MAY_WORK_LATER.includes(error.status) || error.status >= 500)
    return { failure: { kind: "unreached" }, fields: {} };
  if (error.status === 401) return { failure: { kind: "signedOut" }, fields: {} };
  const { fields, general } = sortProblems(error.errors, words.sayOne);
  const isSaid = general.length > 0 || Object.keys(fields).length > 0;
  return { failure: { kind: "refused", messages: isSaid ? general : [words.say(error)] }, fields };
}
