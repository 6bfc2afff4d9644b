import { z } from "zod";
import { codes, decimalText, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { assetState } from "@/lib/jobs/schema";
import { filterable, filterOf } from "@/lib/kpi/schema";

export const DECISIONS = ["approved", "approved_with_changes", "changes_requested", "rejected", "withdrawn"] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a picture is judged by; each true (good), false (weak), or not said. */
export const CRITERIA = ["composition", "light", "brandFit"] as const;

const criteria = z.strictObject({
  composition: z.boolean().optional(),
  light: z.boolean().optional(),
  brandFit: z.boolean().optional(),
});
export type Criteria = z.infer<typeof criteria>;

const said = {
  decision: z.enum(DECISIONS),
  criteria: criteria.optional(),
  /** Code or name of a managed reason, or words of one's own. */
  reason: z.string().trim().max(200).optional(),
  comment: z.string().trim().max(2_000).optional(),
};

/**
 * What the reviewer had in front of them: `version` of the picture and, where it is sent, `seen`: the newest decision
 * (null: there was none). When somebody decided in the meantime, the answer is a conflict instead of a second word.
 */
const looked = { version: z.int().min(1), seen: uuid.nullable().optional() };

/** POST /assets/{id}/reviews: `version` is the one that was looked at and what was decided of it. */
export const assetReviewInput = z.strictObject({ id: uuid, ...looked, ...said });
export type AssetReviewInput = z.infer<typeof assetReviewInput>;

/** POST /assets/reviews: several pictures; each gets its own result, so that one stale item loses no other. */
export const reviewBatchInput = z.strictObject({
  reviews: z.array(assetReviewInput).min(1).max(200, "At most 200 decisions in one request"),
});
export type ReviewBatchInput = z.infer<typeof reviewBatchInput>;

/** POST /jobs/{id}/reviews: pictures by their index; without a version the current one is meant. */
export const jobReviewInput = z.strictObject({
  id: uuid,
  decisions: z
    .array(z.strictObject({ index: z.int().min(1), version: z.int().min(1).optional(), ...said }))
    .min(1)
    .max(1_000),
});
export type JobReviewInput = z.infer<typeof jobReviewInput>;

/** A decision as it was taken. */
const takenDecision = z.object({
  id: z.string(),
  version: z.number(),
  decision: z.enum(DECISIONS),
  criteria: z.partialRecord(z.enum(CRITERIA), z.boolean()).nullable(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
});
export type TakenDecision = z.infer<typeof takenDecision>;

export const reviewedAsset = z.object({
  id: z.string(),
  jobId: z.string(),
  index: z.number(),
  version: z.number(),
  state: assetState,
  decidedAt: z.string().nullable(),
  /** The newest decision: what `seen` names next time. */
  last: takenDecision.nullable(),
});
export type ReviewedAsset = z.infer<typeof reviewedAsset>;

export const reviewedJob = z.object({ assets: z.array(reviewedAsset) });

export const REFUSALS = ["STALE_VERSION", "DECIDED_MEANWHILE", "NOT_FOUND", "TWICE"] as const;

export const reviewBatchAnswer = z.object({
  stored: z.number(),
  refused: z.number(),
  /** In the order of the request. A refused item carries the picture as it is now, with the newer decision. */
  results: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["stored", "refused"]),
      code: z.enum(REFUSALS).nullable(),
      message: z.string().nullable(),
      asset: reviewedAsset.nullable(),
      /** The newest decision before this one: what an undo says again. Null where there was none, or it was refused. */
      before: takenDecision.nullable(),
    }),
  ),
});
export type ReviewBatchAnswer = z.infer<typeof reviewBatchAnswer>;

export const assetReviews = z.object({ data: z.array(takenDecision) });

/** Which pictures the queue shows. `waiting`: open, and neither superseded nor of a motif that was dropped. */
export const QUEUE_STATES = [
  "waiting",
  "open",
  "changes_requested",
  "superseded",
  "decided",
  "approved",
  "approved_with_changes",
  "rejected",
  "all",
] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

export const QUEUE_ORDERS = ["oldest", "newest"] as const;

const queueParams = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  state: z.enum(QUEUE_STATES).default("waiting"),
  order: z.enum(QUEUE_ORDERS).default("oldest"),
  /** Decided, but a newer version came since. */
  newVersion: z.stringbool().optional(),
  /** Pictures of these jobs. */
  job: codes.pipe(z.array(uuid).optional()),
};

type Refinement = { addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void };
const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }, context: Refinement) => {
  if (from && to && from > to)
    context.addIssue({ code: "custom", path: ["to"], message: "The last day is before the first" });
};

/** GET /assets: the review queue, with the filters of the figures. */
export const queueQuery = filterable({ ...pageQuery.shape, ...queueParams })
  .superRefine(inOrder)
  .transform((query) => ({
    limit: query.limit,
    cursor: query.cursor ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
    state: query.state,
    order: query.order,
    newVersion: query.newVersion ?? null,
    jobs: query.job ?? null,
    filter: filterOf(query),
  }));
export type QueueQuery = z.output<typeof queueQuery>;

const named = z.object({ code: z.string(), name: z.string() });

/** A picture of the queue: what somebody has to know to decide. */
const queuedAsset = reviewedAsset.extend({
  externalId: z.string().nullable(),
  hasPicture: z.boolean(),
  /** Changes with the picture; with it the browser may keep the picture for good. */
  pictureTag: z.string().nullable(),
  /** Version that the newest decision was about; null without one. */
  decidedVersion: z.number().nullable(),
  newVersionSince: z.boolean(),
  /** Another picture of the same motif (without a motif: of the same job) makes it needless. */
  superseded: z.boolean(),
  kind: z.enum(KINDS),
  stage: z.enum(STAGES).nullable(),
  occurredAt: z.string(),
  provider: named,
  model: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  steps: z.number().nullable(),
  seed: z.string().nullable(),
  prompt: z.string().nullable(),
  campaign: named,
  market: named,
  channel: named,
  motif: named.extend({ id: z.string(), dropped: z.boolean() }).nullable(),
  iteration: z.number().nullable(),
  /** Pictures of the same job, this one included. */
  pictures: z.number(),
  /** This picture's share of what its job was charged; null = unpriced. */
  cost: decimalText.nullable(),
  /** What its further versions cost. */
  versionsCost: decimalText,
  currency: z.string(),
  createdBy: z.string().nullable(),
  sourceAsset: z.string().nullable(),
});
export type QueuedAsset = z.infer<typeof queuedAsset>;

export const queuePage = pageOf(queuedAsset);

/** GET /assets/waiting: how much waits, and where. */
export const waitingQuery = filterable({
  from: queueParams.from,
  to: queueParams.to,
  by: z.enum(["campaign", "motif"]).optional(),
})
  .superRefine(inOrder)
  .transform((query) => ({
    from: query.from ?? null,
    to: query.to ?? null,
    by: query.by ?? null,
    filter: filterOf(query),
  }));
export type WaitingQuery = z.output<typeof waitingQuery>;

export const waitingAnswer = z.object({
  waiting: z.number(),
  /** When the oldest of them was made. */
  oldest: z.string().nullable(),
  /** Oldest first, at most 500. */
  groups: z.array(
    z.object({
      campaign: named,
      /** Null: pictures without a motif, or groups by campaign. */
      motif: named.extend({ id: z.string() }).nullable(),
      waiting: z.number(),
      oldest: z.string(),
    }),
  ),
});
export type WaitingAnswer = z.infer<typeof waitingAnswer>;

/** GET /assets/deciders: whose word holds on the pictures of a range, and what those pictures cost. */
export const decidersQuery = filterable({ from: queueParams.from, to: queueParams.to })
  .superRefine(inOrder)
  .transform((query) => ({ from: query.from ?? null, to: query.to ?? null, filter: filterOf(query) }));
export type DecidersQuery = z.output<typeof decidersQuery>;

const decidedSums = {
  pictures: z.number(),
  /** Includes those that were approved with changes. */
  approved: z.number(),
  approvedWithChanges: z.number(),
  rejected: z.number(),
  changesRequested: z.number(),
  /** The pictures' shares of what their jobs were charged. */
  spend: decimalText,
  /** Some of the pictures have no price: spend is at least this. */
  lowerBound: z.boolean(),
};

export const decidersAnswer = z.object({
  currency: z.string(),
  limitedTo: z.array(z.string()).nullable(),
  total: z.object(decidedSums),
  /** The most pictures first. A picture counts for the person whose decision on it is the newest. */
  data: z.array(
    z.object({
      by: z.object({
        kind: z.enum(["member", "api_key", "system"]),
        id: z.string().nullable(),
        name: z.string().nullable(),
      }),
      ...decidedSums,
    }),
  ),
});
export type DecidersAnswer = z.infer<typeof decidersAnswer>;

// ── Comments on a motif ──

const motifComment = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string().nullable(),
  at: z.string(),
});
export type MotifComment = z.infer<typeof motifComment>;

export const motifComments = z.object({ data: z.array(motifComment) });
export const reviewPath = z.strictObject({ id: uuid });
export const commentInput = z.strictObject({
  id: uuid,
  text: z.string().trim().min(1, "This is empty").max(4_000, "At most 4,000 characters"),
});
export type CommentInput = z.infer<typeof commentInput>;
