"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { filterParsers } from "@/components/filters/url";
import { type KpiFilterState, useKpiFilter } from "@/components/filters/use-kpi-filter";
import type { Days } from "@/lib/core/period";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { besides, everOf, isFiltered, lifeIn, only, type Thing } from "./questions";

/** Days and filters of the page: all that the thing has had, or what the address says. */
export function useScope(thing: Thing) {
  const chosen = useKpiFilter();
  const { today } = chosen;
  const { range, from, to } = filterParsers;
  const [inUrl, setInUrl] = useQueryStates({ range, from, to }, { history: "push", scroll: false });
  const asked = useQuery(someKpisQueryOptions(everOf(thing, today)));
  const { life, hasJobs } = asked.data ? lifeIn(asked.data, thing, today) : { life: null, hasJobs: false };
  const isWhole = inUrl.range === null && (inUrl.from === null || inUrl.to === null);
  // Null until it is known how far back the thing goes.
  const days: Days | null = isWhole ? life : { from: chosen.from, to: chosen.to };
  const others = besides(thing.kind, chosen.filters);
  return {
    today,
    asked,
    isWhole,
    days,
    hasJobs,
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
      isFiltered: isFiltered(others),
    } satisfies KpiFilterState,
  };
}
export type Scope = ReturnType<typeof useScope>;
