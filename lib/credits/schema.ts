import { z } from "zod";
import { amountText, code, day, decimalText, pageOf, pageQuery, uuid } from "@/lib/core/schema";

/** The kinds of work whose credits can be estimated. */
export const CREDIT_KINDS = ["generation", "variation", "upscale", "postprocess", "training"] as const;

/** A function with this model speaks for every model of the provider that has none of its own. */
export const ANY_MODEL = "*";

const pixels = z.int().min(1).max(65_536);

/** Coefficients are tiny numbers: 0.000027 credits per pixel. */
const coefficient = z
  .string({ error: 'Write numbers as text, such as "0.000027"; JSON numbers lose digits' })
  .regex(/^\d{1,12}(\.\d{1,18})?$/, "Write a number such as 0.000027, with at most 18 digits after the point");

const moduleName = z.string().trim().min(1, "A name is needed").max(100, "At most 100 characters");

/** What one run really cost: measured, or from the provider's documentation. Size, steps or images null = any. */
export const creditPoint = z
  .strictObject({
    width: pixels.nullable(),
    height: pixels.nullable(),
    steps: z.int().min(0).max(10_000).nullable(),
    images: z.int().min(1).max(1_000).nullable(),
    modules: z.array(moduleName).max(20),
    credits: amountText,
  })
  .refine(({ width, height }) => (width === null) === (height === null), {
    path: ["height"],
    message: "Give width and height, or neither",
  });
export type CreditPoint = z.infer<typeof creditPoint>;

/** (fixed + perImage·n + perPixel·w·h·n + perStepPixel·steps·w·h·n) × a factor for each module. */
export const creditFormula = z.strictObject({
  fixed: coefficient.default("0"),
  perImage: coefficient.default("0"),
  perPixel: coefficient.default("0"),
  perStepPixel: coefficient.default("0"),
  factors: z.record(moduleName, coefficient).default({}),
  /** The provider charges whole credits. */
  roundUp: z.boolean().default(true),
});
export type CreditFormula = z.infer<typeof creditFormula>;

/** A share such as 0.1 for ± 10 %. */
const errorBand = z
  .string({ error: 'Write the band as text, such as "0.1" for ± 10 %' })
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, "Write a share from 0 to 1 with at most 4 digits after the point");

const text = (most: number) => z.string().trim().min(1, "This is empty").max(most, `At most ${most} characters`);

const says = {
  points: z.array(creditPoint).max(500, "At most 500 points").default([]),
  formula: creditFormula.nullable().default(null),
};
const saysSomething = ({ points, formula }: { points: unknown[]; formula: unknown }) =>
  points.length > 0 || formula !== null;

/** A new function ends the open one of the same provider, model and kind by itself. */
export const creditFunctionInput = z
  .strictObject({
    provider: code,
    /** `*` = every model of the provider that has no function of its own */
    model: text(200),
    kind: z.enum(CREDIT_KINDS),
    firstDay: day,
    lastDay: day.nullable().default(null),
    ...says,
    errorBand: errorBand.default("0"),
    source: text(500).nullable().default(null),
    note: text(2_000).nullable().default(null),
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay, {
    path: ["lastDay"],
    message: "The last day is before the first day",
  })
  .refine(saysSomething, { path: ["points"], message: "Give at least one point, or a formula" });
export type CreditFunctionInput = z.infer<typeof creditFunctionInput>;

export const creditFunctionChange = z.strictObject({
  id: uuid,
  lastDay: day.nullable().optional(),
  note: text(2_000).nullable().optional(),
  checkBeforeUse: z.boolean().optional(),
});
export type CreditFunctionChange = z.infer<typeof creditFunctionChange>;

export const creditFunctionById = z.strictObject({ id: uuid });

export const creditFunctionListQuery = z.strictObject({
  ...pageQuery.shape,
  provider: code.optional(),
  kind: z.enum(CREDIT_KINDS).optional(),
  /** Only functions in force on this day. */
  day: day.optional(),
});
export type CreditFunctionListQuery = z.infer<typeof creditFunctionListQuery>;

export const creditFunctionRow = z.object({
  id: z.string(),
  provider: z.string(),
  providerName: z.string(),
  model: z.string(),
  kind: z.enum(CREDIT_KINDS),
  firstDay: z.string(),
  lastDay: z.string().nullable(),
  points: z.array(creditPoint),
  formula: creditFormula.nullable(),
  errorBand: decimalText,
  source: z.string().nullable(),
  note: z.string().nullable(),
  checkBeforeUse: z.boolean(),
  author: z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() }),
  createdAt: z.string(),
});
export type CreditFunctionRow = z.infer<typeof creditFunctionRow>;
export const creditFunctionPage = pageOf(creditFunctionRow);

export const accuracyQuery = z.strictObject({});

/** What the functions of today would have said about what was really charged. */
export const accuracy = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.array(
    z.object({
      provider: z.string(),
      model: z.string().nullable(),
      kind: z.enum(CREDIT_KINDS),
      /** Charges that the provider reported in credits. */
      charges: z.number(),
      actual: decimalText,
      /** Those of them that today's functions have an estimate for. */
      covered: z.number(),
      coveredActual: decimalText,
      estimated: decimalText,
      /** (estimated − actual) ÷ actual of the covered ones; null when nothing is covered. */
      deviation: decimalText.nullable(),
    }),
  ),
});
export type Accuracy = z.infer<typeof accuracy>;
