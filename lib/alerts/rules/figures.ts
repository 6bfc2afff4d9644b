import { Exact, ratioText, roundTo } from "@/lib/core/amount";
import { type Guard, NOTHING_SEEN, type Sample } from "./sample";

/** What a threshold can be set on. */
export const METRICS = [
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "costPerCampaign",
  "approvalRate",
  "wasteShare",
] as const;
export type Metric = (typeof METRICS)[number];

/** Sums of a scope and range, as the KPI layer answers them; all of them can be added over days. */
export type Figures = {
  spend: string;
  unassignedSpend: string;
  variationSpend: string;
  waste: string;
  jobs: number;
  unpricedJobs: number;
  images: number;
  variations: number;
  campaigns: number;
  decided: number;
  approved: number;
  rejected: number;
  superseded: number;
};

export const NO_FIGURES: Figures = {
  spend: "0",
  unassignedSpend: "0",
  variationSpend: "0",
  waste: "0",
  jobs: 0,
  unpricedJobs: 0,
  images: 0,
  variations: 0,
  campaigns: 0,
  decided: 0,
  approved: 0,
  rejected: 0,
  superseded: 0,
};

const sum = (one: string, other: string) => new Exact(one).plus(other).toFixed();

/** Days add up; a campaign counts once however many days it has, so the most of any day stands for a single campaign. */
export function addFigures(one: Figures, other: Figures): Figures {
  return {
    spend: sum(one.spend, other.spend),
    unassignedSpend: sum(one.unassignedSpend, other.unassignedSpend),
    variationSpend: sum(one.variationSpend, other.variationSpend),
    waste: sum(one.waste, other.waste),
    jobs: one.jobs + other.jobs,
    unpricedJobs: one.unpricedJobs + other.unpricedJobs,
    images: one.images + other.images,
    variations: one.variations + other.variations,
    campaigns: Math.max(one.campaigns, other.campaigns),
    decided: one.decided + other.decided,
    approved: one.approved + other.approved,
    rejected: one.rejected + other.rejected,
    superseded: one.superseded + other.superseded,
  };
}

const difference = (one: string, other: string) => new Exact(one).minus(other).toFixed();

/** Sums up to a day without the sums up to an earlier one; what is left of a campaign counts once. */
export function withoutFigures(one: Figures, other: Figures): Figures {
  const jobs = one.jobs - other.jobs;
  return {
    spend: difference(one.spend, other.spend),
    unassignedSpend: difference(one.unassignedSpend, other.unassignedSpend),
    variationSpend: difference(one.variationSpend, other.variationSpend),
    waste: difference(one.waste, other.waste),
    jobs,
    unpricedJobs: one.unpricedJobs - other.unpricedJobs,
    images: one.images - other.images,
    variations: one.variations - other.variations,
    campaigns: jobs > 0 ? one.campaigns : 0,
    decided: one.decided - other.decided,
    approved: one.approved - other.approved,
    rejected: one.rejected - other.rejected,
    superseded: one.superseded - other.superseded,
  };
}

export type Guards = {
  /** Of what the metric divides by: images, variations, approved pictures, decided pictures. */
  minSample: number;
  minDecided: number;
  /** In the reporting currency. */
  minSpend: string;
  /** Share of delivered pictures that are decided or superseded; for cost per approved image. */
  minCoverage: string;
};

export function defaultGuards(metric: Metric): Guards {
  const common = { minDecided: 0, minSpend: "25", minCoverage: "0" };
  switch (metric) {
    case "costPerApprovedImage":
      return { ...common, minSample: 10, minDecided: 20, minCoverage: "0.6" };
    case "approvalRate":
      return { ...common, minSample: 20, minDecided: 20 };
    case "costPerImage":
    case "costPerVariation":
      return { ...common, minSample: 20 };
    case "costPerCampaign":
    case "wasteShare":
      return { ...common, minSample: 0 };
  }
}

export const isLowerWorse = (metric: Metric) => metric === "approvalRate";

/** What is divided by what. */
function partsOf(metric: Metric, figures: Figures): { numerator: string; denominator: string } {
  switch (metric) {
    case "costPerImage":
      return { numerator: figures.spend, denominator: String(figures.images) };
    case "costPerApprovedImage":
      return { numerator: figures.spend, denominator: String(figures.approved) };
    case "costPerVariation":
      return { numerator: figures.variationSpend, denominator: String(figures.variations) };
    case "costPerCampaign":
      return {
        numerator: new Exact(figures.spend).minus(figures.unassignedSpend).toFixed(),
        denominator: String(figures.campaigns),
      };
    case "approvalRate":
      return { numerator: String(figures.approved), denominator: String(figures.decided) };
    case "wasteShare":
      return { numerator: figures.waste, denominator: figures.spend };
  }
}

const sampleSize = (metric: Metric, figures: Figures): number =>
  metric === "wasteShare" ? figures.jobs : Number(partsOf(metric, figures).denominator);

/** The first guard that fails, in the order of the specification: sample, money, coverage, completeness. */
function guardOf(metric: Metric, guards: Guards, figures: Figures): Guard | null {
  if (sampleSize(metric, figures) < guards.minSample) return "MIN_SAMPLE";
  if (figures.decided < guards.minDecided) return "MIN_DECIDED";
  if (new Exact(figures.spend).lt(guards.minSpend)) return "MIN_MONEY";
  const seen = figures.decided + figures.superseded;
  if (metric === "costPerApprovedImage" && new Exact(seen).lt(new Exact(guards.minCoverage).times(figures.images)))
    return "REVIEW_COVERAGE";
  // Decisions are known without prices.
  return figures.unpricedJobs > 0 && metric !== "approvalRate" ? "UNPRICED" : null;
}

/**
 * The best that can still come of what is known: every undecided picture is approved, and the sample is at least as
 * large as the guard wants it. Unpriced jobs can only add cost. Waste has no such bound.
 */
export function bestOf(metric: Metric, guards: Guards, figures: Figures): string | null {
  const { numerator } = partsOf(metric, figures);
  const over = (count: number) => ratioText(numerator, Math.max(guards.minSample, count, 1));
  switch (metric) {
    case "costPerImage":
      return over(figures.images);
    case "costPerVariation":
      return over(figures.variations);
    case "costPerApprovedImage":
      return over(figures.images - figures.rejected);
    case "costPerCampaign":
      return over(figures.campaigns);
    case "approvalRate": {
      const size = Math.max(guards.minSample, figures.images, 1);
      return ratioText(size - figures.rejected, size);
    }
    case "wasteShare":
      return null;
  }
}

type Judged = {
  metric: Metric;
  guards: Guards;
  warning: string | null;
  /** Days of the window, and the sums of it. */
  from: string;
  to: string;
  figures: Figures;
  /** The window and the days since: what a certain breach is looked for in. */
  known: Figures;
};

/** The sample of a `KPI_THRESHOLD` rule. */
export function kpiSample({ metric, guards, warning, from, to, figures, known }: Judged): Sample {
  const { numerator, denominator } = partsOf(metric, figures);
  const value = new Exact(denominator).isZero() ? null : ratioText(numerator, denominator);
  const { jobs, images, decided, approved, unpricedJobs } = figures;
  const seen: Sample = {
    ...NOTHING_SEEN,
    ...{ from, to, numerator, denominator, value },
    best: known.jobs === 0 ? null : bestOf(metric, guards, known),
    counts: { jobs, images, decided, approved, unpriced: unpricedJobs },
    atStake: value === null || warning === null ? null : atStake(metric, { value, warning, figures }),
  };
  if (figures.jobs === 0) return { ...seen, status: "NO_DATA", guard: "NO_JOBS" };
  const guard = guardOf(metric, guards, figures) ?? (value === null ? "NO_VALUE" : null);
  if (guard === null) return { ...seen, status: "OK", guard: null };
  return { ...seen, status: guard === "UNPRICED" ? "INCOMPLETE" : "INSUFFICIENT", guard };
}

/** How much money lies beyond the line. */
function atStake(metric: Metric, { value, warning, figures }: { value: string; warning: string; figures: Figures }) {
  const beyond = new Exact(value).minus(warning);
  const amount =
    metric === "approvalRate"
      ? beyond.negated().times(figures.spend)
      : beyond.times(partsOf(metric, figures).denominator);
  return roundTo(Exact.max(amount, 0), 6).toFixed();
}
