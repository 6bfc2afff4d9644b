import type { Decision } from "./schema";

export type AssetState = "open" | Decision;

/**
 * The state of a picture is its last decision in server order over all versions; `withdrawn` takes a decision back and
 * leaves the picture open, `changes_requested` leaves it open too but is shown as such.
 */
export function stateAfter(decisions: readonly Decision[]): AssetState {
  const last = decisions.at(-1);
  return last === undefined || last === "withdrawn" ? "open" : last;
}

/** A decision on an older version than the picture has now was made about something else. */
export function isStale(decidedVersion: number, currentVersion: number): boolean {
  return decidedVersion !== currentVersion;
}

/** `seen` undefined: whoever decided did not say what they had seen, so theirs is simply the next word. */
export function isDecidedMeanwhile(seen: string | null | undefined, newest: string | null): boolean {
  return seen !== undefined && seen !== newest;
}

/** Still to be decided; `changes_requested` waits for a better version, and for a word about it. */
export function isOpen(state: AssetState): boolean {
  return state === "open" || state === "changes_requested" || state === "withdrawn";
}

export const isApproved = (state: AssetState): boolean => state === "approved" || state === "approved_with_changes";

/** How many approved pictures more (or fewer) there are after a decision. */
export function approvalChange(before: AssetState, after: AssetState): number {
  return Number(isApproved(after)) - Number(isApproved(before));
}
