import { z } from "zod";
import { day, decimalText } from "@/lib/core/schema";
import { checkKpiParams, filterable, kpiParams, NULL_REASONS, toKpiQuery } from "../schema";

/** Figures whose movement can be told in parts; campaigns and credits of several providers are not added. */
const MOVING_FIGURES = [
  "spend",
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "approvalRate",
  "reviewCoverage",
  "failureRate",
] as const;
export type MovingFigure = (typeof MOVING_FIGURES)[number];

/** Why a figure moved, in the order in which the parts are told. */
export const CAUSES = ["lateJobs", "voided", "corrected", "priced", "decided"] as const;
export type Cause = (typeof CAUSES)[number];

const figurePoint = z.object({
  /** The instant. */
  asOf: z.string(),
  value: decimalText.nullable(),
  reason: z.enum(NULL_REASONS).nullable(),
  /** What is divided; for spend the figure itself, by nothing. */
  numerator: decimalText,
  denominator: decimalText.nullable(),
  lowerBound: z.boolean(),
});
export type FigurePoint = z.infer<typeof figurePoint>;

const figureStep = z.object({
  cause: z.enum(CAUSES),
  /** Jobs that are part of it. */
  jobs: z.number(),
  /** Signed; over all steps they add up to the change of numerator and denominator. */
  numerator: decimalText,
  denominator: decimalText.nullable(),
  /** By how much the figure moved with this step, after the steps before it; null where one end has no value. */
  value: decimalText.nullable(),
});
export type FigureStep = z.infer<typeof figureStep>;

export const figureHistory = z.object({
  figure: z.enum(MOVING_FIGURES),
  range: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  currency: z.string(),
  limitedTo: z.array(z.string()).nullable(),
  /** The figure at the end of each day asked for, the last one as it is now. */
  points: z.array(figurePoint.extend({ day: z.string() })),
  from: figurePoint,
  to: figurePoint,
  /** to − from; null where one of them has no value. */
  change: decimalText.nullable(),
  steps: z.array(figureStep),
});
export type FigureHistory = z.infer<typeof figureHistory>;

const { from, to, view, training } = kpiParams;

/** `GET /kpis/history?figure&from&to[&since][&until][&<filter>=…]`: how one figure of a range moved between two days. */
export const figureHistoryQuery = filterable({
  figure: z.enum(MOVING_FIGURES),
  ...{ from, to, view, training },
  /** Days at whose end the figure is looked at; from the range's last day until today. */
  since: day.optional(),
  until: day.optional(),
})
  .superRefine(checkKpiParams)
  .superRefine(({ since, until }, context) => {
    if (since && until && since > until)
      context.addIssue({ code: "custom", path: ["until"], message: "The last day is before the first" });
  })
  .transform(({ figure, since, until, ...query }) => ({
    figure,
    since: since ?? null,
    until: until ?? null,
    query: toKpiQuery({ ...query, approvals: "cohort" }),
  }));
export type FigureHistoryQuery = z.output<typeof figureHistoryQuery>;
