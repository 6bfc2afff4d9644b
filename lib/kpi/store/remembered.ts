import "server-only";
import type { Summed } from "./sums";

// What was added up last is kept in the process under the version of everything that it was added up from. Whoever asks
// again learns in one small statement whether that is still so; nothing is ever taken for true because it is recent.

/** Sums of a question, and the codes of the cost centres that its asker is limited to. */
export type Added = { summed: Summed; limitedTo: string[] | null };
type Remembered = Added & { version: string; rows: number };

/** As much memory as some ten thousand rows of figures take. */
const MOST_ROWS = 30_000;

const remembered = new Map<string, Remembered>();
let rowsInAll = 0;

function forget(question: string): void {
  rowsInAll -= remembered.get(question)?.rows ?? 0;
  remembered.delete(question);
}

export function remember(question: string, version: string, added: Added): void {
  forget(question);
  const rows = 1 + added.summed.groups.length + added.summed.cells.length;
  if (rows > MOST_ROWS / 2) return;
  remembered.set(question, { ...added, version, rows });
  rowsInAll += rows;
  for (const [oldest] of remembered) {
    if (rowsInAll <= MOST_ROWS) return;
    forget(oldest);
  }
}

/** Null: it was not asked lately, or something has changed since. */
export function recall(question: string, version: string): Added | null {
  const found = remembered.get(question);
  if (found?.version !== version) return null;
  // Asked last, forgotten last.
  remembered.delete(question);
  remembered.set(question, found);
  return found;
}
