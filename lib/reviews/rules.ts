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
