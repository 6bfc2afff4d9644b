"use client";

import { useNow } from "next-intl";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useMe } from "@/components/common/me-context";
import { dayIn, type Preset } from "@/lib/core/period";
import { FILTERS, type Filter, type Filters, filterParsers, filtersOf, rangeOf } from "./url";

const TEN_MINUTES_MS = 600_000;

/** Today in the organization's zone; the server's clock first, so that both draw the same page. */
export function useToday(): string {
  const { timeZone } = useMe().organization;
  return dayIn(timeZone, useNow({ updateInterval: TEN_MINUTES_MS }));
}

/** Range and filters of the page, from its URL; setters write them there. */
export function useKpiFilter() {
  const { fiscalYearStart } = useMe().organization;
  const today = useToday();
  const [inUrl, setInUrl] = useQueryStates(filterParsers, { history: "push", scroll: false });
  const { from, to, preset } = rangeOf(inUrl, today, fiscalYearStart);
  const filters = useMemo(() => filtersOf(inUrl), [inUrl]);

  return {
    from,
    to,
    /** The preset that the days come from; null for days that were chosen. */
    preset,
    today,
    filters,
    isFiltered: FILTERS.some((name) => filters[name].length > 0),
    setPreset: (range: Preset) => void setInUrl({ range, from: null, to: null }),
    setDays: (days: { from: string; to: string }) => void setInUrl({ range: null, ...days }),
    setFilter: (name: Filter, codes: readonly string[]) =>
      void setInUrl({ [name]: codes.length > 0 ? [...codes] : null }),
    setFilters: (next: Partial<Filters>) => void setInUrl(next),
    resetFilters: () => void setInUrl(Object.fromEntries(FILTERS.map((name) => [name, null]))),
  };
}
export type KpiFilterState = ReturnType<typeof useKpiFilter>;
