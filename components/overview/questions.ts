import { parseAsStringLiteral } from "nuqs/server";
import { FILTERS, type Filters } from "@/components/filters/url";
import { type Days, type Interval, intervalFor, previousPeriod } from "@/lib/core/period";
import type { KpiParams } from "@/lib/kpi/queries";

/** As many layers as can be told apart; the rest is one. */
const MOST_LAYERS = 7;
/** Pairs of campaign and channel: enough for ten rows and eight columns of any organization that has so many. */
const MOST_PAIRS = 400;

export const INTERVALS = ["day", "week", "month"] as const;

/** What the large chart can show: spend in its parts, or a rate as a line against its target. */
export const MEASURES = ["spend", "costPerImage", "costPerApprovedImage", "costPerVariation", "approvalRate"] as const;
export type Measure = (typeof MEASURES)[number];

/** What the overview keeps in its URL besides range and filters. */
export const overviewParsers = {
  by: parseAsStringLiteral(FILTERS).withDefault("provider"),
  table: parseAsStringLiteral(FILTERS).withDefault("costCenter"),
  interval: parseAsStringLiteral(INTERVALS),
  show: parseAsStringLiteral(MEASURES).withDefault("spend"),
  heat: parseAsStringLiteral(["spend", "costPerApprovedImage"]).withDefault("spend"),
};

export type OverviewView = {
  by: (typeof FILTERS)[number];
  table: (typeof FILTERS)[number];
  interval: Interval | null;
  show: Measure;
  heat: "spend" | "costPerApprovedImage";
};

export type OverviewScope = Days & { filters: Filters; today: string } & OverviewView;

/** Too many bars to draw or to answer become coarser. */
export function intervalOf({ from, to, interval }: Pick<OverviewScope, "from" | "to" | "interval">): Interval {
  const coarsest = intervalFor({ from, to });
  if (interval === null) return coarsest;
  return interval === "day" && coarsest === "month" ? "week" : interval;
}

/** The questions behind the page. Server and browser make them here, so that a prefetched answer is found. */
export function overviewQuestions(scope: OverviewScope) {
  const { from, to, filters } = scope;
  const asked: KpiParams = { from, to, ...filters };
  const interval = intervalOf(scope);
  const before = previousPeriod({ from, to }, scope.today);
  return {
    before,
    asked,
    total: { ...asked, interval },
    previous: before ? { ...asked, ...before } : null,
    stack: { ...asked, interval, groupBy: scope.by, top: MOST_LAYERS },
    breakdown: { ...asked, groupBy: scope.table },
    costCenters: { ...asked, groupBy: "costCenter" },
    pairs: { ...asked, groupBy: "campaign,channel", top: MOST_PAIRS },
  } as const;
}
