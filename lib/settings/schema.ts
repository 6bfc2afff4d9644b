import { z } from "zod";
import { locale } from "@/lib/auth/schema";
import { day, name, rateText, uuid } from "@/lib/core/schema";
import { pictureHost, reportingCurrency, timeZone } from "./rules";

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

const whole = (most: number) => z.number().int("A whole number").min(1, "At least 1").max(most, `At most ${most}`);

const advice = {
  /** Rounds of a motif that were rejected whole before dropping it is proposed. */
  dropAfterRounds: whole(20),
  /** Variations of a motif that are usually enough. */
  variationsFrom: whole(100),
  variationsTo: whole(100),
  /** Drafts after which somebody should look at them. */
  reviewAfterDraftsFrom: whole(200),
  reviewAfterDraftsTo: whole(200),
  /** Longest side in pixels. */
  draftPixels: whole(65_536),
  finalPixels: whole(65_536),
  stepsFrom: whole(10_000),
  stepsTo: whole(10_000),
  upscale: whole(64),
  heroUpscale: whole(64),
};

/** What is usually enough. It informs and shows the money; it never refuses a job. */
export const adviceSettings = z.object(advice);
export type AdviceSettings = z.infer<typeof adviceSettings>;

/** Fields that are left out stay as they are. */
const adviceChange = z.strictObject(advice).partial();

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
  advice: adviceSettings,
  /** Hosts that pictures are fetched from; `*.example.com` means every host below it. */
  pictureHosts: z.array(z.string()),
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
  advice: adviceChange.optional(),
  pictureHosts: z
    .array(pictureHost)
    .max(100, "At most 100 hosts")
    .refine((hosts) => new Set(hosts).size === hosts.length, "A host stands here twice")
    .optional(),
});
export type OrganizationChange = z.infer<typeof organizationChange>;
