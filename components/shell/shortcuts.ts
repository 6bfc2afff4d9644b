/** Keys of the whole product; screens may have more of their own. The help sheet and the handler both read this. */

export type Command = { do: "search" | "help" | "log" | "theme" } | { do: "go"; to: string };

/** Single keys. */
export const KEYS = { "/": "search", "?": "help", n: "log", t: "theme" } as const;

/** After g: the entry of the navigation that the letter leads to. */
export const GO: Readonly<Record<string, string>> = {
  o: "overview",
  e: "explore",
  c: "campaigns",
  r: "review",
  j: "jobs",
  a: "alerts",
  b: "budgets",
  t: "targets",
  p: "prices",
  i: "imports",
  m: "months",
};

/** How long after g its letter may come. */
const WAIT_MS = 1_500;

/** When g was pressed; null: it was not. */
export type Pending = number | null;

const isSingle = (key: string): key is keyof typeof KEYS => key in KEYS;

/** What a key means after those before it; pure, so that it can be tested without a keyboard. */
export function interpret(pending: Pending, key: string, nowMs: number): { pending: Pending; command: Command | null } {
  if (pending !== null && nowMs - pending <= WAIT_MS) {
    const to = GO[key];
    return { pending: null, command: to ? { do: "go", to } : null };
  }
  if (key === "g") return { pending: nowMs, command: null };
  return { pending: null, command: isSingle(key) ? { do: KEYS[key] } : null };
}
