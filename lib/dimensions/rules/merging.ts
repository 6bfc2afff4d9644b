/** A row as merging sees it. */
export type Mergeable = {
  code: string;
  id: string;
  effectiveId: string;
  unassigned: boolean;
  archived: boolean;
  mergedInto: string | null;
};

/** Why a row cannot be merged into another one, in words that say what to do; null if it can. */
export function mergeRefusal(source: Mergeable, target: Mergeable): string | null {
  if (source.unassigned) return "What is not assigned cannot be merged; correct the jobs instead";
  if (target.unassigned) return "Nothing can be merged into what is not assigned; correct the jobs instead";
  if (source.mergedInto !== null)
    return `${source.code} is already merged into ${source.mergedInto}; undo that merge first`;
  if (source.id === target.id) return `${source.code} cannot be merged into itself`;
  // The source is not merged, so its end is itself: a target that ends there closes a circle.
  if (target.effectiveId === source.id)
    return `${target.code} is itself shown as ${source.code}: merging them would close a circle`;
  if (target.archived) return `${target.code} is archived; restore it first`;
  return null;
}
