import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import { advised } from "../schema";

const pictures = {
  images: z.number(),
  drafts: z.number(),
  finals: z.number(),
  variations: z.number(),
  approved: z.number(),
  approvedWithChanges: z.number(),
  rejected: z.number(),
  changesRequested: z.number(),
  superseded: z.number(),
  /** Open, and neither superseded nor dropped. */
  waiting: z.number(),
  waitingDrafts: z.number(),
};

const spending = {
  spend: decimalText,
  draftSpend: decimalText,
  finalSpend: decimalText,
  variationSpend: decimalText,
  /** Upscales and post-processes. */
  versionSpend: decimalText,
  useful: decimalText,
  waste: decimalText,
  open: decimalText,
  jobs: z.number(),
  unpricedJobs: z.number(),
  /** Null: nothing approved yet. */
  costPerApprovedImage: decimalText.nullable(),
};

/** One iteration of a motif. Jobs without one count as the first; upscales belong to the one of their source picture. */
const motifRound = z.object({
  iteration: z.number(),
  ...pictures,
  ...spending,
  /** Pictures were rejected, none approved, and nobody waits for it any more. */
  isRejected: z.boolean(),
  firstAt: z.string(),
  lastAt: z.string(),
});
export type MotifRound = z.infer<typeof motifRound>;

/** GET /motifs/{id}/rounds: what was made of a motif, round by round, what was decided and what it cost so far. */
export const motifRounds = z.object({
  motif: z.object({
    id: z.string(),
    campaign: z.string(),
    code: z.string(),
    name: z.string(),
    droppedAt: z.string().nullable(),
  }),
  currency: z.string(),
  rounds: z.array(motifRound),
  total: z.object({ ...pictures, ...spending }),
  /** What dropping it now would turn into waste, besides what is waste already; approved pictures stay useful. */
  wasteIfDropped: decimalText,
  rejectedRounds: z.number(),
  advice: z.array(advised),
});
export type MotifRounds = z.infer<typeof motifRounds>;
