import { parseAsArrayOf, parseAsBoolean, parseAsNativeArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { FILTERS, type Filters } from "@/components/filters/url";
import { type Days, type Interval, intervalFor, previousPeriod } from "@/lib/core/period";
import type { KpiParams } from "@/lib/kpi/queries";
import { COLUMN_KEYS, type ColumnKey, fieldsOf, isColumnKey } from "@/lib/kpi/rules/columns";
import { type Sort, sortText, toSort } from "@/lib/kpi/rules/table";
import { DIMENSIONS, INTERVALS } from "@/lib/kpi/rules/vocabulary";
import type { Dimension } from "@/lib/kpi/schema";

/** Dimensions that only this page filters by, besides the shared bar's; tags as `key:value`. */
export const EXTRA_FILTERS = ["wallet", "motif", "assetType", "createdBy", "source"] as const;
export type ExtraFilter = (typeof EXTRA_FILTERS)[number];
type Extra = Record<ExtraFilter | "tag", string[]>;

export const LAYOUTS = ["nested", "pivot"] as const;
export const CHARTS = ["time", "bars", "map"] as const;
type ChartKind = (typeof CHARTS)[number];

const DEFAULT_COLUMNS: readonly ColumnKey[] = [
  "spend",
  "share",
  "images",
  "approved",
  "costPerImage",
  "costPerApprovedImage",
  "approvalRate",
  "waste",
  "jobs",
];

const several = () => parseAsNativeArrayOf(parseAsString).withDefault([]);

/** Everything that the page shows is in its address. */
export const exploreParsers = {
  rows: parseAsString.withDefault("campaign"),
  split: parseAsString,
  layout: parseAsStringLiteral(LAYOUTS).withDefault("nested"),
  columns: parseAsArrayOf(parseAsString),
  sort: parseAsString.withDefault("-spend"),
  q: parseAsString.withDefault(""),
  folded: several(),
  compare: parseAsBoolean.withDefault(false),
  measure: parseAsStringLiteral(COLUMN_KEYS).withDefault("spend"),
  chart: parseAsStringLiteral(CHARTS).withDefault("time"),
  interval: parseAsStringLiteral(INTERVALS),
  view: parseAsStringLiteral(["credit", "full"] as const).withDefault("credit"),
  approvals: parseAsStringLiteral(["cohort", "period"] as const).withDefault("cohort"),
  training: parseAsBoolean.withDefault(false),
  wallet: several(),
  motif: several(),
  assetType: several(),
  createdBy: several(),
  source: several(),
  tag: several(),
};

export type InUrl = {
  rows: string;
  split: string | null;
  layout: (typeof LAYOUTS)[number];
  columns: string[] | null;
  sort: string;
  q: string;
  folded: string[];
  compare: boolean;
  measure: ColumnKey;
  chart: ChartKind;
  interval: Interval | null;
  view: "credit" | "full";
  approvals: "cohort" | "period";
  training: boolean;
} & Extra;

const isDimension = (text: string): text is Dimension =>
  (DIMENSIONS as readonly string[]).includes(text) || /^tag\.[^,]{1,50}$/.test(text);

export const isFilter = (dimension: string): dimension is (typeof FILTERS)[number] =>
  (FILTERS as readonly string[]).includes(dimension);
export const isExtra = (dimension: string): dimension is ExtraFilter =>
  (EXTRA_FILTERS as readonly string[]).includes(dimension);

/** What a tag filter says: `artist:mk`, or `artist:` for jobs without that tag. */
export function tagOf(text: string): { key: string; value: string } {
  const at = text.indexOf(":");
  return at < 0 ? { key: text, value: "" } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

function tagParams(tags: readonly string[]): Partial<Record<`tag.${string}`, string[]>> {
  const params: Record<`tag.${string}`, string[]> = {};
  for (const text of tags) {
    const { key, value } = tagOf(text);
    params[`tag.${key}`] = [...(params[`tag.${key}`] ?? []), value];
  }
  return params;
}

export type ExploreScope = Days & {
  today: string;
  filters: Filters;
  extra: Extra;
  first: Dimension;
  second: Dimension | null;
  isPivot: boolean;
  columns: readonly ColumnKey[];
  sort: Sort;
} & Pick<InUrl, "q" | "folded" | "compare" | "measure" | "chart" | "interval" | "view" | "approvals" | "training">;

type Place = Days & { today: string; filters: Filters };

/** An address may come from anywhere: what it says wrongly is what the page shows at first. */
export function scopeOf(inUrl: InUrl, place: Place, remembered: readonly string[] | null): ExploreScope {
  const first = isDimension(inUrl.rows) ? inUrl.rows : "campaign";
  const second = inUrl.split !== null && isDimension(inUrl.split) && inUrl.split !== first ? inUrl.split : null;
  const chosen = (inUrl.columns ?? remembered ?? []).filter(isColumnKey);
  const isPivot = second !== null && inUrl.layout === "pivot";
  const { wallet, motif, assetType, createdBy, source, tag, q, folded, measure, interval } = inUrl;
  const { view, approvals, training } = inUrl;
  return {
    ...place,
    extra: { wallet, motif, assetType, createdBy, source, tag },
    first,
    second,
    isPivot,
    columns: chosen.length > 0 ? [...new Set(chosen)] : DEFAULT_COLUMNS,
    sort: toSort(inUrl.sort) ?? { by: "spend", descending: true },
    ...{ q, folded, measure, interval, view, approvals, training },
    chart: inUrl.chart === "map" && second === null ? "time" : inUrl.chart,
    // A pivot shows one figure of one period.
    compare: inUrl.compare && !isPivot,
  };
}

/** The filters and switches as the API takes them. */
function basis(scope: ExploreScope): KpiParams {
  const { tag, ...extra } = scope.extra;
  return {
    from: scope.from,
    to: scope.to,
    ...scope.filters,
    ...extra,
    ...tagParams(tag),
    ...(scope.view === "full" ? { view: scope.view } : {}),
    ...(scope.training ? { training: true } : {}),
    ...(scope.approvals === "period" ? { approvals: scope.approvals } : {}),
  };
}

/** As many lines or layers as can be told apart. */
const MOST_LAYERS = 7;

export function chartInterval({ from, to, interval }: Pick<ExploreScope, "from" | "to" | "interval">): Interval {
  const fits = intervalFor({ from, to });
  if (interval === null) return fits;
  return interval === "day" && fits === "month" ? "week" : interval;
}

/** The questions behind the page. Server and browser make them here, so that a prefetched answer is found. */
export function exploreQuestions(scope: ExploreScope) {
  const asked = basis(scope);
  const both = scope.second ? `${scope.first},${scope.second}` : null;
  const days = scope.compare ? previousPeriod(scope, scope.today) : null;
  const interval = chartInterval(scope);
  const isOverTime = scope.chart === "time";
  const sorted = scope.sort.by === "name" ? [] : [scope.sort.by];
  // The usual columns come and go without another question, also those that only the browser remembers.
  const fields = fieldsOf([...DEFAULT_COLUMNS, ...scope.columns, scope.measure, ...sorted]);
  const table = { ...asked, fields };
  const chart = { ...asked, interval, fields: fieldsOf([scope.measure]) };
  return {
    days,
    isAcross: scope.isPivot,
    groups: { ...table, groupBy: scope.first },
    parts: both ? { ...table, groupBy: both } : null,
    across: scope.second && (scope.isPivot || scope.chart === "map") ? { ...table, groupBy: scope.second } : null,
    groupsBefore: days ? { ...table, ...days, groupBy: scope.first } : null,
    partsBefore: days && both ? { ...table, ...days, groupBy: both } : null,
    series: isOverTime ? chart : null,
    split: isOverTime ? { ...chart, groupBy: scope.first, top: MOST_LAYERS } : null,
  } as const;
}

/** The table as a file: the same figures, columns, order and search. `codes`: rows found by a word that only the screen says. */
export function exportParams(scope: ExploreScope, codes: readonly string[], dialect: "en" | "de") {
  const { training, ...asked } = basis(scope);
  return {
    ...asked,
    training: training ? "true" : null,
    groupBy: scope.second ? `${scope.first},${scope.second}` : scope.first,
    columns: scope.isPivot ? scope.measure : scope.columns.join(","),
    sort: sortText(scope.sort),
    q: scope.q.trim() || null,
    row: codes,
    compare: scope.compare ? "previous" : null,
    layout: scope.isPivot ? "pivot" : null,
    dialect: dialect === "de" ? "de" : null,
  };
}

/** Where a click leads deeper: from a value of one dimension to the values of the next. */
const DEEPER: Partial<Record<Dimension, Dimension>> = {
  costCenter: "campaign",
  campaign: "motif",
  motif: "kind",
  market: "channel",
  channel: "campaign",
  provider: "model",
  wallet: "model",
  model: "kind",
  kind: "stage",
  stage: "campaign",
  assetType: "motif",
  createdBy: "campaign",
  source: "provider",
};

/** The next dimension that is not filtered by yet; the same one where there is none. */
export function deeper(dimension: Dimension, isFiltered: (one: Dimension) => boolean): Dimension {
  let next = DEEPER[dimension] ?? "campaign";
  for (const _ of DIMENSIONS) {
    if (next !== dimension && !isFiltered(next)) return next;
    next = DEEPER[next] ?? "campaign";
  }
  return dimension;
}
