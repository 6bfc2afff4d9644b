import { z } from "zod";
import { uuid } from "@/lib/core/schema";
import { author } from "../schema";

export const MOST_SILENT_DAYS = 30;
const instant = z.iso.datetime({ offset: true, error: "Write a time such as 2026-03-01T09:00:00+01:00" });
export const silenceInput = z
  .strictObject({
    /** Absent: every rule. */
    rule: uuid.nullable().default(null),
    /** Key of one scope of the rule; absent: all of them. */
    scope: z.string().max(300).nullable().default(null),
    startsAt: instant.optional(),
    endsAt: instant,
    reason: z.string().trim().min(1, "A reason is needed").max(500, "At most 500 characters"),
  })
  .refine(({ rule, scope }) => scope === null || rule !== null, {
    path: ["scope"],
    message: "A scope belongs to a rule",
  });
export type SilenceInput = z.output<typeof silenceInput>;
const silence = z.object({
  id: z.string(),
  rule: z.string().nullable(),
  ruleName: z.string().nullable(),
  scope: z.string().nullable(),
  startsAt: z.string(),
  endsAt: z.string(),
  active: z.boolean(),
  reason: z.string(),
  author,
});
export type Silence = z.infer<typeof silence>;
export const silenceAnswer = silence;
export const silenceList = z.object({ data: z.array(silence) });
