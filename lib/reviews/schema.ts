import { z } from "zod";
import { uuid } from "@/lib/core/schema";
import { assetState } from "@/lib/jobs/schema";

export const DECISIONS = ["approved", "approved_with_changes", "changes_requested", "rejected", "withdrawn"] as const;
export type Decision = (typeof DECISIONS)[number];

/** What was judged: each true (good) or false (not). */
const criteria = z.strictObject({
  composition: z.boolean().optional(),
  light: z.boolean().optional(),
  brandFit: z.boolean().optional(),
});

const said = {
  decision: z.enum(DECISIONS),
  criteria: criteria.optional(),
  reason: z.string().trim().max(200).optional(),
  comment: z.string().trim().max(2_000).optional(),
};

/** POST /assets/{id}/reviews: `version` is the one that was looked at and what was decided of it. */
export const assetReviewInput = z.strictObject({ id: uuid, version: z.int().min(1), ...said });
export type AssetReviewInput = z.infer<typeof assetReviewInput>;

/** POST /jobs/{id}/reviews: pictures by their index; without a version the current one is meant. */
export const jobReviewInput = z.strictObject({
  id: uuid,
  decisions: z
    .array(z.strictObject({ index: z.int().min(1), version: z.int().min(1).optional(), ...said }))
    .min(1)
    .max(1_000),
});
export type JobReviewInput = z.infer<typeof jobReviewInput>;

export const reviewedAsset = z.object({
  id: z.string(),
  jobId: z.string(),
  index: z.number(),
  version: z.number(),
  state: assetState,
  decidedAt: z.string().nullable(),
});
export type ReviewedAsset = z.infer<typeof reviewedAsset>;

export const reviewedJob = z.object({ assets: z.array(reviewedAsset) });
