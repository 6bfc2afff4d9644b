import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import { CLASSES } from "../rules/vocabulary";
import { checkKpiParams, filterable, kpiKey, kpiParams, toKpiQuery } from "../schema";

/** Money of one class, the jobs that hold some of it, and delivered pictures. */
const classSums = z.object({ spend: decimalText, jobs: z.number(), images: z.number() });

const wasteRow = z.object({
  /** Credit cost; the classes add up to it. */
  spend: decimalText,
  jobs: z.number(),
  images: z.number(),
  unpricedJobs: z.number(),
  lowerBound: z.boolean(),
  classes: z.object({
    failed: classSums,
    duplicate: classSums,
    dropped: classSums,
    rejected: classSums,
    superseded: classSums,
    useful: classSums,
    open: classSums,
  }),
  /** failed + duplicate + dropped + rejected + superseded. */
  waste: decimalText,
  /** waste ÷ spend; null where nothing was spent. */
  wasteShare: decimalText.nullable(),
});
export type WasteRow = z.infer<typeof wasteRow>;

const FUNNEL_STEPS = ["drafts", "finals", "decided", "approved"] as const;

const funnelStep = z.object({
  step: z.enum(FUNNEL_STEPS),
  images: z.number(),
  jobs: z.number(),
  spend: decimalText,
});

export const wasteAnswer = z.object({
  range: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  currency: z.string(),
  asOf: z.string(),
  limitedTo: z.array(z.string()).nullable(),
  total: wasteRow,
  groups: z.array(
    wasteRow.extend({
      key: kpiKey,
      name: z.record(z.string(), z.string()).optional(),
      other: z.boolean().optional(),
    }),
  ),
  series: z.array(
    wasteRow.extend({ start: z.string(), partial: z.boolean(), key: kpiKey, other: z.boolean().optional() }),
  ),
  /** drafts and finals are all jobs by stage; decided and approved are parts of both, see docs/kpis.md. */
  funnel: z.array(funnelStep),
});
export type WasteAnswer = z.infer<typeof wasteAnswer>;
export type Funnel = WasteAnswer["funnel"];

const { from, to, groupBy, interval, training, top } = kpiParams;

/** `GET /waste?from&to[&groupBy=a[,b]]…`: always credit cost, for staff time is not waste of a picture. */
export const wasteQuery = filterable({ from, to, groupBy, interval, training, top })
  .superRefine(checkKpiParams)
  .transform((query) => toKpiQuery({ ...query, view: "credit", approvals: "cohort" }));

export const isClass = (text: string): text is (typeof CLASSES)[number] =>
  (CLASSES as readonly string[]).includes(text);
