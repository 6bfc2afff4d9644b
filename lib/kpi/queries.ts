import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { DIMENSIONS, type Interval, kpiAnswer } from "./schema";
import { wasteAnswer } from "./schema/waste";

/** Invalidated as a whole after every write that may change a figure. */
export const kpiKey = ["kpi"] as const;

/** The parameters of GET /kpis as the browser sends them; filters repeat their name for OR. */
export type KpiParams = Partial<Record<(typeof DIMENSIONS)[number], readonly string[]>> & {
  from: string;
  to: string;
  groupBy?: string;
  interval?: Interval;
  top?: number;
};

const ORDER = ["from", "to", "groupBy", "interval", "top", ...DIMENSIONS] as const;

/** Empty filters left out, in one order: the same question has the same key on the server and in the browser. */
export function kpiUrlParams(params: KpiParams): Record<string, string | string[]> {
  const given = ORDER.flatMap((name): [string, string | string[]][] => {
    const value = params[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [[name, Array.isArray(value) ? [...value] : String(value)]];
  });
  return Object.fromEntries(given);
}

export function kpiQueryOptions(params: KpiParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, asked],
    queryFn: ({ signal }) => fetchJson(kpiAnswer, withQuery("/api/v1/kpis", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Waste by class and the funnel, for the same parameters. */
export function wasteQueryOptions(params: KpiParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, "waste", asked],
    queryFn: ({ signal }) => fetchJson(wasteAnswer, withQuery("/api/v1/waste", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}
