import { z } from "zod";
import { amountText, day, decimalText, uuid } from "@/lib/core/schema";

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
export const errorBand = z
  .string({ error: 'Write the band as text, such as "0.1" for ± 10 %' })
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, "Write a share from 0 to 1 with at most 4 digits after the point");
