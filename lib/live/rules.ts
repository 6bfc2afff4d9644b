/** What may have changed. A message says that, and nothing about what it is now: figures are asked for with one's own rights. */
export const LIVE_TOPICS = [
  ...(["jobs", "reviews", "ledger", "prices", "targets", "budgets", "lists", "imports"] as const),
  ...(["inbox", "notifications", "alerts", "views"] as const),
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** The roots of the browser's questions (TanStack Query keys) that a change may answer differently. */
const ROOTS: Record<LiveTopic, readonly string[]> = {
  jobs: ["kpi", "jobs", "reviews", "budgets", "balances", "periods"],
  reviews: ["kpi", "jobs", "reviews"],
  ledger: ["kpi", "jobs", "budgets", "balances", "periods"],
  prices: ["prices", "credits", "balances"],
  targets: ["targets"],
  budgets: ["budgets"],
  lists: ["lists", "kpi", "reviews", "targets", "budgets", "balances", "views"],
  imports: ["imports"],
  inbox: ["inbox"],
  notifications: ["notifications", "alerts"],
  alerts: ["alerts"],
  views: ["views"],
};

/** Each root once. */
export function rootsOf(topics: readonly LiveTopic[]): string[] {
  return [...new Set(topics.flatMap((topic) => ROOTS[topic]))];
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before the connection is tried again: longer each time. */
export function waitBefore(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
}
