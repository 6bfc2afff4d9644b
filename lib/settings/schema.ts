import { z } from "zod";
import { locale } from "@/lib/auth/schema";
import { day, name, rateText, uuid } from "@/lib/core/schema";
import { reportingCurrency, timeZone } from "./rules";

export const weekStart = z.number().int().min(0, "0 is Sunday, 6 is Saturday").max(6, "0 is Sunday, 6 is Saturday");

export const staffRate = z.object({
  id: z.string(),
  firstDay: z.string(),
  perHour: z.string(),
  note: z.string().nullable(),
});
export type StaffRate = z.infer<typeof staffRate>;

export const staffRateInput = z.strictObject({
  firstDay: day,
  perHour: rateText,
  note: z.string().trim().max(500, "At most 500 characters").optional(),
});
export type StaffRateInput = z.infer<typeof staffRateInput>;

export const staffRateId = z.strictObject({ id: uuid });
export type StaffRateId = z.infer<typeof staffRateId>;

export const organization = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Why the currency can no longer be changed; null while it can. */
  currencyFixedBy: z.enum(["jobs", "rates"]).nullable(),
  timeZone: z.string(),
  locale,
  weekStart: z.number(),
  fiscalYearStart: z.number(),
  storePrompts: z.boolean(),
  promptRetentionDays: z.number().nullable(),
  staffRates: z.array(staffRate),
  demo: z.boolean(),
});
export type Organization = z.infer<typeof organization>;

export const organizationQuery = z.strictObject({});

export const organizationChange = z.strictObject({
  name: name.optional(),
  currency: reportingCurrency.optional(),
  timeZone: timeZone.optional(),
  locale: locale.optional(),
  weekStart: weekStart.optional(),
  fiscalYearStart: z.number().int().min(1, "A month from 1 to 12").max(12, "A month from 1 to 12").optional(),
  storePrompts: z.boolean("Send true or false").optional(),
  promptRetentionDays: z.number().int().min(1, "At least one day").max(3650, "At most ten years").nullable().optional(),
});
export type OrganizationChange = z.infer<typeof organizationChange>;
