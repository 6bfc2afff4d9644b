import { z } from "zod";
import { amountText, decimalText, uuid } from "@/lib/core/schema";
import { KINDS, PRICE_UNITS, STAGES, STATUSES } from "./rules/vocabulary";

export const COST_SOURCES = ["reported", "webhook", "estimated", "manual"] as const;
/** Why an attempt has no cost. */
export const UNPRICED_REASONS = ["NO_AMOUNT", "NO_PRICE", "NO_RATE", "UNKNOWN_STATUS", "FAILED_WITHOUT_COST"] as const;
/** Where a job came in. */
const ENTRIES = ["form", "api", "import", "demo"] as const;

/** Advice informs and shows the money; it never refuses or loses a job. */
const ADVICE = [
  "DRAFT_TOO_LARGE",
  "FINAL_TOO_LARGE",
  "STEPS_OUTSIDE",
  "UPSCALE_TOO_LARGE",
  "DROP_MOTIF",
  "ENOUGH_VARIATIONS",
  "REVIEW_NOW",
] as const;

/** `values`: the numbers that the sentence names; `spent`: what the motif has cost so far, where it is about one. */
export const advised = z.object({
  code: z.enum(ADVICE),
  message: z.string(),
  values: z.record(z.string(), z.number()),
  spent: decimalText.nullable(),
});
export type Advised = z.infer<typeof advised>;

export type CostSource = (typeof COST_SOURCES)[number];
export type UnpricedReason = (typeof UNPRICED_REASONS)[number];
export type Entry = (typeof ENTRIES)[number];

const text = (most: number) => z.string().trim().min(1, "This is empty").max(most, `At most ${most} characters`);
const pixels = z.int().min(1).max(65_536);
const count = z.int().min(0).max(1_000);

/** An amount as a provider reports it: a quantity in CREDITS, IMAGES, GPU_MINUTES, FAST_HOURS, or money in a currency. */
const reportedCost = z.strictObject({
  amount: amountText,
  unit: z.union([z.enum(PRICE_UNITS), z.string().regex(/^[A-Z]{3}$/)], {
    error: `Use one of ${PRICE_UNITS.join(", ")} or a currency code such as EUR`,
  }),
  source: z.enum(["reported", "webhook", "manual"]).optional(),
});

const attemptInput = z.strictObject({ status: z.enum(STATUSES), cost: reportedCost.optional() });

/** What form, API and CSV row must all say to log one job; names are the API's (docs and design: api.md). */
export const jobInput = z.strictObject({
  externalId: text(200).optional(),
  occurredAt: z.iso.datetime({
    offset: true,
    error: "Write the time with its zone, such as 2026-03-29T01:30:00+01:00",
  }),
  provider: text(64),
  wallet: text(64).optional(),
  model: text(200).optional(),
  kind: z.enum(KINDS),
  stage: z.enum(STAGES).optional(),
  status: z.enum(STATUSES).optional(),
  campaign: text(64).optional(),
  market: text(64).optional(),
  channel: text(64).optional(),
  motif: text(64).optional(),
  iteration: z.int().min(1).max(10_000).optional(),
  width: pixels.optional(),
  height: pixels.optional(),
  steps: z.int().min(0).max(10_000).optional(),
  guidance: z.number().min(0).max(1_000).optional(),
  sampler: text(100).optional(),
  seed: text(100).optional(),
  modules: z.array(text(100)).max(20).optional(),
  upscaleFactor: z.number().min(0.1).max(64).optional(),
  imagesRequested: count.optional(),
  imagesDelivered: count.optional(),
  cost: reportedCost.optional(),
  attempts: z.array(attemptInput).max(20).optional(),
  staffMinutes: amountText.optional(),
  sourceAsset: uuid.optional(),
  assets: z
    .array(
      z.strictObject({
        externalId: text(200).optional(),
        url: z.url().max(2_000).optional(),
        checksum: text(200).optional(),
      }),
    )
    .max(1_000)
    .optional(),
  reviewed: z
    .strictObject({ approved: count.optional(), approvedWithChanges: count.optional(), rejected: count.optional() })
    .optional(),
  prompt: z.string().max(20_000, "At most 20,000 characters").optional(),
  negativePrompt: z.string().max(20_000, "At most 20,000 characters").optional(),
  promptHash: text(128).optional(),
  tags: z.record(text(50), text(200)).optional(),
});
export type JobInput = z.infer<typeof jobInput>;

export const batchInput = z.strictObject({
  jobs: z.array(z.unknown()).min(1).max(1_000, "At most 1,000 jobs in one batch"),
});

export const assetState = z.enum([
  "open",
  "approved",
  "approved_with_changes",
  "rejected",
  "changes_requested",
  "withdrawn",
]);

/** A delivered picture, as a job's answer shows it. */
const asset = z.object({
  id: z.string(),
  index: z.number(),
  externalId: z.string().nullable(),
  version: z.number(),
  state: assetState,
  /** A file was uploaded or an address is known, of any version: GET /assets/{id}/picture has something to try. */
  hasPicture: z.boolean(),
  /** Changes whenever another picture is shown; with it, the picture's address may be kept for good. */
  pictureTag: z.string().nullable(),
});

const jobCost = z.object({
  /** In the organization's currency; null = unpriced. */
  amount: decimalText.nullable(),
  /** The part of the attempts that has a price; equals `amount` where that is known. */
  knownAmount: decimalText,
  currency: z.string(),
  /** Of the last attempt. */
  source: z.enum(COST_SOURCES).nullable(),
  priceId: z.string().nullable(),
  rateId: z.string().nullable(),
  estimated: z.boolean(),
  unpricedReason: z.enum(UNPRICED_REASONS).nullable(),
});

/** What leaves the server about one job. Anything not named here cannot leak. */
export const job = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  provider: z.string(),
  wallet: z.string(),
  model: z.string().nullable(),
  kind: z.enum(KINDS),
  stage: z.enum(STAGES).nullable(),
  status: z.enum(STATUSES),
  /** Codes after merges; `logged` keeps what was sent where a merge changed it. */
  campaign: z.string(),
  market: z.string(),
  channel: z.string(),
  costCenter: z.string(),
  motif: z.string().nullable(),
  iteration: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  steps: z.number().nullable(),
  guidance: z.number().nullable(),
  sampler: z.string().nullable(),
  seed: z.string().nullable(),
  modules: z.array(z.string()),
  upscaleFactor: z.number().nullable(),
  imagesRequested: z.number(),
  imagesDelivered: z.number(),
  attempts: z.number(),
  failedAttempts: z.number(),
  staffMinutes: decimalText.nullable(),
  staffCost: decimalText,
  credits: decimalText.nullable(),
  state: z.enum(["live", "void"]),
  cost: jobCost,
  approved: z.number(),
  approvedWithChanges: z.number(),
  rejected: z.number(),
  sourceAsset: z.string().nullable(),
  assets: z.array(asset),
  duplicateOf: z.string().nullable(),
  flags: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
  createdBy: z.object({
    kind: z.enum(["member", "api_key", "system"]),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  entry: z.enum(ENTRIES),
  importId: z.string().nullable(),
  revision: z.number(),
});
export type Job = z.infer<typeof job>;

/** POST /jobs answers the job itself; whether it was a replay travels in the status and a header. */
export const loggedJob = z.object({ job, replayed: z.boolean() }).transform(({ job }) => job);

/** /jobs/{id}; another text is simply not there. */
export const jobPath = z.strictObject({ id: uuid });

export const batchAnswer = z.object({
  accepted: z.number(),
  replayed: z.number(),
  rejected: z.array(
    z.object({
      index: z.number(),
      errors: z.array(
        z.object({ path: z.string(), code: z.string(), message: z.string(), near: z.array(z.string()).optional() }),
      ),
    }),
  ),
  jobs: z.array(z.object({ index: z.number(), id: z.string() })),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

/** Changes of one job; `cost` is the new absolute amount of one attempt (default: the last). */
export const correctionInput = z.strictObject({
  reason: text(500),
  cost: reportedCost.optional(),
  attempt: z.int().min(1).optional(),
  status: z.enum(STATUSES).optional(),
  occurredAt: jobInput.shape.occurredAt.optional(),
  provider: text(64).optional(),
  model: text(200).nullable().optional(),
  kind: z.enum(KINDS).optional(),
  stage: z.enum(STAGES).optional(),
  motif: text(64).nullable().optional(),
  campaign: text(64).nullable().optional(),
  market: text(64).nullable().optional(),
  channel: text(64).nullable().optional(),
  imagesDelivered: count.optional(),
});
export type CorrectionInput = z.infer<typeof correctionInput>;

export const voidInput = z.strictObject({ reason: text(500) });

/** What a job would take and cost before it runs; asked for while somebody types. */
export const estimateAnswer = z.object({
  credits: z
    .object({
      expected: decimalText,
      low: decimalText,
      high: decimalText,
      method: z.enum(["point", "formula", "between"]),
      source: z.string().nullable(),
    })
    .nullable(),
  cost: z.object({
    amount: decimalText.nullable(),
    low: decimalText.nullable(),
    high: decimalText.nullable(),
    currency: z.string(),
    unpricedReason: z.enum(UNPRICED_REASONS).nullable(),
  }),
  source: z.enum(COST_SOURCES).nullable(),
  /** The charged job of the same configuration, if there is one. */
  duplicateOf: z.array(z.object({ id: z.string(), occurredAt: z.string() })),
  advice: z.array(advised),
});
export type EstimateAnswer = z.infer<typeof estimateAnswer>;

/** Preview of pricing the unpriced: how many would get a price now, and what they would cost. */
export const unpricedAnswer = z.object({
  jobs: z.number(),
  priceable: z.number(),
  cost: decimalText,
  currency: z.string(),
  stillUnpriced: z.array(z.object({ reason: z.enum(UNPRICED_REASONS), jobs: z.number() })),
});
export type UnpricedAnswer = z.infer<typeof unpricedAnswer>;

export const pricedAnswer = z.object({ priced: z.number(), cost: decimalText, currency: z.string() });

export const droppedMotif = z.object({ id: z.string(), dropped: z.boolean() });
