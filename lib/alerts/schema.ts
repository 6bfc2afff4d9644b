import { z } from "zod";
import { ROLES } from "@/lib/core/actor";
import { amountText, code, day, decimalText, name, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { DELIVERY_STATES } from "@/lib/notifications/schema";
import { METRICS } from "./rules/figures";
import { REASONS, SEVERITIES, STATES, TRANSITIONS } from "./rules/machine";
import { GUARDS } from "./rules/sample";
import { filteredBy, SCOPES } from "./rules/scopes";
import { BALANCE_MEASURES, QUALITY_MEASURES } from "./rules/special";

const KINDS = [
  "KPI_THRESHOLD",
  "BUDGET_STEP",
  "BUDGET_FORECAST",
  "BALANCE_LOW",
  "JOB_OUTLIER",
  "DAY_ANOMALY",
  "NO_APPROVAL",
  "DATA_QUALITY",
] as const;

export const GROUPINGS = ["none", ...SCOPES] as const;

const MEASURES = [...QUALITY_MEASURES, ...BALANCE_MEASURES] as const;

const note = z.string().trim().max(2_000, "At most 2000 characters");
const scopeCodes = z.array(code).max(50, "At most 50 codes").default([]);
const hours = z.number().int("Whole hours").min(0).max(336, "At most two weeks");
const count = z.number().int().min(0).max(100_000);

const recipients = z.strictObject({
  roles: z.array(z.enum(ROLES)).default(["controller"]),
  members: z.array(uuid).max(50).default([]),
  channels: z.array(uuid).max(20).default([]),
});

const filter = z.strictObject({
  costCenter: scopeCodes,
  campaign: scopeCodes,
  market: scopeCodes,
  channel: scopeCodes,
  assetType: scopeCodes,
});

/** What a rule says, as it is stored in each version; absent parts mean the usual. */
const ruleFields = {
  name,
  kind: z.enum(KINDS),
  /** Of KPI_THRESHOLD. */
  metric: z.enum(METRICS).nullable().default(null),
  /** Of DATA_QUALITY and BALANCE_LOW. */
  measure: z.enum(MEASURES).nullable().default(null),
  filter: filter.prefault({}),
  groupBy: z.enum(GROUPINGS).default("none"),
  windowDays: z.number().int().min(1).max(365).nullable().default(null),
  warning: amountText.nullable().default(null),
  critical: amountText.nullable().default(null),
  /** The target of each scope is the warning threshold. */
  target: z.boolean().default(false),
  minSample: count.nullable().default(null),
  minDecided: count.nullable().default(null),
  minSpend: amountText.nullable().default(null),
  minCoverage: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1)$/, "A share between 0 and 1")
    .nullable()
    .default(null),
  pendingForHours: hours.nullable().default(null),
  keepFiringForHours: hours.nullable().default(null),
  /** How long a firing alert that cannot be measured any more is held before it is closed; null: a week. */
  holdForDays: z.number().int("Whole days").min(0).max(90, "At most 90 days").nullable().default(null),
  recipients: recipients.prefault({}),
};

type Fields = z.output<z.ZodObject<typeof ruleFields>>;
type Refuse = (path: string, message: string) => void;

function checkThresholds({ kind, warning, critical, target, metric, measure }: Fields, refuse: Refuse): void {
  if (kind === "BUDGET_STEP") return;
  if (warning === null && critical === null && !target) refuse("warning", "A threshold is needed");
  if (target && (kind !== "KPI_THRESHOLD" || warning !== null))
    refuse("target", "The target stands in place of the warning threshold of a KPI rule");
  if (warning === null || critical === null) return;
  const isLowerWorse = metric === "approvalRate" || kind === "BALANCE_LOW" || measure === "creditsLeft";
  const step = Number(critical) - Number(warning);
  if (step === 0 || step > 0 === isLowerWorse)
    refuse("critical", isLowerWorse ? "Critical lies below the warning" : "Critical lies above the warning");
}

function checkKind(fields: Fields, refuse: Refuse): void {
  const { kind, metric, measure, groupBy, filter } = fields;
  if ((kind === "KPI_THRESHOLD") !== (metric !== null)) refuse("metric", "A KPI rule names its figure, no other does");
  const ofQuality = QUALITY_MEASURES.some((one) => one === measure);
  const ofBalance = BALANCE_MEASURES.some((one) => one === measure);
  if (kind === "DATA_QUALITY" && !ofQuality) refuse("measure", `One of ${QUALITY_MEASURES.join(", ")}`);
  if (kind === "BALANCE_LOW" && !ofBalance) refuse("measure", `One of ${BALANCE_MEASURES.join(", ")}`);
  if (kind !== "DATA_QUALITY" && kind !== "BALANCE_LOW" && measure !== null)
    refuse("measure", "Only for data quality and balances");
  for (const scope of SCOPES)
    if (filter[scope].length > 0 && !filteredBy(kind).includes(scope))
      refuse(`filter.${scope}`, "A rule of this kind is not limited by this");
  if (metric === "costPerCampaign" && groupBy !== "campaign")
    refuse("groupBy", "Cost per campaign is watched for each campaign");
}

const ruleShape = z.strictObject({ ...ruleFields, note: note.nullable().default(null) });

const checkRule = (
  fields: Fields,
  { addIssue }: { addIssue: (issue: { code: "custom"; path: string[]; message: string }) => void },
) => {
  const refuse = (path: string, message: string) => addIssue({ code: "custom", path: path.split("."), message });
  checkKind(fields, refuse);
  checkThresholds(fields, refuse);
};

export const ruleInput = ruleShape.superRefine(checkRule);
export type RuleInput = z.output<typeof ruleInput>;
export const ruleBody = z.object(ruleFields);
export type RuleBody = z.output<typeof ruleBody>;
export const ruleChange = z.strictObject({ id: uuid, ...ruleShape.shape }).superRefine(checkRule);
export type RuleChange = z.output<typeof ruleChange>;
export const byId = z.strictObject({ id: uuid });
export const noInput = z.strictObject({});

export const author = z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() });

export const rule = z.object({
  id: z.string(),
  version: z.number(),
  ...ruleFields,
  pausedAt: z.string().nullable(),
  note: z.string().nullable(),
  author,
  createdAt: z.string(),
  changedAt: z.string(),
  /** Instances that fire, and those that are watched. */
  firing: z.number(),
  /** Of those that fire, how many are critical. */
  firingCritical: z.number(),
  watched: z.number(),
});
export type Rule = z.infer<typeof rule>;
export const ruleList = z.object({ data: z.array(rule) });

const ruleVersion = z.object({
  version: z.number(),
  body: ruleBody,
  note: z.string().nullable(),
  author,
  at: z.string(),
  /** Fields that differ from the version before, with both values. */
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
});
export type RuleVersion = z.infer<typeof ruleVersion>;
export const ruleVersionList = z.object({ data: z.array(ruleVersion) });

export const pauseInput = z.strictObject({ id: uuid, paused: z.boolean() });

export const sample = z.object({
  status: z.enum(["OK", "NO_DATA", "INSUFFICIENT", "INCOMPLETE", "ERROR"]),
  guard: z.enum(GUARDS).nullable(),
  value: decimalText.nullable(),
  numerator: decimalText.nullable(),
  denominator: decimalText.nullable(),
  inCredits: z.boolean().default(false),
  best: decimalText.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  period: z.string(),
  gone: z.boolean(),
  thresholds: z.object({ warning: decimalText.nullable(), critical: decimalText.nullable() }).nullable(),
  counts: z
    .object({
      jobs: z.number(),
      images: z.number(),
      decided: z.number(),
      approved: z.number(),
      unpriced: z.number(),
    })
    .nullable(),
  atStake: decimalText.nullable(),
});

const scope = z.object({
  /** "" = the whole organization (as the rule's filter cuts it). */
  key: z.string(),
  name: z.string().nullable(),
  step: z.number(),
});

const acknowledgement = z.object({ by: z.string().nullable(), at: z.string(), note: z.string().nullable() });

export const alert = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleVersion: z.number(),
  rule: ruleBody,
  scope,
  state: z.enum(STATES),
  severity: z.enum(SEVERITIES).nullable(),
  open: z.boolean(),
  incident: z.number(),
  firedAt: z.string().nullable(),
  since: z.string(),
  staleSince: z.string().nullable(),
  atLeast: z.boolean(),
  evaluatedAt: z.string(),
  sample,
  silenced: z.boolean(),
  paused: z.boolean(),
  acknowledged: acknowledgement.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const alertListQuery = z.strictObject({
  /** firing: with an open incident; all: every instance. */
  state: z.enum(["firing", "all"]).default("firing"),
  rule: uuid.optional(),
});
export type AlertListQuery = z.output<typeof alertListQuery>;
export const alertList = z.object({
  currency: z.string(),
  timeZone: z.string(),
  data: z.array(alert),
});
export type AlertList = z.infer<typeof alertList>;

const delivery = z.object({
  id: z.string(),
  to: z.string(),
  kind: z.enum(["email", "webhook", "slack", "teams"]),
  state: z.enum(DELIVERY_STATES),
  attempts: z.array(z.object({ number: z.number(), at: z.string(), ok: z.boolean(), detail: z.string() })),
  nextAt: z.string().nullable(),
});

const alertEvent = z.object({
  id: z.string(),
  alertId: z.string(),
  ruleId: z.string(),
  ruleVersion: z.number(),
  ruleName: z.string(),
  scope,
  rule: ruleBody,
  transition: z.enum(TRANSITIONS),
  reason: z.enum(REASONS),
  severity: z.enum(SEVERITIES).nullable(),
  quiet: z.boolean(),
  atLeast: z.boolean(),
  lastedMs: z.number().nullable(),
  at: z.string(),
  sample,
});
export type AlertEventRow = z.infer<typeof alertEvent>;
const transitions = z.enum(TRANSITIONS);
/** Filters add up; `from` and `to` are days in the organization's zone. */
export const historyQuery = z.strictObject({
  ...pageQuery.shape,
  rule: uuid.optional(),
  alert: uuid.optional(),
  transition: z.union([transitions.transform((one) => [one]), z.array(transitions)]).optional(),
  severity: z.enum(SEVERITIES).optional(),
  from: day.optional(),
  to: day.optional(),
});
export type HistoryQuery = z.output<typeof historyQuery>;
export const historyPage = pageOf(alertEvent);

const interval = z.object({
  alertId: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  kind: z.enum(KINDS),
  metric: z.enum(METRICS).nullable(),
  scope,
  /** The row of a list that it is about; null: the organization, a job, a wallet. */
  place: z.object({ scope: z.enum(SCOPES), code: z.string() }).nullable(),
  incident: z.number(),
  /** The worst that it was. */
  severity: z.enum(SEVERITIES),
  from: z.string(),
  /** null: it still fires. */
  to: z.string().nullable(),
});
export type AlertInterval = z.infer<typeof interval>;

const MOST_DAYS = 3_660;
export const intervalQuery = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "The last day is before the first" })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < MOST_DAYS * 86_400_000, {
    path: ["to"],
    message: `At most ${MOST_DAYS} days`,
  });
export type IntervalQuery = z.output<typeof intervalQuery>;
export const intervalList = z.object({ data: z.array(interval) });

const coursePoint = z.object({
  at: z.string(),
  value: decimalText.nullable(),
  status: z.enum(["OK", "NO_DATA", "INSUFFICIENT", "INCOMPLETE", "ERROR"]),
  guard: z.enum(GUARDS).nullable(),
  /** The lines as they were. */
  warning: decimalText.nullable(),
  critical: decimalText.nullable(),
});
export type CoursePoint = z.infer<typeof coursePoint>;

export const alertDetail = z.object({
  alert,
  /** The stored samples of the last 90 days, oldest first: one a day, and one with each change of state. */
  course: z.array(coursePoint),
  /** When it fired in these days. */
  intervals: z.array(interval),
  events: z.array(alertEvent),
  deliveries: z.array(z.object({ eventId: z.string(), deliveries: z.array(delivery) })),
});
export type AlertDetail = z.infer<typeof alertDetail>;

export const acknowledgeInput = z.strictObject({ id: uuid, note: note.nullable().default(null) });
