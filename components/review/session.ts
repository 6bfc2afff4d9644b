import { type AssetState, isOpen, stateAfter } from "@/lib/reviews/rules";
import type { QueuedAsset, ReviewedAsset } from "@/lib/reviews/schema";
import type { OutboxEntry } from "./outbox";

// What is on the board while somebody decides. Pictures stay in their place although the queue does not hold them any more
// (decided, or superseded because a sibling was approved): nothing vanishes under the hand, and a second one of a motif can
// be approved. What somebody else decided is told when it is decided again.

/** Rows as they were, with what the server says now, and what is new behind them. */
export function mergeRows(rows: readonly QueuedAsset[], fetched: readonly QueuedAsset[]): QueuedAsset[] {
  const fresh = new Map(fetched.map((row) => [row.id, row]));
  const known = new Set(rows.map(({ id }) => id));
  return [...rows.map((row) => fresh.get(row.id) ?? row), ...fetched.filter(({ id }) => !known.has(id))];
}

/** The row after the server answered a decision on it. */
export function withAnswer(row: QueuedAsset, { state, version, decidedAt, last }: ReviewedAsset): QueuedAsset {
  const decidedVersion = last?.version ?? null;
  const newVersionSince = decidedVersion !== null && version > decidedVersion;
  return { ...row, state, version, decidedAt, last, decidedVersion, newVersionSince };
}

/** What is on its way to the server, by picture: the newest word on each. */
export function pendingOf(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
  return new Map(entries.filter(({ trouble }) => trouble === null).map((entry) => [entry.review.id, entry]));
}

/** The state as the person sees it: their own word counts from the key press on. */
export function shownState(
  row: Pick<QueuedAsset, "id" | "state">,
  pending: ReadonlyMap<string, OutboxEntry>,
): AssetState {
  const entry = pending.get(row.id);
  return entry ? stateAfter([entry.review.decision]) : row.state;
}

/** The place to go on at: the next picture without a word, from `from` on, else before it; -1: none. `said`: decided here. */
export function nextOpen(
  rows: readonly QueuedAsset[],
  from: number,
  { pending, said }: { pending: ReadonlyMap<string, OutboxEntry>; said: ReadonlySet<string> },
): number {
  // Sent back here just now: that is a word about it, even though it stays open.
  const waits = (row: QueuedAsset) => isOpen(row.state) && !pending.has(row.id) && !said.has(row.id);
  const after = rows.findIndex((row, at) => at >= from && waits(row));
  return after >= 0 ? after : rows.findIndex(waits);
}

/** Every picture between two, both ends included, whichever comes first. */
export function between(rows: readonly QueuedAsset[], one: string, other: string): string[] {
  const places = [one, other].map((id) => rows.findIndex((row) => row.id === id)).sort((a, b) => a - b);
  const [from = -1, to = -1] = places;
  return from < 0 ? [] : rows.slice(from, to + 1).map(({ id }) => id);
}
