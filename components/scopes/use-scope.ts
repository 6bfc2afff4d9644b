"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { FILTERS, type Filters, filterParsers } from "@/components/filters/url";
import { type KpiFilterState, useKpiFilter } from "@/components/filters/use-kpi-filter";
import { addDays, type Days, monthEnd, monthStart } from "@/lib/core/period";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { lifeOf } from "@/lib/kpi/rules/so-far";

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

/** The filter that makes figures those of this thing. */
export const only = ({ kind, code }: Pick<Thing, "kind" | "code">) =>
  kind === "campaign" ? { campaign: [code] } : { costCenter: [code] };

/** Ten years, as long as one answer reaches. */
const EVER_DAYS = 3_600;
/** Eight weeks, which a pace is taken from, and a few days. */
const PACE_DAYS = 60;

/** Filters besides the thing itself, which no address can take away. */
const besides = (kind: ScopeKind, filters: Filters): Filters => ({ ...filters, [kind]: [] });

/** Days and filters of the page: all that the thing has had, or what the address says. */
export function useScope(thing: Thing) {
  const chosen = useKpiFilter();
  const { today } = chosen;
  const { range, from, to } = filterParsers;
  const [inUrl, setInUrl] = useQueryStates({ range, from, to }, { history: "push", scroll: false });
  const ever = {
    from: addDays(today, -EVER_DAYS),
    to: today,
    interval: "month" as const,
    fields: "jobs",
    ...only(thing),
  };
  const { data, error, refetch } = useQuery(someKpisQueryOptions(ever));
  const firstMonth = data?.series.find(({ jobs = 0 }) => jobs > 0)?.start ?? null;
  const life = data ? lifeOf({ job: firstMonth, planned: thing.activeFrom }, today) : null;
  const isWhole = inUrl.range === null && (inUrl.from === null || inUrl.to === null);
  // Null until it is known how far back the thing goes.
  const days: Days | null = isWhole ? life : { from: chosen.from, to: chosen.to };
  const others = besides(thing.kind, chosen.filters);
  const isFiltered = FILTERS.some((name) => others[name].length > 0);
  return {
    today,
    error,
    retry: () => void refetch(),
    isWhole,
    days,
    hasJobs: firstMonth !== null,
    /** What every figure of the page is asked with. */
    filters: { ...others, ...only(thing) },
    setFilter: chosen.setFilter,
    setDays: chosen.setDays,
    setWhole: () => void setInUrl({ range: null, from: null, to: null }),
    life,
    /** For the filter bar, which shows what is chosen besides the thing. */
    bar: {
      ...chosen,
      ...(days ?? {}),
      preset: isWhole ? null : chosen.preset,
      filters: others,
      isFiltered,
    } satisfies KpiFilterState,
  };
}
export type Scope = ReturnType<typeof useScope>;

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
