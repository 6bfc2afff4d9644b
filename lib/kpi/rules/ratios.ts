import { ratioText } from "@/lib/core/amount";
import type { Dimension } from "../schema";
import { NULL_REASONS, type NullReason, type RatioField } from "../schema";
import type { Sums } from "./sums";

/** What besides the sums decides whether a ratio means something. */
export type Level = {
  /** Dimensions that the row is grouped by; none for the total and for intervals of the total. */
  groupBy: readonly Dimension[];
  approvals: "cohort" | "period";
};

/** A figure is a value or the reason why there is none. */
export type Figure = { value: string } | { missing: NullReason };

type Ratio = {
  of: (sums: Sums) => string | number;
  by: (sums: Sums) => number;
  /** Every reason that may hold for this ratio; the order in which they are asked is that of NULL_REASONS. */
  missing: (sums: Sums, level: Level) => Partial<Record<NullReason, boolean>>;
};

// No price at all among the jobs that matter; with one price the figure is a lower bound instead.
const noPrice = (jobs: number, unpriced: number) => jobs > 0 && unpriced === jobs;
const noCredits = ({ jobs, unpricedJobs, creditJobs }: Sums) => creditJobs === 0 && noPrice(jobs, unpricedJobs);
// Credits of several providers, or credits beside money, are not one unit.
const mixed = ({ providers, creditJobs, moneyJobs }: Sums) => providers > 1 || (creditJobs > 0 && moneyJobs > 0);
const ownsCampaigns = (dimension: Dimension) => dimension === "campaign" || dimension === "costCenter";
const creditsOf = ({ creditsByProvider }: Sums) => Object.values(creditsByProvider)[0] ?? "0";
export const decidedOf = ({ approved, rejected }: Sums) => approved + rejected;

const RATIOS: Record<RatioField, Ratio> = {
  costPerImage: {
    of: ({ spend }) => spend,
    by: ({ images }) => images,
    missing: ({ images, jobs, unpricedJobs }) => ({ NO_OUTPUT: images === 0, UNPRICED: noPrice(jobs, unpricedJobs) }),
  },
  costPerApprovedImage: {
    of: ({ spend }) => spend,
    by: ({ approved }) => approved,
    missing: ({ images, approved, jobs, unpricedJobs }) => ({
      // Decisions of a period may be about pictures of earlier days.
      NO_OUTPUT: images === 0 && approved === 0,
      UNPRICED: noPrice(jobs, unpricedJobs),
      NO_APPROVAL_YET: approved === 0,
    }),
  },
  costPerVariation: {
    of: ({ variationSpend }) => variationSpend,
    by: ({ variations }) => variations,
    missing: ({ images, variations, variationJobs, variationUnpriced }) => ({
      NO_OUTPUT: images === 0,
      UNPRICED: noPrice(variationJobs, variationUnpriced),
      NO_VARIATION: variations === 0,
    }),
  },
  costPerCampaign: {
    of: ({ assignedSpend }) => assignedSpend,
    by: ({ campaigns }) => campaigns,
    missing: ({ campaigns, assignedJobs, assignedUnpriced }, { groupBy }) => ({
      UNPRICED: noPrice(assignedJobs, assignedUnpriced),
      NO_CAMPAIGN: campaigns === 0,
      NOT_APPLICABLE: !groupBy.every(ownsCampaigns),
    }),
  },
  creditsPerImage: {
    of: creditsOf,
    by: ({ images }) => images,
    missing: (sums) => ({
      NO_OUTPUT: sums.images === 0,
      UNPRICED: noCredits(sums),
      MIXED_UNITS: mixed(sums),
      NOT_APPLICABLE: sums.creditJobs === 0,
    }),
  },
  creditsPerApprovedImage: {
    of: creditsOf,
    by: ({ approved }) => approved,
    missing: (sums) => ({
      NO_OUTPUT: sums.images === 0 && sums.approved === 0,
      UNPRICED: noCredits(sums),
      NO_APPROVAL_YET: sums.approved === 0,
      MIXED_UNITS: mixed(sums),
      NOT_APPLICABLE: sums.creditJobs === 0,
    }),
  },
  approvalRate: {
    of: ({ approved }) => approved,
    by: decidedOf,
    missing: (sums) => ({
      NO_OUTPUT: sums.images === 0 && decidedOf(sums) === 0,
      NOTHING_DECIDED: decidedOf(sums) === 0,
    }),
  },
  reviewCoverage: {
    of: (sums) => decidedOf(sums) + sums.superseded,
    by: ({ images }) => images,
    // Decisions of a period say nothing about how much of that period's pictures is decided.
    missing: ({ images }, { approvals }) => ({ NO_OUTPUT: images === 0, NOT_APPLICABLE: approvals === "period" }),
  },
  failureRate: {
    of: ({ failedAttempts }) => failedAttempts,
    by: ({ attempts }) => attempts,
    missing: ({ attempts }) => ({ NO_OUTPUT: attempts === 0 }),
  },
};

/** What a ratio divides. */
export function partsOf(field: RatioField, sums: Sums) {
  const { of, by } = RATIOS[field];
  return { numerator: of(sums), denominator: by(sums) };
}

/** One ratio of one row: Σ ÷ Σ, half-up to 12 places, or the first reason that holds. */
export function figure(field: RatioField, sums: Sums, level: Level): Figure {
  const { of, by, missing } = RATIOS[field];
  const reasons = missing(sums, level);
  const reason = NULL_REASONS.find((name) => reasons[name]);
  return reason ? { missing: reason } : { value: ratioText(of(sums), by(sums)) };
}
