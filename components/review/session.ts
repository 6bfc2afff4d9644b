import { type AssetState, isOpen, stateAfter } from "@/lib/reviews/rules";
import type {
  AssetReviewInput,
  Criteria,
  Decision,
  QueuedAsset,
  ReviewBatchAnswer,
  ReviewedAsset,
  TakenDecision,
} from "@/lib/reviews/schema";
import type { OutboxEntry } from "./outbox";

// What is on the board while somebody decides. Pictures stay in their place although the queue does not hold them any more
// (decided, or superseded because a sibling was approved): nothing vanishes under the hand, and a second one of a motif can
// be approved. What somebody else decided is told when it is decided again. Only a key or a click moves where one is.

/** What is said together with a decision; empty for the next picture. */
export type Remarks = { criteria: Criteria; reason: string; comment: string };
const NO_REMARKS: Remarks = { criteria: {}, reason: "", comment: "" };

export type Session = {
  rows: readonly QueuedAsset[];
  active: string | null;
  chosen: ReadonlySet<string>;
  remarks: Remarks;
  /** Decided on this board. */
  said: ReadonlySet<string>;
  /** Newest last: what stood there before each decision. */
  past: readonly (readonly Before[])[];
};

/** A picture as it was, and what the person had said of it that was still on its way. */
export type Before = { row: QueuedAsset; word: AssetReviewInput | null };

const NONE: ReadonlySet<string> = new Set();

export const startWith = (rows: readonly QueuedAsset[]): Session => ({
  ...{ rows, active: rows[0]?.id ?? null, chosen: NONE, remarks: NO_REMARKS, said: NONE, past: [] },
});

export const placeOf = ({ rows, active }: Session): number => rows.findIndex(({ id }) => id === active);

/** The row after the server answered a decision on it. */
function withAnswer(row: QueuedAsset, { state, version, decidedAt, last }: ReviewedAsset): QueuedAsset {
  const decidedVersion = last?.version ?? null;
  const newVersionSince = decidedVersion !== null && version > decidedVersion;
  return { ...row, state, version, decidedAt, last, decidedVersion, newVersionSince };
}

/** A list that was asked for before a decision was stored, and came after the answer, does not know it. */
function newerOf(known: QueuedAsset, fresh: QueuedAsset): QueuedAsset {
  const isBehind = (fresh.last?.at ?? "") < (known.last?.at ?? "");
  return isBehind ? withAnswer(fresh, { ...known, version: Math.max(known.version, fresh.version) }) : fresh;
}

/** Rows as they were, with what the server says now, and what is new behind them. */
export function mergeRows(rows: readonly QueuedAsset[], fetched: readonly QueuedAsset[]): QueuedAsset[] {
  const fresh = new Map(fetched.map((row) => [row.id, row]));
  const known = new Set(rows.map(({ id }) => id));
  const kept = rows.map((row) => {
    const found = fresh.get(row.id);
    return found ? newerOf(row, found) : row;
  });
  return [...kept, ...fetched.filter(({ id }) => !known.has(id))];
}

/** The queue was asked for again. */
export function renewed(now: Session, fetched: readonly QueuedAsset[]): Session {
  const rows = mergeRows(now.rows, fetched);
  return { ...now, rows, active: now.active ?? rows[0]?.id ?? null };
}

/** The server answered decisions, of this board or of an earlier visit. */
export function answered(now: Session, results: ReviewBatchAnswer["results"]): Session {
  const answers = new Map(results.flatMap(({ id, asset }) => (asset ? [[id, asset] as const] : [])));
  const rows = now.rows.map((row) => {
    const answer = answers.get(row.id);
    return answer ? withAnswer(row, answer) : row;
  });
  return { ...now, rows };
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

/** What a decision is about: the chosen pictures, else the one where one is. */
export function targetsOf({ rows, active, chosen }: Session): QueuedAsset[] {
  return rows.filter(({ id }) => (chosen.size > 0 ? chosen.has(id) : id === active));
}

/** A decision leaves out what was not said. */
export function reviewOf(
  row: Pick<QueuedAsset, "id" | "version" | "last">,
  decision: Decision,
  { criteria, reason, comment }: Remarks,
): AssetReviewInput {
  const judged = Object.values(criteria).some((value) => value !== undefined);
  return {
    ...{ id: row.id, version: row.version, seen: row.last?.id ?? null, decision },
    ...(judged ? { criteria } : {}),
    ...(reason.trim() ? { reason: reason.trim() } : {}),
    ...(comment.trim() ? { comment: comment.trim() } : {}),
  };
}

/** What stood before is said again; where nothing was decided, the word is withdrawn. */
export function wordBefore(
  before: AssetReviewInput | TakenDecision | null,
  now: Parameters<typeof reviewOf>[0],
): AssetReviewInput {
  const { decision, criteria, reason, comment } = before ?? { decision: "withdrawn" as const };
  return reviewOf(now, decision, { criteria: criteria ?? {}, reason: reason ?? "", comment: comment ?? "" });
}

type Said = Partial<Pick<AssetReviewInput, "criteria" | "reason" | "comment">> & { decision: Decision };

/** Without a word it is as if it had been withdrawn. */
function isSame(one: AssetReviewInput, { last }: QueuedAsset, pending: AssetReviewInput | undefined): boolean {
  const told = ({ decision, criteria, reason, comment }: { [K in keyof Said]: Said[K] | null }) =>
    JSON.stringify([decision, criteria ?? null, reason ?? null, comment ?? null]);
  return told(one) === told(pending ?? last ?? { decision: "withdrawn" });
}

/**
 * What has to be said to get back; null: nothing, because taking back what had not left was enough.
 * @param left whether the word to undo has left already
 */
export function wayBack(
  before: Before,
  now: QueuedAsset,
  { left, pending }: { left: boolean; pending: AssetReviewInput | undefined },
): AssetReviewInput | null {
  const word = wordBefore(before.word ?? before.row.last, now);
  return !left && isSame(word, now, pending) ? null : word;
}

/** These were decided: on to the next picture without a word. @param pending with these in it */
export function goneOn(now: Session, decided: readonly Before[], pending: ReadonlyMap<string, OutboxEntry>): Session {
  const ids = new Set(decided.map(({ row }) => row.id));
  const said = new Set([...now.said, ...ids]);
  const last = now.rows.findLastIndex(({ id }) => ids.has(id));
  const next = now.rows[nextOpen(now.rows, last + 1, { pending, said })]?.id;
  const past = [...now.past, decided];
  return { ...now, said, past, chosen: NONE, remarks: NO_REMARKS, active: next ?? now.active };
}

/** The last decision is taken back: one stands again where it was taken. */
export function goneBack(now: Session): Session {
  const before = now.past.at(-1) ?? [];
  const said = new Set(now.said);
  for (const { row } of before) said.delete(row.id);
  return { ...now, said, past: now.past.slice(0, -1), active: before[0]?.row.id ?? now.active };
}

/** Passed over without a word. */
export function skipped(now: Session, pending: ReadonlyMap<string, OutboxEntry>): Session {
  const said = new Set([...now.said, now.active ?? ""]);
  return { ...now, active: now.rows[nextOpen(now.rows, placeOf(now) + 1, { pending, said })]?.id ?? now.active };
}

/** Some pictures further, or back; with `select` everything on the way is chosen. */
export function moved(now: Session, steps: number, select: boolean): Session {
  const target = now.rows[Math.min(Math.max(placeOf(now) + steps, 0), now.rows.length - 1)];
  if (!target || now.active === null) return now;
  const chosen = select ? new Set([...now.chosen, ...between(now.rows, now.active, target.id)]) : now.chosen;
  return { ...now, chosen, active: target.id };
}

/** Chosen, or not any more. */
export function toggled(now: Session, id: string): Session {
  const chosen = new Set(now.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...now, chosen };
}
