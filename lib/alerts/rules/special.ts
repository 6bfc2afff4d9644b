import { Exact, ratioText, roundTo } from "@/lib/core/amount";
import { addDays, type Days } from "@/lib/core/period";
import type { Figures } from "./figures";
import { NOTHING_SEEN, type Sample } from "./sample";

type Amount = InstanceType<typeof Exact>;

const middle = (sorted: readonly Amount[]): Amount => {
  const at = Math.floor(sorted.length / 2);
  const upper = sorted[at] ?? new Exact(0);
  return sorted.length % 2 === 1 ? upper : upper.plus(sorted[at - 1] ?? 0).dividedBy(2);
};

/** Median, and the median of the distances to it. */
export function spreadOf(values: readonly string[]): { median: string; mad: string } {
  const sorted = values.map((value) => new Exact(value)).sort((a, b) => a.comparedTo(b));
  const median = middle(sorted);
  const distances = sorted.map((value) => value.minus(median).abs()).sort((a, b) => a.comparedTo(b));
  return { median: median.toFixed(), mad: middle(distances).toFixed() };
}

/** A job is compared with at least so many of its kind. */
const OUTLIER_SAMPLE = 30;
const OUTLIER_DEVIATIONS = 5;

export type OutlierJob = {
  cost: string;
  day: string;
  /** Of the 90 days of its (wallet unit, provider, model, kind). */
  jobs: number;
  median: string;
  mad: string;
};

/**
 * `JOB_OUTLIER`: cost ÷ median, where it is also more than five deviations above; with no deviation at all the ratio
 * alone decides. What is dear but usual for its kind has the value 0: it can be judged, and is no outlier.
 */
export function outlierSample({ cost, day, jobs, median, mad }: OutlierJob): Sample {
  const seen: Sample = {
    ...NOTHING_SEEN,
    ...{ from: day, to: day, numerator: cost, denominator: median },
    counts: { jobs, images: 0, decided: 0, approved: 0, unpriced: 0 },
  };
  if (jobs < OUTLIER_SAMPLE) return { ...seen, status: "INSUFFICIENT", guard: "MIN_SAMPLE" };
  if (new Exact(median).lte(0)) return { ...seen, status: "INSUFFICIENT", guard: "NO_VALUE" };
  const isFar =
    new Exact(mad).isZero() || new Exact(cost).gt(new Exact(median).plus(new Exact(mad).times(OUTLIER_DEVIATIONS)));
  const atStake = roundTo(Exact.max(new Exact(cost).minus(median), 0), 6).toFixed();
  return { ...seen, status: "OK", guard: null, value: isFar ? ratioText(cost, median) : "0", atStake };
}

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const ANOMALY_HISTORY = 13;
const WEEKS = 8;

/** `DAY_ANOMALY`: how many per cent of what this weekday usually takes; needs 13 days that came before. */
export function anomalySample(spent: ReadonlyMap<string, string>, day: string, least: { money: string }): Sample {
  const seen: Sample = { ...NOTHING_SEEN, from: day, to: day, period: day, numerator: spent.get(day) ?? "0" };
  const first = [...spent.keys()].filter((one) => one < day && !new Exact(spent.get(one) ?? 0).isZero()).sort()[0];
  if (first === undefined || first > addDays(day, -ANOMALY_HISTORY))
    return { ...seen, status: "INSUFFICIENT", guard: "SHORT_HISTORY" };
  const alike = Array.from({ length: WEEKS }, (_, week) => addDays(day, -7 * (week + 1)))
    .filter((one) => one >= first && weekday(one) === weekday(day))
    .map((one) => spent.get(one) ?? "0");
  const usual = spreadOf(alike).median;
  const beyond = new Exact(seen.numerator ?? 0).minus(usual);
  const isMuch = beyond.gte(least.money);
  const value = !isMuch ? "0" : new Exact(usual).isZero() ? "10" : ratioText(seen.numerator ?? "0", usual);
  const atStake = roundTo(Exact.max(beyond, 0), 6).toFixed();
  return { ...seen, status: "OK", guard: null, denominator: usual, value, atStake };
}

/** `NO_APPROVAL`: the spend of a cohort that nobody has approved a picture of. */
export function noApprovalSample(figures: Figures, days: Days): Sample {
  const { jobs, images, decided, approved, unpricedJobs } = figures;
  const seen: Sample = {
    ...NOTHING_SEEN,
    ...days,
    counts: { jobs, images, decided, approved, unpriced: unpricedJobs },
  };
  if (images === 0) return { ...seen, status: "NO_DATA", guard: jobs === 0 ? "NO_JOBS" : "NO_VALUE" };
  const value = approved > 0 ? "0" : figures.spend;
  return { ...seen, status: "OK", guard: null, value, numerator: value, denominator: "1", atStake: value };
}

export const QUALITY_MEASURES = ["unpricedJobs", "reviewBacklog", "silentDays"] as const;
export type QualityMeasure = (typeof QUALITY_MEASURES)[number];

/** `DATA_QUALITY`. Silence is counted from the last job that is known; without any there is nothing to miss. */
export function qualitySample(
  measure: QualityMeasure,
  figures: Figures,
  { days, lastJobOn, today }: { days: Days; lastJobOn: string | null; today: string },
): Sample {
  const { jobs, images, decided, approved, unpricedJobs, superseded } = figures;
  const seen: Sample = {
    ...NOTHING_SEEN,
    ...days,
    counts: { jobs, images, decided, approved, unpriced: unpricedJobs },
  };
  if (measure === "silentDays") {
    if (lastJobOn === null) return seen;
    const silent = (Date.parse(today) - Date.parse(lastJobOn)) / 86_400_000;
    return { ...seen, status: "OK", guard: null, value: String(silent), numerator: String(silent), denominator: "1" };
  }
  const value = measure === "unpricedJobs" ? unpricedJobs : Math.max(images - decided - superseded, 0);
  return { ...seen, status: "OK", guard: null, value: String(value), numerator: String(value), denominator: "1" };
}

/** A period of a budget as the budgets slice answers it. */
export type BudgetSeen = {
  budget: { unit: "MONEY" | "CREDITS" };
  period: { from: string; to: string; available: string; spent: string; share: string; unpricedJobs: number } | null;
  forecast: { expected: string; share: string } | null;
};

/** `BUDGET_STEP`: share of the budget that is spent. Unpriced jobs can only add to it, so it is never muted. */
export function budgetStepSample({ budget, period }: BudgetSeen): Sample {
  if (!period) return { ...NOTHING_SEEN, guard: "NO_BUDGET" };
  const { from, to, available, spent, share, unpricedJobs } = period;
  const seen: Sample = {
    ...NOTHING_SEEN,
    ...{ from, to, period: `${from}/${to}`, numerator: spent, denominator: available },
    inCredits: budget.unit === "CREDITS",
    counts: unpricedJobs > 0 ? { jobs: 0, images: 0, decided: 0, approved: 0, unpriced: unpricedJobs } : null,
  };
  if (new Exact(available).lte(0)) return { ...seen, status: "NO_DATA", guard: "NO_BUDGET" };
  return { ...seen, status: "OK", guard: null, value: share, atStake: beyond(seen) };
}

/** `BUDGET_FORECAST`: what the period will have cost ÷ budget; the budgets slice gives none before 20 % of it is over. */
export function budgetForecastSample({ budget, period, forecast }: BudgetSeen): Sample {
  const spent = budgetStepSample({ budget, period, forecast });
  if (spent.status !== "OK") return spent;
  if (!forecast) return { ...spent, status: "INSUFFICIENT", guard: "TOO_EARLY", value: null, atStake: null };
  const ahead = { ...spent, value: forecast.share, numerator: forecast.expected };
  return { ...ahead, atStake: beyond(ahead) };
}

/** The money above the budget; credits are none. */
function beyond({ numerator, denominator, inCredits }: Sample): string | null {
  if (inCredits) return null;
  return roundTo(Exact.max(new Exact(numerator ?? 0).minus(denominator ?? 0), 0), 6).toFixed();
}

export const BALANCE_MEASURES = ["creditsLeft", "daysLeft"] as const;
export type BalanceMeasure = (typeof BALANCE_MEASURES)[number];

/** `BALANCE_LOW`: less is worse. */
export function balanceSample(
  measure: BalanceMeasure,
  { remaining, daysLeft }: { remaining: string | null; daysLeft: number | null },
): Sample {
  const value = measure === "creditsLeft" ? remaining : daysLeft === null ? null : String(daysLeft);
  if (value === null) return { ...NOTHING_SEEN, guard: "NO_BALANCE" };
  return { ...NOTHING_SEEN, status: "OK", guard: null, value, numerator: value, denominator: "1" };
}

/** The last day of a window that ends `days` working days before today, so that reviews had their time. */
export function workingDaysBefore(today: string, days: number): string {
  let day = today;
  for (let left = days; left > 0; ) {
    day = addDays(day, -1);
    if (weekday(day) !== 0 && weekday(day) !== 6) left -= 1;
  }
  return day;
}
