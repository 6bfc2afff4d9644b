import { FILTERS, type Filters } from "@/components/filters/url";
import { addDays, type Days, monthEnd, monthStart } from "@/lib/core/period";
import type { KpiParams } from "@/lib/kpi/queries";
import { type ColumnKey, fieldsOf } from "@/lib/kpi/rules/columns";
import { lifeOf } from "@/lib/kpi/rules/so-far";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";

export type ScopeKind = "campaign" | "costCenter";
/** What the page is about: one row of a list. */
export type Thing = {
  kind: ScopeKind;
  code: string;
  activeFrom: string | null;
  activeTo: string | null;
};

/** What each part of the page is asked with. */
export type PartProps = { thing: Thing; days: Days; today: string; filters: Filters };

export type Part = "motif" | "market" | "channel" | "campaign" | "createdBy";

export const PARTS: Record<ScopeKind, readonly Part[]> = {
  campaign: ["motif", "market", "channel", "createdBy"],
  costCenter: ["campaign", "market", "channel", "createdBy"],
};

/** The figures of each part. */
export const COLUMNS: Record<Part, readonly ColumnKey[]> = {
  motif: ["spend", "images", "decided", "approved", "costPerApprovedImage", "waste"],
  campaign: ["spend", "share", "images", "approved", "costPerApprovedImage", "waste"],
  market: ["spend", "share", "images", "approved", "costPerApprovedImage"],
  channel: ["spend", "share", "images", "approved", "costPerApprovedImage"],
  createdBy: ["spend", "jobs", "images", "approved"],
};

export const LATEST = 8;

/** The filter that makes figures those of this thing. */
export const only = ({ kind, code }: Pick<Thing, "kind" | "code">) =>
  kind === "campaign" ? { campaign: [code] } : { costCenter: [code] };

/** Filters besides the thing itself, which no address can take away. */
export const besides = (kind: ScopeKind, filters: Filters): Filters => ({ ...filters, [kind]: [] });

export const isFiltered = (filters: Filters) => FILTERS.some((name) => filters[name].length > 0);

/** Ten years, as long as one answer reaches. */
const EVER_DAYS = 3_600;
/** Eight weeks, which a pace is taken from, and a few days. */
const PACE_DAYS = 60;

/** How far back the thing goes. */
export const everOf = (thing: Thing, today: string): KpiParams => ({
  from: addDays(today, -EVER_DAYS),
  to: today,
  interval: "month",
  fields: "jobs",
  ...only(thing),
});

const firstMonthOf = ({ series }: KpiLimitedAnswer) => series.find(({ jobs = 0 }) => jobs > 0)?.start ?? null;

/** All days that it has had. */
export function lifeIn(ever: KpiLimitedAnswer, thing: Thing, today: string): { life: Days; hasJobs: boolean } {
  const job = firstMonthOf(ever);
  return { life: lifeOf({ job, planned: thing.activeFrom }, today), hasJobs: job !== null };
}

/** The period that an outlook is for, and the days that its pace is taken from. A cost centre looks at its month. */
export function outlookDays({ kind, activeFrom, activeTo }: Thing, life: Days, today: string) {
  const pace = addDays(today, -PACE_DAYS);
  const period =
    kind === "costCenter"
      ? { from: monthStart(today), to: monthEnd(today) }
      : { from: activeFrom && activeFrom < life.from ? activeFrom : life.from, to: activeTo };
  // What was spent since the beginning counts, and so do the weeks before a period that has just begun.
  const from = [period.from, pace].sort()[0] ?? pace;
  return { period, from };
}

/** The questions of the page. Server and browser make them here, so that a prefetched answer is found. */
export const partQuestion = ({ days, filters }: Pick<PartProps, "days" | "filters">, part: Part): KpiParams => ({
  ...days,
  ...filters,
  groupBy: part,
  fields: fieldsOf(COLUMNS[part]),
});

export const outlookQuestion = (thing: Thing, life: Days, today: string): KpiParams => ({
  from: outlookDays(thing, life, today).from,
  to: today,
  interval: "day",
  fields: fieldsOf(["spend"]),
  ...only(thing),
});

export const usedQuestion = ({ days, filters }: Pick<PartProps, "days" | "filters">): KpiParams => ({
  ...days,
  ...filters,
  groupBy: "provider,model",
  fields: "jobs",
});
