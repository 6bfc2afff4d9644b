import { z } from "zod";
import { codes, day, decimalText } from "@/lib/core/schema";
import { DIMENSIONS, INTERVALS } from "./rules/vocabulary";

export type Dimension = (typeof DIMENSIONS)[number] | `tag.${string}`;

/** Filters that KPIs, job list and exports share: codes (after merges), repeated for OR; `unassigned` is a code. */
const filterShape = {
  costCenter: codes,
  campaign: codes,
  market: codes,
  channel: codes,
  provider: codes,
  wallet: codes,
  model: codes,
  kind: codes,
  stage: codes,
  /** CAMPAIGN/motif */
  motif: codes,
  assetType: codes,
  /** member:<id>, api_key:<id> or system */
  createdBy: codes,
  /** Cost source of the last attempt, or `unpriced`. */
  source: codes,
};

/** Why a figure has no value; the first that holds. Never 0, never infinity. */
export const NULL_REASONS = [
  "NO_OUTPUT",
  "UNPRICED",
  "NO_APPROVAL_YET",
  "NOTHING_DECIDED",
  "NO_VARIATION",
  "NO_CAMPAIGN",
  "MIXED_UNITS",
  "NOT_APPLICABLE",
] as const;
export type NullReason = (typeof NULL_REASONS)[number];

/** The figures that are ratios or counts of campaigns: recomputed at each level, a value or a reason. */
export const RATIO_FIELDS = [
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "costPerCampaign",
  "creditsPerImage",
  "creditsPerApprovedImage",
  "approvalRate",
  "reviewCoverage",
  "failureRate",
] as const;
export type RatioField = (typeof RATIO_FIELDS)[number];

const waste = z.object({
  failed: decimalText,
  duplicate: decimalText,
  dropped: decimalText,
  rejected: decimalText,
  superseded: decimalText,
  total: decimalText,
});

const ratio = decimalText.nullable();

/** One row of figures, for a total, a group or an interval. Money in the organization's currency. */
const kpiRow = z.object({
  spend: decimalText,
  estimatedSpend: decimalText,
  /** Σ credits where one provider's credits are in scope; null with creditsByProvider where several are. */
  credits: decimalText.nullable(),
  creditsByProvider: z.record(z.string(), decimalText),
  jobs: z.number(),
  attempts: z.number(),
  failedAttempts: z.number(),
  failedJobs: z.number(),
  unpricedJobs: z.number(),
  estimatedJobs: z.number(),
  lowerBound: z.boolean(),
  images: z.number(),
  variations: z.number(),
  /** Campaigns (after merges, without unassigned) with at least one job in scope. */
  campaigns: z.number(),
  decided: z.number(),
  approved: z.number(),
  approvedWithChanges: z.number(),
  rejected: z.number(),
  superseded: z.number(),
  costPerImage: ratio,
  costPerApprovedImage: ratio,
  costPerVariation: ratio,
  costPerCampaign: ratio,
  creditsPerImage: ratio,
  creditsPerApprovedImage: ratio,
  approvalRate: ratio,
  reviewCoverage: ratio,
  failureRate: ratio,
  waste,
  useful: decimalText,
  open: decimalText,
  /** Spend that no campaign carries; beside cost per campaign, never in it. */
  unassignedSpend: decimalText,
  nullReasons: z.partialRecord(z.enum(RATIO_FIELDS), z.enum(NULL_REASONS)),
});
export type KpiRow = z.infer<typeof kpiRow>;

/** A row of a query with `fields`. */
const kpiPartialRow = kpiRow.partial();
export type KpiPartialRow = z.infer<typeof kpiPartialRow>;

/** Values of the grouped dimensions: codes; null = the job has none (motif, model, tag). "other" with top=n. */
export const kpiKey = z.record(z.string(), z.string().nullable());

export const kpiAnswer = z.object({
  range: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }),
  currency: z.string(),
  asOf: z.string(),
  /** Yesterday (in the zone), or the day before the first job in scope that is unpriced or whose outcome is unknown. */
  completeUntil: z.string(),
  view: z.enum(["credit", "full"]),
  approvals: z.enum(["cohort", "period"]),
  /** Codes of the cost centres that the asker is limited to; null = all. Totals are then of that scope. */
  limitedTo: z.array(z.string()).nullable(),
  total: kpiRow,
  /** By spend, highest first; `other: true` marks what `top` merged (a list may have a code "other" of its own). */
  groups: z.array(
    kpiPartialRow.extend({
      key: kpiKey,
      name: z.record(z.string(), z.string()).optional(),
      other: z.boolean().optional(),
    }),
  ),
  /** `start` is the interval's first day in the calendar, also where the range cuts it (`partial`). */
  series: z.array(
    kpiPartialRow.extend({ start: z.string(), partial: z.boolean(), key: kpiKey, other: z.boolean().optional() }),
  ),
});
export type KpiAnswer = z.infer<typeof kpiAnswer>;

/** The answer to a query with `fields`: its total, too, has only these. */
export const kpiLimitedAnswer = kpiAnswer.extend({ total: kpiPartialRow });
export type KpiLimitedAnswer = z.infer<typeof kpiLimitedAnswer>;

export const kpiField = kpiRow.keyof();
export type KpiField = z.infer<typeof kpiField>;
export type Interval = (typeof INTERVALS)[number];

/** Groups × intervals of one answer. */
export const MOST_ROWS = 5_000;
const MOST_DAYS = 3_660;
const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2199-12-31";
const MOST_VALUES = 500;

/** Codes per dimension, tags under `tag.<key>`; an empty code means: has none (motif, model, stage, asset type, tag). */
export type KpiFilter = { readonly [D in Dimension]?: readonly string[] };

const TAG = /^tag\.[^,]{1,50}$/;
export const isDimension = (text: string): text is Dimension =>
  TAG.test(text) || (DIMENSIONS as readonly string[]).includes(text);

export const boundedDay = day.refine(
  (text) => text >= FIRST_DAY && text <= LAST_DAY,
  `Between ${FIRST_DAY} and ${LAST_DAY}`,
);

export const listText = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().join(",").split(","));

/** The parameters of `GET /kpis` besides the filters. */
export const kpiParams = {
  from: boundedDay,
  to: boundedDay,
  groupBy: listText.optional(),
  interval: z.enum(INTERVALS).optional(),
  view: z.enum(["credit", "full"]).default("credit"),
  training: z.enum(["true", "false"]).default("false"),
  approvals: z.enum(["cohort", "period"]).default("cohort"),
  fields: listText.optional(),
  top: z.coerce.number().int().min(1).max(1_000).optional(),
  /** The figures as they were known at an instant, or at the end of a day. */
  asOf: z.union([z.iso.datetime({ offset: true }), boundedDay]).optional(),
};

/** What is wrong with one parameter of a query that takes `known` names and tags; null = nothing. */
function problemOf(known: ReadonlySet<string>, key: string, value: unknown): string | null {
  const isTag = TAG.test(key);
  if (!known.has(key) && !isTag) return "UNKNOWN";
  if (isTag && !codes.safeParse(value).success) return "Write one value or several";
  // Postgres keeps no NUL in text.
  if (`${key}${value}`.includes("\0")) return "Contains NUL";
  return Array.isArray(value) && value.length > MOST_VALUES ? `At most ${MOST_VALUES} values` : null;
}

/** A query with these parameters, the shared filters and `tag.<key>`; anything else is an error. */
export function filterable<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = new Set([...Object.keys(shape), ...Object.keys(filterShape)]);
  return z.looseObject({ ...shape, ...filterShape }).superRefine((sent, context) => {
    for (const [key, value] of Object.entries(sent)) {
      const message = problemOf(known, key, value);
      if (message === "UNKNOWN") context.addIssue({ code: "unrecognized_keys", keys: [key], input: sent });
      else if (message) context.addIssue({ code: "custom", path: [key], message });
    }
  });
}

/** The filters of a parsed query, in one object. */
export function filterOf(query: Readonly<Record<string, unknown>>): KpiFilter {
  const named = Object.entries(query).flatMap(([key, value]) => {
    const values = isDimension(key) ? codes.safeParse(value).data : undefined;
    return values ? [[key, values] as const] : [];
  });
  return Object.fromEntries(named);
}

type KpiParams = z.output<z.ZodObject<typeof kpiParams>>;
type Refinement = { addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void };

export function checkRange({ from, to }: { from: string; to: string }, context: Refinement): void {
  const refuse = (message: string) => context.addIssue({ code: "custom", path: ["to"], message });
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days < 1) refuse("The last day is before the first");
  if (days > MOST_DAYS) refuse(`At most ${MOST_DAYS} days (ten years)`);
}

/** What one parameter cannot say alone. */
export function checkKpiParams(
  query: Pick<KpiParams, "from" | "to" | "groupBy" | "top"> & { fields?: string[] | undefined },
  context: Refinement,
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  checkRange(query, context);
  const groupBy = query.groupBy ?? [];
  if (groupBy.length > 2 || new Set(groupBy).size < groupBy.length)
    refuse("groupBy", "One or two different dimensions");
  for (const wanted of groupBy)
    if (!isDimension(wanted)) refuse("groupBy", `"${wanted}" is none of ${DIMENSIONS.join(", ")}, tag.<key>`);
  for (const wanted of query.fields ?? [])
    if (!kpiField.safeParse(wanted).success) refuse("fields", `There is no figure "${wanted}"`);
  if (query.top !== undefined && groupBy.length === 0) refuse("top", "top needs groupBy");
}

/** A checked query as the service takes it. */
export function toKpiQuery(
  query: Omit<KpiParams, "fields" | "asOf"> & {
    fields?: string[] | undefined;
    asOf?: string | undefined;
  } & Record<string, unknown>,
) {
  return {
    from: query.from,
    to: query.to,
    groupBy: (query.groupBy ?? []).filter(isDimension),
    interval: query.interval ?? null,
    filter: filterOf(query),
    view: query.view,
    training: query.training === "true",
    approvals: query.approvals,
    fields: query.fields ? query.fields.flatMap((name) => kpiField.safeParse(name).data ?? []) : null,
    top: query.top ?? null,
    asOf: query.asOf ?? null,
  };
}
/** `asOf` may be left out: as it is now. */
export type KpiQuery = Omit<ReturnType<typeof toKpiQuery>, "asOf"> & { asOf?: string | null };

/** `GET /kpis?from&to[&groupBy=a[,b]]…` */
export const kpiQuery = filterable(kpiParams).superRefine(checkKpiParams).transform(toKpiQuery);
