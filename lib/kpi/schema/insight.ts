import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import { boundedDay, checkRange, filterable, filterOf, isDimension, listText } from "../schema";

const MOST_MOVERS = 20;

/** `GET /kpis/movers?from&to[&by=campaign,market][&limit=5]`, with the filters of the figures. */
export const moversQuery = filterable({
  from: boundedDay,
  to: boundedDay,
  by: listText.default(["campaign", "market"]),
  limit: z.coerce.number().int().min(1).max(MOST_MOVERS).default(5),
})
  .superRefine((query, context) => {
    checkRange(query, context);
    const isWrong = query.by.length > 2 || new Set(query.by).size < query.by.length || !query.by.every(isDimension);
    if (isWrong) context.addIssue({ code: "custom", path: ["by"], message: "One or two different dimensions" });
  })
  .transform((query) => ({
    from: query.from,
    to: query.to,
    by: query.by.filter(isDimension),
    limit: query.limit,
    filter: filterOf(query),
  }));
export type MoversQuery = z.output<typeof moversQuery>;

const side = z.object({
  jobs: z.number(),
  spend: decimalText,
  images: z.number(),
  approved: z.number(),
  lowerBound: z.boolean(),
});

const because = z.union([
  z.object({ reason: z.literal("new") }),
  z.object({ reason: z.literal("ended") }),
  z.object({ reason: z.literal("jobs"), kind: z.string().nullable(), now: z.number(), before: z.number() }),
  z.object({ reason: z.literal("price"), kind: z.string().nullable(), now: decimalText, before: decimalText }),
]);

const mover = z.object({
  key: z.record(z.string(), z.string().nullable()),
  name: z.record(z.string(), z.string()),
  now: side,
  before: side,
  /** now − before; relative to before, null from nothing. */
  change: decimalText,
  relative: decimalText.nullable(),
  /** They add up to the change: more work, dearer kinds of work, more money for the same. */
  parts: z.object({ volume: decimalText, mix: decimalText, price: decimalText }),
  because,
  /** The same for the cost per approved image; null where one side has no approved picture. */
  costPerApprovedImage: z
    .object({
      now: decimalText,
      before: decimalText,
      change: decimalText,
      parts: z.object({ cost: decimalText, approvals: decimalText }),
    })
    .nullable(),
});
export type Mover = z.infer<typeof mover>;

const days = z.object({ from: z.string(), to: z.string() });

export const moversAnswer = z.object({
  range: days,
  /** What it is compared with, "so far" with "so far"; null where the range has not begun. */
  before: days.nullable(),
  currency: z.string(),
  /** The biggest change of spend first. */
  movers: z.array(mover),
});
export type MoversAnswer = z.infer<typeof moversAnswer>;

/** `GET /kpis/basis?from&to`: what stands behind the figures of a range, with the filters of the figures. */
export const basisQuery = filterable({ from: boundedDay, to: boundedDay })
  .superRefine((query, context) => checkRange(query, context))
  .transform((query) => ({ from: query.from, to: query.to, filter: filterOf(query) }));
export type BasisQuery = z.output<typeof basisQuery>;

const usedPrice = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string().nullable(),
  variant: z.string().nullable(),
  unit: z.string(),
  amount: decimalText,
  currency: z.string(),
  firstDay: z.string(),
  lastDay: z.string().nullable(),
  jobs: z.number(),
});

export const basisAnswer = z.object({
  range: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  asOf: z.string(),
  /** Not in the figures unless kind is filtered by. */
  trainingJobs: z.number(),
  trainingSpend: decimalText,
  /** Nowhere. */
  voidedJobs: z.number(),
  /** Entries of the price book that rated jobs of the range, the most used first. */
  prices: z.array(usedPrice),
});
export type BasisAnswer = z.infer<typeof basisAnswer>;
