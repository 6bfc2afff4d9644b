import type { Decision } from "@/lib/reviews/schema";

export type BoardAction =
  | { do: "decide"; decision: Decision }
  | { do: "move"; by: "next" | "previous" | "above" | "below"; select: boolean }
  | { do: "criterion" | "reason"; place: number }
  | { do: "skip" | "undo" | "select" | "open" | "compare" | "comment" | "help" | "leave" };

const DECIDES: Readonly<Record<string, Decision>> = {
  a: "approved",
  c: "approved_with_changes",
  r: "changes_requested",
  x: "rejected",
};
const MOVES = {
  ArrowRight: "next",
  j: "next",
  ArrowLeft: "previous",
  k: "previous",
  ArrowDown: "below",
  ArrowUp: "above",
} as const;
const PLAIN = {
  s: "skip",
  u: "undo",
  " ": "select",
  Enter: "open",
  v: "compare",
  m: "comment",
  "?": "help",
  Escape: "leave",
} as const;

/** Criteria have the keys 1 to 3, reasons those after them. */
const FIRST_REASON_KEY = 4;
const MOST_REASON_KEYS = 6;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const has = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key);

/** What a key means on the board; null: nothing, so the browser has it. */
export function actionFor({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): BoardAction | null {
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey || metaKey || altKey) return pressed === "z" && !altKey && !shiftKey ? { do: "undo" } : null;
  if (has(MOVES, pressed)) return { do: "move", by: MOVES[pressed], select: shiftKey };
  if (has(PLAIN, pressed)) return { do: PLAIN[pressed] };
  if (shiftKey) return null;
  const decision = has(DECIDES, pressed) ? DECIDES[pressed] : undefined;
  if (decision) return { do: "decide", decision };
  return /^[1-9]$/.test(pressed) ? numbered(Number(pressed)) : null;
}

const numbered = (number: number): BoardAction =>
  number < FIRST_REASON_KEY
    ? { do: "criterion", place: number - 1 }
    : { do: "reason", place: number - FIRST_REASON_KEY };

/** The key of a reason chip; null: there are no keys left for it. */
export const keyOfReason = (place: number): string | null =>
  place < MOST_REASON_KEYS ? String(place + FIRST_REASON_KEY) : null;

export const KEY_OF: Readonly<Record<Exclude<Decision, "withdrawn">, string>> = {
  approved: "A",
  approved_with_changes: "C",
  changes_requested: "R",
  rejected: "X",
};
