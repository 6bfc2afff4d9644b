"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMe } from "@/components/common/me-context";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { useToday } from "@/components/filters/use-kpi-filter";
import { addDays, type Days, monthEnd, monthStart, type Preset } from "@/lib/core/period";
import { type KpiParams, kpiQueryOptions } from "@/lib/kpi/queries";
import { lifeOf } from "@/lib/kpi/rules/so-far";

export type ScopeKind = "campaign" | "costCenter";
/** What the page is about: one row of a list. */
export type Thing = {
  kind: ScopeKind;
  code: string;
  activeFrom: string | null;
  activeTo: string | null;
};

/** The filter that makes figures those of this thing. */
export const only = ({ kind, code }: Pick<Thing, "kind" | "code">) =>
  kind === "campaign" ? { campaign: [code] } : { costCenter: [code] };

/** Ten years, as long as one answer reaches. */
const EVER_DAYS = 3_600;
/** Eight weeks, which a pace is taken from, and a few days. */
const PACE_DAYS = 60;

const NO_FILTERS = filtersOf({
  ...{ costCenter: [], campaign: [], market: [], channel: [] },
  ...{ provider: [], model: [], kind: [], stage: [] },
});

/** Days of the page: all that the thing has had, or those in the address. */
export function useScopeDays(thing: Thing) {
  const today = useToday();
  const { fiscalYearStart } = useMe().organization;
  const { range, from, to } = filterParsers;
  const [inUrl, setInUrl] = useQueryStates({ range, from, to }, { history: "push", scroll: false });
  const ever: KpiParams = {
    from: addDays(today, -EVER_DAYS),
    to: today,
    interval: "month",
    ...only(thing),
  };
  const { data, error, refetch } = useQuery(kpiQueryOptions(ever));
  const firstMonth = data?.series.find(({ jobs = 0 }) => jobs > 0)?.start ?? null;
  const life = data ? lifeOf({ job: firstMonth, planned: thing.activeFrom }, today) : null;
  const isWhole = inUrl.range === null && (inUrl.from === null || inUrl.to === null);
  const chosen = rangeOf(inUrl, today, fiscalYearStart);
  return {
    today,
    error,
    retry: () => void refetch(),
    isWhole,
    /** Null until it is known how far back the thing goes. */
    days: (isWhole ? life : { from: chosen.from, to: chosen.to }) as Days | null,
    preset: isWhole ? null : chosen.preset,
    hasJobs: firstMonth !== null,
    filters: { ...NO_FILTERS, ...only(thing) },
    setWhole: () => void setInUrl({ range: null, from: null, to: null }),
    setPreset: (preset: Preset) => void setInUrl({ range: preset, from: null, to: null }),
    setDays: (days: Days) => void setInUrl({ range: null, ...days }),
    life,
  };
}
export type ScopeDays = ReturnType<typeof useScopeDays>;

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
