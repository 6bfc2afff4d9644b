import { z } from "zod";
import { amountText, code, day, decimalText, name } from "@/lib/core/schema";
import { targetInput, target as targetShape } from "@/lib/targets/schema";
import { METRICS } from "../rules/figures";
import { CALIBRATED_SCOPES } from "../rules/scopes";
import { ruleInput, rule as ruleShape, sample } from "../schema";

const ENDS_EARLY = { path: ["to"], message: "The last day is before the first" };
/** The pilot, and which of its days count; absent: all of the last two years. */
const pilot = { campaign: code, from: day.optional(), to: day.optional() };

export const calibrationQuery = z.strictObject(pilot).refine(({ from, to }) => !from || !to || from <= to, ENDS_EARLY);
export type CalibrationQuery = z.output<typeof calibrationQuery>;

const proposal = z.object({
  metric: z.enum(METRICS),
  /** What the pilot had. `guard` says why nothing is proposed. */
  sample,
  /** Weeks with a sample of their own; from four on they say how much room there is. */
  weeks: z.number(),
  room: decimalText,
  target: decimalText.nullable(),
  warning: decimalText.nullable(),
  critical: decimalText.nullable(),
});

export const calibration = z.object({
  currency: z.string(),
  campaign: z.object({ code: z.string(), name: z.string() }),
  /** First and last day with a job; null: there is none. */
  days: z.object({ from: z.string(), to: z.string() }).nullable(),
  proposals: z.array(proposal),
});
export type Calibration = z.infer<typeof calibration>;

const line = z.strictObject({
  metric: z.enum(METRICS),
  target: z.string().nullable().default(null),
  warning: amountText.nullable().default(null),
  critical: amountText.nullable().default(null),
  /** Of the rule, where there is a threshold. */
  name: name.optional(),
});
type Line = z.output<typeof line>;

const calibrationFields = z.strictObject({
  ...pilot,
  scope: z.enum(CALIBRATED_SCOPES),
  code: code.optional(),
  /** Of the targets; absent: today. */
  firstDay: day.optional(),
  frozen: z.boolean().default(false),
  note: z.string().trim().min(1, "This is empty").max(2_000, "At most 2000 characters").nullable().default(null),
  lines: z.array(line).min(1, "Choose a figure").max(METRICS.length),
});
type Fields = z.output<typeof calibrationFields>;

/** The target that a line asks for, still to be checked; null: none. */
export const targetOf = (
  { scope, code: of, frozen, note }: Fields,
  { metric, target: value }: Line,
  firstDay: string,
) =>
  value === null ? null : { metric, scope, ...(of === undefined ? {} : { code: of }), value, firstDay, frozen, note };

/** The rule that a line asks for: each campaign of the scope against its lines; null: none. */
export function ruleOf({ campaign, scope, code: of, note }: Fields, { metric, warning, critical, name: called }: Line) {
  if (warning === null && critical === null) return null;
  const filter = scope === "organization" || of === undefined ? {} : { [scope]: [of] };
  const named = called ?? `${metric}, pilot ${campaign}`;
  return { name: named, kind: "KPI_THRESHOLD" as const, metric, groupBy: "campaign", filter, warning, critical, note };
}

type Refuse = (path: (string | number)[], message: string) => void;

/** In the words of the schemas of targets and rules; a target's value is the line's target. */
function checkLine(fields: Fields, at: number, one: Line, refuse: Refuse): void {
  const wanted = targetOf(fields, one, fields.firstDay ?? "9999-12-31");
  const rule = ruleOf(fields, one);
  if (!wanted && !rule) refuse(["lines", at, "target"], "A target or a threshold is needed");
  const ofTarget = wanted ? targetInput.safeParse(wanted).error : null;
  const ofRule = rule ? ruleInput.safeParse(rule).error : null;
  for (const { path, message } of ofTarget?.issues ?? [])
    if (path[0] === "value") refuse(["lines", at, "target"], message);
  for (const { path, message } of ofRule?.issues ?? []) refuse(["lines", at, ...path.map(String)], message);
}

function checkLines(fields: Fields, { addIssue }: z.core.$RefinementCtx<Fields>): void {
  const refuse: Refuse = (path, message) => addIssue({ code: "custom", path, message });
  const metrics = fields.lines.map(({ metric }) => metric);
  for (const [at, one] of fields.lines.entries()) {
    if (metrics.indexOf(one.metric) < at) refuse(["lines", at, "metric"], "Each figure once");
    checkLine(fields, at, one, refuse);
  }
}

export const calibrationInput = calibrationFields
  .refine(({ from, to }) => !from || !to || from <= to, ENDS_EARLY)
  .refine(({ scope, code: of }) => (scope === "organization") === (of === undefined), {
    path: ["code"],
    message: "Name what the targets are for; the organization needs no code",
  })
  .superRefine(checkLines);
export type CalibrationInput = z.output<typeof calibrationInput>;

export const calibrated = z.object({ targets: z.array(targetShape), rules: z.array(ruleShape) });
export type Calibrated = z.infer<typeof calibrated>;
