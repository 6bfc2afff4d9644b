/** Why a value may not be judged. */
export const GUARDS = [
  "NO_JOBS",
  "NO_VALUE",
  "MIN_SAMPLE",
  "MIN_DECIDED",
  "MIN_MONEY",
  "REVIEW_COVERAGE",
  "UNPRICED",
  "NO_BUDGET",
  "TOO_EARLY",
  "NO_BALANCE",
  "NO_TARGET",
  "SHORT_HISTORY",
  "FAILED",
] as const;
export type Guard = (typeof GUARDS)[number];

/** One look at one scope: all that a decision needs, and all that a message says. Amounts are decimal text. */
export type Sample = {
  status: "OK" | "NO_DATA" | "INSUFFICIENT" | "INCOMPLETE" | "ERROR";
  guard: Guard | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** Numerator and denominator are credits of a budget, not money. */
  inCredits: boolean;
  /** The most favourable value that is still possible; null: there is no such bound. */
  best: string | null;
  /** Days the value is of; null for what has no days (credits left). */
  from: string | null;
  to: string | null;
  /** Key of the calendar period (a month, a day); "" where the window rolls. */
  period: string;
  /** The scope is archived, merged away, or the rule was deleted. */
  gone: boolean;
  /** Where the target of the scope is the threshold. */
  thresholds: { warning: string | null; critical: string | null } | null;
  counts: { jobs: number; images: number; decided: number; approved: number; unpriced: number } | null;
  /** Money beyond the warning line, for the order of what to look at first. */
  atStake: string | null;
};

export const NOTHING_SEEN: Sample = {
  status: "NO_DATA",
  guard: "NO_JOBS",
  value: null,
  numerator: null,
  denominator: null,
  inCredits: false,
  best: null,
  from: null,
  to: null,
  period: "",
  gone: false,
  thresholds: null,
  counts: null,
  atStake: null,
};

export const goneSample = (period: string): Sample => ({ ...NOTHING_SEEN, period, gone: true });
