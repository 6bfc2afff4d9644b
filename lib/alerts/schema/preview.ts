import { z } from "zod";
import { decimalText } from "@/lib/core/schema";
import { sample } from "../schema";

const previewScope = z.object({
  key: z.string(),
  step: z.number(),
  name: z.string().nullable(),
  now: sample,
  fired: z.number(),
  /** Hours that it would have fired. */
  hours: z.number(),
  points: z.array(z.object({ day: z.string(), value: decimalText.nullable(), firing: z.boolean() })),
});
export const preview = z.object({
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  fired: z.number(),
  hours: z.number(),
  /** Scopes that would fire most first; the rest is counted. */
  scopes: z.array(previewScope),
  more: z.number(),
});
export type Preview = z.infer<typeof preview>;
