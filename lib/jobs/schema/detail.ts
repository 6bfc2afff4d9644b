import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import { CLASSES } from "@/lib/kpi/rules/vocabulary";
import { STATUSES } from "../rules/vocabulary";
import { assetState, COST_SOURCES, job, UNPRICED_REASONS } from "../schema";

const moneyLine = z.object({ amount: decimalText.nullable(), currency: z.string() });

/** Where a cost comes from, in words of data: "24 CREDITS × 0.0015 USD × 0.92, price of 2026-03-01, source …". */
const provenance = {
  price: z
    .object({
      id: z.string(),
      amount: decimalText,
      currency: z.string(),
      unit: z.string(),
      firstDay: z.string(),
      source: z.string().nullable(),
    })
    .nullable(),
  rate: z
    .object({
      id: z.string(),
      currency: z.string(),
      rate: decimalText,
      firstDay: z.string(),
      source: z.string().nullable(),
    })
    .nullable(),
};

/** Another job with the same configuration; `cost` null = unpriced. */
const sameJob = z.object({ id: z.string(), occurredAt: z.string(), cost: decimalText.nullable() });

/** Why a part of a job's money is in its class. */
const CLASS_REASONS = [
  "FAILED",
  "FAILED_ATTEMPTS",
  "NOTHING_DELIVERED",
  "SAME_CONFIGURATION",
  "MOTIF_DROPPED",
  "REJECTED",
  "SIBLING_OF_MOTIF",
  "SIBLING_OF_JOB",
  "APPROVED",
  "TRAINING",
  "AS_SOURCE",
  "NO_SOURCE",
  "OUTCOME_UNKNOWN",
  "WAITING",
] as const;

const classLine = z.object({
  class: z.enum(CLASSES),
  amount: decimalText,
  pictures: z.number(),
  reason: z.enum(CLASS_REASONS),
});
export type ClassLine = z.infer<typeof classLine>;

export const jobDetail = job.extend({
  prompt: z.string().nullable(),
  negativePrompt: z.string().nullable(),
  motifId: z.string().nullable(),
  voidReason: z.string().nullable(),
  voidedAt: z.string().nullable(),
  /** Each part of the known cost in exactly one class, and why; empty for a void job. */
  classes: z.array(classLine),
  /** Jobs with the same configuration: the one that was first, and those that this one was first of (at most 100). */
  duplicates: z.object({
    original: sameJob.nullable(),
    copies: z.array(sameJob),
    copyCount: z.number(),
    /** What all copies cost together. */
    copyCost: decimalText,
  }),
  /** Every decision on a picture of the job, oldest first. */
  decisions: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      by: z.string().nullable(),
      picture: z.number(),
      version: z.number(),
      decision: assetState,
      reason: z.string().nullable(),
      comment: z.string().nullable(),
    }),
  ),
  attemptList: z.array(
    z.object({
      index: z.number(),
      status: z.enum(STATUSES),
      amount: decimalText.nullable(),
      unit: z.string().nullable(),
      source: z.enum(COST_SOURCES).nullable(),
      cost: decimalText.nullable(),
      unpricedReason: z.enum(UNPRICED_REASONS).nullable(),
      ...provenance,
    }),
  ),
  ledger: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      attemptIndex: z.number().nullable(),
      unit: z.string(),
      quantity: decimalText,
      ...moneyLine.shape,
      recordedAt: z.string(),
      bookedPeriod: z.string(),
      reverses: z.string().nullable(),
      reason: z.string().nullable(),
      by: z.string().nullable(),
      ...provenance,
    }),
  ),
  revisions: z.array(
    z.object({
      revision: z.number(),
      at: z.string(),
      by: z.string().nullable(),
      reason: z.string(),
      changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
    }),
  ),
});
export type JobDetail = z.infer<typeof jobDetail>;
