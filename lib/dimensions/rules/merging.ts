import type { ProblemCode } from "@/lib/core/problem-codes";

/** A row as merging sees it. */
export type Mergeable = {
  code: string;
  id: string;
  effectiveId: string;
  unassigned: boolean;
  archived: boolean;
  mergedInto: string | null;
};

type Refusal = { code: ProblemCode; message: string };

/** Why a row cannot be merged into another one, in words that say what to do; null if it can. */
export function mergeRefusal(source: Mergeable, target: Mergeable): Refusal | null {
  const no = (code: ProblemCode, message: string): Refusal => ({ code, message });
  if (source.unassigned) return no("UNASSIGNED", "What is not assigned cannot be merged; correct the jobs instead");
  if (target.unassigned)
    return no("INTO_UNASSIGNED", "Nothing can be merged into what is not assigned; correct the jobs instead");
  if (source.mergedInto !== null)
    return no("ALREADY_MERGED", `${source.code} is already merged into ${source.mergedInto}; undo that merge first`);
  if (source.id === target.id) return no("INTO_ITSELF", `${source.code} cannot be merged into itself`);
  // The source is not merged, so its end is itself: a target that ends there closes a circle.
  if (target.effectiveId === source.id)
    return no("CIRCLE", `${target.code} is itself shown as ${source.code}: merging them would close a circle`);
  if (target.archived) return no("ARCHIVED", `${target.code} is archived; restore it first`);
  return null;
}
