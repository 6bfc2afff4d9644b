import { Exact, roundTo } from "@/lib/core/amount";
import { addDays, type Days } from "@/lib/core/period";
import type { KpiPartialRow } from "@/lib/kpi/schema";
import type { RuleBody, RuleVersion } from "../schema";
import { defaultGuards, type Figures, type Guards, isLowerWorse, NO_FIGURES } from "./figures";
import type { Watch } from "./machine";
import type { PlaceScope } from "./place";
import type { Sample } from "./sample";
import { SCOPES } from "./scopes";
import { workingDaysBefore } from "./special";

/** Kinds that are looked at as soon as something was written; the others wait a minute for more. */
const AT_ONCE = new Set(["BUDGET_STEP", "BALANCE_LOW", "JOB_OUTLIER"]);
export const isAtOnce = ({ kind }: Pick<RuleBody, "kind">) => AT_ONCE.has(kind);

const isRate = ({ kind, metric }: Pick<RuleBody, "kind" | "metric">) =>
  metric === "approvalRate" || metric === "wasteShare" || kind === "BUDGET_STEP" || kind === "BUDGET_FORECAST";

/** How values and thresholds of a rule are written. */
export function unitOf(body: Pick<RuleBody, "kind" | "metric">): "money" | "share" | "count" | "ratio" {
  if (body.kind === "JOB_OUTLIER" || body.kind === "DAY_ANOMALY") return "ratio";
  if (isRate(body)) return "share";
  return body.kind === "DATA_QUALITY" || body.kind === "BALANCE_LOW" ? "count" : "money";
}

const HELD = 24;
/** Days that a firing alert waits for a value. */
const HOLD_DAYS = 7;

export function watchOf(body: RuleBody): Watch {
  const { kind, metric, warning, critical } = body;
  const isKpi = kind === "KPI_THRESHOLD" || kind === "NO_APPROVAL" || kind === "DATA_QUALITY";
  const usual = isKpi ? HELD : 0;
  const isStep = kind === "BUDGET_STEP";
  return {
    worse: (metric !== null && isLowerWorse(metric)) || kind === "BALANCE_LOW" ? "lower" : "higher",
    warning,
    critical,
    pendingForHours: body.pendingForHours ?? usual,
    keepFiringForHours: body.keepFiringForHours ?? usual,
    holdForDays: body.holdForDays ?? HOLD_DAYS,
    recoveryPercent: isStep ? 0 : 5,
    step: isStep,
  };
}

/** A step of 100 % and more is critical. */
export function watchOfStep(body: RuleBody, step: number): Watch {
  const share = new Exact(step).dividedBy(100).toFixed();
  const thresholds = step >= 100 ? { warning: null, critical: share } : { warning: share, critical: null };
  return { ...watchOf(body), ...thresholds };
}

/** The lines that a sample was held against: the target of its scope, a step of the budget, or the rule's own. */
export function limitsOf(body: RuleBody, step: number, sample: Pick<Sample, "thresholds">) {
  const { warning, critical } = body.kind === "BUDGET_STEP" ? watchOfStep(body, step) : body;
  return { warning: sample.thresholds?.warning ?? warning, critical: sample.thresholds?.critical ?? critical };
}

export function guardsOf({ metric, minSample, minDecided, minSpend, minCoverage }: RuleBody): Guards {
  const usual = defaultGuards(metric ?? "costPerImage");
  return {
    minSample: minSample ?? usual.minSample,
    minDecided: minDecided ?? usual.minDecided,
    minSpend: minSpend ?? usual.minSpend,
    minCoverage: minCoverage ?? usual.minCoverage,
  };
}

/** Long enough for a campaign. */
const TO_DATE = 365;
const COHORT_AGE = 14;

/** Days of the window; for a cohort, its age. */
export function lengthOfWindow({ kind, metric, windowDays }: Pick<RuleBody, "kind" | "metric" | "windowDays">): number {
  if (windowDays !== null) return windowDays;
  if (kind === "NO_APPROVAL") return COHORT_AGE;
  if (kind === "DATA_QUALITY") return 90;
  return metric === "costPerCampaign" ? TO_DATE : isReviewed(metric) ? 28 : 7;
}

const isReviewed = (metric: RuleBody["metric"]) => metric === "costPerApprovedImage" || metric === "approvalRate";

/** The days that a rule looks at on a day. `known`: with the days since, for what is certain already. */
export function windowOf(body: RuleBody, today: string): { days: Days; known: Days } {
  const { kind, metric } = body;
  const length = lengthOfWindow(body);
  if (kind === "NO_APPROVAL") {
    const to = addDays(today, -length);
    const days = { from: addDays(to, -27), to };
    return { days, known: days };
  }
  if (kind === "DATA_QUALITY") {
    const days = { from: addDays(today, -(length - 1)), to: today };
    return { days, known: days };
  }
  const to = isReviewed(metric) ? workingDaysBefore(today, 5) : today;
  const from = addDays(to, -(length - 1));
  return { days: { from, to }, known: { from, to: today } };
}

/** A row of the KPI layer as sums. Variations' money is what the ratio says, at the six digits that amounts have. */
export function figuresOf(row: KpiPartialRow): Figures {
  const variations = row.variations ?? 0;
  const perVariation = row.costPerVariation ?? null;
  return {
    ...NO_FIGURES,
    spend: row.spend ?? "0",
    unassignedSpend: row.unassignedSpend ?? "0",
    variationSpend: perVariation === null ? "0" : roundTo(new Exact(perVariation).times(variations), 6).toFixed(),
    waste: row.waste?.total ?? "0",
    jobs: row.jobs ?? 0,
    unpricedJobs: row.unpricedJobs ?? 0,
    images: row.images ?? 0,
    variations,
    campaigns: row.campaigns ?? 0,
    decided: row.decided ?? 0,
    approved: row.approved ?? 0,
    rejected: row.rejected ?? 0,
    superseded: row.superseded ?? 0,
  };
}

export function changesBetween(before: RuleBody | null, after: RuleBody): RuleVersion["changes"] {
  if (!before) return [];
  return Object.entries(after).flatMap(([field, to]) => {
    const from = before[field as keyof RuleBody];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}

/** What one call of the KPI layer can answer for many rules. */
export type Question = {
  days: Days;
  groupBy: readonly PlaceScope[];
  filter: Partial<Record<PlaceScope, readonly string[]>>;
};

/** The rows of an answer that a rule is about: of these codes, one for each value of `each`; without it there is one. */
export type Part = { where: Partial<Record<PlaceScope, string>>; each: PlaceScope | null };

/** The KPI layer keeps sums of every pair; three dimensions at once are cheaper asked as they are. */
const MOST_SHARED = 2;

function partOf({ filter, groupBy }: Pick<RuleBody, "filter" | "groupBy">): (Part & { by: PlaceScope[] }) | null {
  const each = groupBy === "none" ? null : groupBy;
  const used = SCOPES.filter((scope) => filter[scope].length > 0);
  const by = SCOPES.filter((scope) => scope === each || used.includes(scope));
  if (used.some((scope) => filter[scope].length > 1) || by.length > MOST_SHARED) return null;
  return { each, by, where: Object.fromEntries(used.map((scope) => [scope, filter[scope][0]])) };
}

/** From so many rules on, one answer by two dimensions is less work than one filtered answer for each of them. */
const WORTH_SHARING = 3;

/** The groupings that enough of these rules have a part in. */
export function sharedGroupings(bodies: readonly RuleBody[]): ReadonlySet<string> {
  const asked = Map.groupBy(bodies, (body) => partOf(body)?.by.join());
  return new Set([...asked].flatMap(([by, own]) => (by !== undefined && own.length >= WORTH_SHARING ? [by] : [])));
}

/**
 * A filter on one value is a group of an answer that all its siblings share. By one dimension the answer is as good as
 * the filtered one; by two it has to be worth it.
 */
export function questionOf(body: RuleBody, days: Days, shared: ReadonlySet<string> = new Set()): Question & Part {
  const part = partOf(body);
  if (part && (part.by.length < MOST_SHARED || shared.has(part.by.join()))) {
    const { by, where, each } = part;
    return { days, groupBy: by, filter: {}, where, each };
  }
  const each = body.groupBy === "none" ? null : body.groupBy;
  const filter = Object.fromEntries(Object.entries(body.filter).filter(([, codes]) => codes.length > 0));
  const [named, ...more] = each ? body.filter[each] : [];
  const where = each && named !== undefined && more.length === 0 ? { [each]: named } : {};
  return { days, groupBy: each ? [each] : [], filter, where, each };
}
