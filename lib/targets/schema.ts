import { z } from "zod";
import { code, day, decimalText, uuid } from "@/lib/core/schema";
import type { NULL_REASONS } from "@/lib/kpi/schema";

/** Figures that may have a target. The last two are shares, written from 0 to 1. */
export const TARGET_METRICS = [
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "costPerCampaign",
  "approvalRate",
  "wasteShare",
] as const;
export type TargetMetric = (typeof TARGET_METRICS)[number];

export const TARGET_SCOPES = ["organization", "costCenter", "campaign", "market", "channel"] as const;
export type TargetScope = (typeof TARGET_SCOPES)[number];

/** over: on the wrong side of the target, whichever side that is for the figure. */
const TARGET_STATES = ["over", "near", "fine", "unknown"] as const;
export type TargetState = (typeof TARGET_STATES)[number];

const metric = z.enum(TARGET_METRICS, { error: `Use one of ${TARGET_METRICS.join(", ")}` });
const scope = z.enum(TARGET_SCOPES, { error: `Use one of ${TARGET_SCOPES.join(", ")}` });

const figureText = z
  .string({ error: 'Write figures as text, such as "0.35"; JSON numbers lose digits' })
  .regex(/^\d{1,12}(\.\d{1,12})?$/, "Write a number such as 0.35, with at most 12 digits before and after the point");
const value = figureText.refine((text) => /[1-9]/.test(text), "A target is more than 0");
const note = z.string().trim().min(1, "This is empty").max(2_000, "At most 2000 characters").nullable();
const reason = z.string().trim().min(1, "Say why").max(500, "At most 500 characters");

/** What the figure was before anybody aimed at something, and the days it was measured in. */
const baseline = z
  .strictObject({ value: figureText, from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is before the first day" });

const isShare = (wanted: TargetMetric) => wanted === "approvalRate" || wanted === "wasteShare";
/** Shares are at most 1; a target of 60 % is "0.6". */
export const fits = (wanted: TargetMetric, text: string) => !isShare(wanted) || Number(text) <= 1;
const TOO_LARGE = 'A share is written from 0 to 1: "0.6" is 60 %';

export const targetInput = z
  .strictObject({
    metric,
    scope,
    /** Whose target; none for the organization. */
    code: code.optional(),
    value,
    firstDay: day,
    lastDay: day.nullable().default(null),
    baseline: baseline.nullable().default(null),
    frozen: z.boolean().default(false),
    note: note.default(null),
  })
  .refine((target) => (target.scope === "organization") === (target.code === undefined), {
    path: ["code"],
    message: "Name what the target is for; the organization needs no code",
  })
  .refine((target) => target.metric !== "costPerCampaign" || !["market", "channel"].includes(target.scope), {
    path: ["metric"],
    message: "Cost per campaign has a value for the organization, cost centres and campaigns only",
  })
  .refine((target) => fits(target.metric, target.value), { path: ["value"], message: TOO_LARGE })
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay, {
    path: ["lastDay"],
    message: "The last day is before the first day",
  });
export type TargetInput = z.output<typeof targetInput>;

/** What has begun takes `lastDay` and `note`; what has not begun takes everything. */
export const targetChange = z.strictObject({
  id: uuid,
  value: value.optional(),
  firstDay: day.optional(),
  lastDay: day.nullable().optional(),
  baseline: baseline.nullable().optional(),
  note: note.optional(),
});
export type TargetChange = z.output<typeof targetChange>;

export const targetById = z.strictObject({ id: uuid });
export const targetUnfreeze = z.strictObject({ id: uuid, reason });

export const targetListQuery = z
  .strictObject({
    /** Versions with a day in the range; absent: all of them. */
    from: day.optional(),
    to: day.optional(),
    metric: metric.optional(),
    scope: scope.optional(),
    code: code.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "The last day is before the first" });
export type TargetListQuery = z.output<typeof targetListQuery>;

const author = z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() });

export const target = z.object({
  id: z.string(),
  metric: z.enum(TARGET_METRICS),
  scope: z.enum(TARGET_SCOPES),
  /** Code and name after merges; null for the organization. */
  code: z.string().nullable(),
  name: z.string().nullable(),
  /** Set for something that was merged into `code` since. A target of its own comes first. */
  mergedFrom: z.string().nullable(),
  value: decimalText,
  firstDay: z.string(),
  lastDay: z.string().nullable(),
  frozen: z.boolean(),
  baseline: z.object({ value: decimalText, from: z.string(), to: z.string() }).nullable(),
  note: z.string().nullable(),
  author,
  createdAt: z.string(),
});
export type Target = z.infer<typeof target>;

export const targetList = z.object({
  currency: z.string(),
  /** Codes of the cost centres that the asker is limited to; null = all. */
  limitedTo: z.array(z.string()).nullable(),
  data: z.array(target),
});
export type TargetList = z.infer<typeof targetList>;

export const targetAnswer = target.extend({
  /** The day on which the version before ends because of this one. */
  previousEnds: z.string().nullable(),
});

const targetEvent = z.object({
  at: z.string(),
  action: z.enum(["set", "changed", "ended", "removed", "frozen", "unfrozen"]),
  targetId: z.string(),
  reason: z.string().nullable(),
  author,
});
export type TargetEvent = z.infer<typeof targetEvent>;

/** All versions of one figure and scope, newest first, and what was done to them. */
export const targetHistory = z.object({ data: z.array(target), events: z.array(targetEvent) });

/** A figure as the KPI layer gives it: a value, or the reason why there is none. */
export type TargetFigure = { value: string | null; reason: (typeof NULL_REASONS)[number] | null };
