import { z } from "zod";

/** What may have changed. A message says that, and nothing about what it is now: figures are asked for with one's own rights. */
export const LIVE_TOPICS = [
  ...(["jobs", "reviews", "ledger", "prices", "targets", "budgets", "lists", "imports"] as const),
  ...(["inbox", "notifications", "alerts"] as const),
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** What the database's triggers say. */
export const databaseMessage = z.object({ organizationId: z.uuid(), topic: z.enum(LIVE_TOPICS) });

/** Of the event `changed`. */
export const changedMessage = z.object({ topics: z.array(z.enum(LIVE_TOPICS)) });
