import { z } from "zod";
import { codes, decimalText } from "@/lib/core/schema";

/** Dimensions to filter and group by; `tag.<key>` besides. */
export const DIMENSIONS = [
  "costCenter",
  "campaign",
  "market",
  "channel",
  "provider",
  "wallet",
  "model",
  "kind",
  "stage",
  "motif",
  "assetType",
  "createdBy",
  "source",
] as const;
export type Dimension = (typeof DIMENSIONS)[number] | `tag.${string}`;

/** Filters that KPIs, job list and exports share: codes (after merges), repeated for OR; `unassigned` is a code. */
export const filterShape = {
  costCenter: codes,
  campaign: codes,
  market: codes,
  channel: codes,
  provider: codes,
  wallet: codes,
  model: codes,
  kind: codes,
  stage: codes,
  /** CAMPAIGN/motif */
  motif: codes,
  assetType: codes,
  /** member:<id>, api_key:<id> or system */
  createdBy: codes,
  /** Cost source of the last attempt, or `unpriced`. */
  source: codes,
};

/** Why a figure has no value; the first that holds. Never 0, never infinity. */
export const NULL_REASONS = [
  "NO_OUTPUT",
  "UNPRICED",
  "NO_APPROVAL_YET",
  "NOTHING_DECIDED",
  "NO_VARIATION",
  "NO_CAMPAIGN",
  "MIXED_UNITS",
  "NOT_APPLICABLE",
] as const;
export type NullReason = (typeof NULL_REASONS)[number];

/** The figures that are ratios or counts of campaigns: recomputed at each level, a value or a reason. */
export const RATIO_FIELDS = [
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "costPerCampaign",
  "creditsPerImage",
  "creditsPerApprovedImage",
  "approvalRate",
  "reviewCoverage",
  "failureRate",
] as const;
export type RatioField = (typeof RATIO_FIELDS)[number];

export const waste = z.object({
  failed: decimalText,
  duplicate: decimalText,
  dropped: decimalText,
  rejected: decimalText,
  superseded: decimalText,
  total: decimalText,
});

const ratio = decimalText.nullable();

/** One row of figures, for a total, a group or an interval. Money in the organization's currency. */
export const kpiRow = z.object({
  spend: decimalText,
  estimatedSpend: decimalText,
  /** Σ credits where one provider's credits are in scope; null with creditsByProvider where several are. */
  credits: decimalText.nullable(),
  creditsByProvider: z.record(z.string(), decimalText),
  jobs: z.number(),
  attempts: z.number(),
  failedAttempts: z.number(),
  failedJobs: z.number(),
  unpricedJobs: z.number(),
  estimatedJobs: z.number(),
  lowerBound: z.boolean(),
  images: z.number(),
  variations: z.number(),
  /** Campaigns (after merges, without unassigned) with at least one job in scope. */
  campaigns: z.number(),
  decided: z.number(),
  approved: z.number(),
  approvedWithChanges: z.number(),
  rejected: z.number(),
  superseded: z.number(),
  costPerImage: ratio,
  costPerApprovedImage: ratio,
  costPerVariation: ratio,
  costPerCampaign: ratio,
  creditsPerImage: ratio,
  creditsPerApprovedImage: ratio,
  approvalRate: ratio,
  reviewCoverage: ratio,
  failureRate: ratio,
  waste,
  useful: decimalText,
  open: decimalText,
  /** Spend that no campaign carries; beside cost per campaign, never in it. */
  unassignedSpend: decimalText,
  nullReasons: z.partialRecord(z.enum(RATIO_FIELDS), z.enum(NULL_REASONS)),
});
export type KpiRow = z.infer<typeof kpiRow>;

/** Values of the grouped dimensions: codes; null = the job has none (motif, model, tag). "other" with top=n. */
export const kpiKey = z.record(z.string(), z.string().nullable());

export const kpiAnswer = z.object({
  range: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  currency: z.string(),
  asOf: z.string(),
  /** Day up to which data is complete: the last day before today (in the zone) without unknown or unpriced jobs pending imports. */
  completeUntil: z.string(),
  view: z.enum(["credit", "full"]),
  approvals: z.enum(["cohort", "period"]),
  /** Codes of the cost centres that the asker is limited to; null = all. Totals are then of that scope. */
  limitedTo: z.array(z.string()).nullable(),
  total: kpiRow,
  groups: z.array(kpiRow.partial().extend({ key: kpiKey, name: z.record(z.string(), z.string()).optional() })),
  series: z.array(kpiRow.partial().extend({ start: z.string(), partial: z.boolean(), key: kpiKey })),
});
export type KpiAnswer = z.infer<typeof kpiAnswer>;
