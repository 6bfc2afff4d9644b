import { parseAsStringLiteral } from "nuqs/server";
import { FILTERS, type Filters } from "@/components/filters/url";
import { addDays, type Days, type Interval, intervalFor, previousPeriod } from "@/lib/core/period";
import { BREAKDOWN_COLUMNS } from "@/lib/kpi/chart";
import type { WholeKpiParams } from "@/lib/kpi/queries";
import { fieldsOf } from "@/lib/kpi/rules/columns";

/** As many layers as can be told apart; the rest is one. */
const MOST_LAYERS = 7;
/** Pairs of campaign and channel: enough for ten rows and eight columns of any organization that has so many. */
const MOST_PAIRS = 400;

export const INTERVALS = ["day", "week", "month"] as const;

/** What the large chart can show: spend in its parts, or a rate as a line against its target. */
export const MEASURES = ["spend", "costPerImage", "costPerApprovedImage", "costPerVariation", "approvalRate"] as const;
export type Measure = (typeof MEASURES)[number];

/** Whose approvals count: of the pictures made in the range, or decided in it. */
const APPROVALS = ["cohort", "period"] as const;

/** What the overview keeps in its URL besides range and filters. */
export const overviewParsers = {
  by: parseAsStringLiteral(FILTERS).withDefault("provider"),
  table: parseAsStringLiteral(FILTERS).withDefault("costCenter"),
  interval: parseAsStringLiteral(INTERVALS),
  show: parseAsStringLiteral(MEASURES).withDefault("spend"),
  heat: parseAsStringLiteral(["spend", "costPerApprovedImage"]).withDefault("spend"),
  approvals: parseAsStringLiteral(APPROVALS).withDefault("cohort"),
};

export type OverviewView = {
  by: (typeof FILTERS)[number];
  table: (typeof FILTERS)[number];
  interval: Interval | null;
  show: Measure;
  heat: "spend" | "costPerApprovedImage";
  approvals: (typeof APPROVALS)[number];
};

export type OverviewScope = Days & { filters: Filters; today: string } & OverviewView;

/** Too many bars to draw or to answer become coarser. */
export function intervalOf({ from, to, interval }: Pick<OverviewScope, "from" | "to" | "interval">): Interval {
  const coarsest = intervalFor({ from, to });
  if (interval === null) return coarsest;
  return interval === "day" && coarsest === "month" ? "week" : interval;
}

/** All that was ever made: whether an organization has begun. */
export const everQuestion = (today: string) => ({
  from: addDays(today, -3_650),
  to: addDays(today, 1),
  fields: "jobs,images,approved,costPerApprovedImage",
});

/** The questions behind the page. Server and browser make them here, so that a prefetched answer is found. */
export function overviewQuestions(scope: OverviewScope) {
  const { from, to, filters } = scope;
  const asked: WholeKpiParams = { from, to, ...filters };
  const counted: WholeKpiParams = scope.approvals === "period" ? { ...asked, approvals: "period" } : asked;
  const interval = intervalOf(scope);
  const before = previousPeriod({ from, to }, scope.today);
  return {
    before,
    asked,
    total: { ...counted, interval },
    /** The same by the pictures of the range: what waits is a question about them, however approvals are counted. */
    cohort: { ...asked, interval },
    previous: before ? { ...counted, ...before } : null,
    stack: { ...asked, interval, groupBy: scope.by, top: MOST_LAYERS, fields: fieldsOf(["spend"]) },
    breakdown: { ...counted, groupBy: scope.table, fields: fieldsOf(BREAKDOWN_COLUMNS) },
    /** The breakdown at first: one answer for both. */
    costCenters: { ...counted, groupBy: "costCenter", fields: fieldsOf(BREAKDOWN_COLUMNS) },
    pairs: {
      ...counted,
      groupBy: "campaign,channel",
      top: MOST_PAIRS,
      fields: fieldsOf(["spend", "costPerApprovedImage"]),
    },
  } as const;
}
