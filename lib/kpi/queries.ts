import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answersOf, fetchJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { DIMENSIONS } from "./rules/vocabulary";
import type { Dimension, Interval } from "./schema";
import type { MovingFigure } from "./schema/history";

const answer = answersOf(() => import("./schema"));
const answerOfHistory = answersOf(() => import("./schema/history"));
const answerOfInsight = answersOf(() => import("./schema/insight"));
const answerOfTags = answersOf(() => import("./schema/tag-keys"));
const answerOfWaste = answersOf(() => import("./schema/waste"));

/** Invalidated as a whole after every write that may change a figure. */
export const kpiKey = ["kpi"] as const;

/** For when somebody reaches for a filter: the first change of one need not wait for what reads its answer. */
export const prepareToAsk = () => void answer("kpiAnswer")().catch(() => undefined);

/** The parameters of GET /kpis as the browser sends them, for every figure; filters repeat their name for OR. */
export type WholeKpiParams = Partial<Record<Dimension, readonly string[]>> & {
  from: string;
  to: string;
  groupBy?: string;
  interval?: Interval;
  top?: number;
  view?: "credit" | "full";
  training?: boolean;
  approvals?: "cohort" | "period";
};
/** With the figures that are shown, separated by commas: nothing else is added up and sent. */
export type KpiParams = WholeKpiParams & { fields?: string };

const ORDER = [
  "from",
  "to",
  "groupBy",
  "interval",
  "fields",
  "top",
  "view",
  "training",
  "approvals",
  ...DIMENSIONS,
] as const;
const isTag = (name: string): name is `tag.${string}` => name.startsWith("tag.");

/** Empty filters left out, in one order: the same question has the same key on the server and in the browser. */
export function kpiUrlParams(params: KpiParams): Record<string, string | string[]> {
  const tags = Object.keys(params).filter(isTag).sort();
  const given = [...ORDER, ...tags].flatMap((name): [string, string | string[]][] => {
    const value = params[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    return [[name, Array.isArray(value) ? [...value] : String(value)]];
  });
  return Object.fromEntries(given);
}

/** Every figure of a range, its groups and intervals. */
export function kpiQueryOptions(params: WholeKpiParams & { fields?: never }) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, asked],
    queryFn: ({ signal }) => fetchJson(answer("kpiAnswer"), withQuery("/api/v1/kpis", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** The same, where `fields` may have left some out. */
export function someKpisQueryOptions(params: KpiParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, asked],
    queryFn: ({ signal }) => fetchJson(answer("kpiLimitedAnswer"), withQuery("/api/v1/kpis", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Waste by class and the funnel, for the same parameters. */
export function wasteQueryOptions(params: WholeKpiParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, "waste", asked],
    queryFn: ({ signal }) => fetchJson(answerOfWaste("wasteAnswer"), withQuery("/api/v1/waste", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Keys of tags that recent jobs carry: what figures can be split by besides the dimensions. */
export const tagKeysQuery = () =>
  queryOptions({
    queryKey: [...kpiKey, "tag-keys"],
    queryFn: ({ signal }) => fetchJson(answerOfTags("tagKeysAnswer"), "/api/v1/kpis/tag-keys", { signal }),
    staleTime: 300_000,
  });

type HistoryParams = Omit<WholeKpiParams, "groupBy" | "interval" | "top"> & { figure: MovingFigure };

/** How one figure of a range moved, from the end of the range until today. */
export function figureHistoryQueryOptions({ figure, ...params }: HistoryParams) {
  const asked = { figure, ...kpiUrlParams(params) };
  return queryOptions({
    queryKey: [...kpiKey, "history", asked],
    queryFn: ({ signal }) =>
      fetchJson(answerOfHistory("figureHistory"), withQuery("/api/v1/kpis/history", asked), { signal }),
  });
}

/** A question about a range and its filters: what `/kpis/movers` and `/kpis/basis` take. */
type ScopeParams = Omit<WholeKpiParams, "groupBy" | "interval" | "top">;

export function moversQueryOptions(params: ScopeParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, "movers", asked],
    queryFn: ({ signal }) =>
      fetchJson(answerOfInsight("moversAnswer"), withQuery("/api/v1/kpis/movers", asked), { signal }),
    placeholderData: keepPreviousData,
  });
}

export function basisQueryOptions(params: ScopeParams) {
  const asked = kpiUrlParams(params);
  return queryOptions({
    queryKey: [...kpiKey, "basis", asked],
    queryFn: ({ signal }) =>
      fetchJson(answerOfInsight("basisAnswer"), withQuery("/api/v1/kpis/basis", asked), { signal }),
  });
}
