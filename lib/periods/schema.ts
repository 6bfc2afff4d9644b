import { z } from "zod";
import { decimalText } from "@/lib/core/schema";

/** A month as YYYY-MM. */
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "Write a month as YYYY-MM");

const figures = z.object({
  spend: decimalText,
  creditsByProvider: z.record(z.string(), decimalText),
  jobs: z.number(),
  unpricedJobs: z.number(),
  images: z.number(),
  decided: z.number(),
  approved: z.number(),
  superseded: z.number(),
  costPerImage: decimalText.nullable(),
  costPerApprovedImage: decimalText.nullable(),
  approvalRate: decimalText.nullable(),
  waste: decimalText,
  useful: decimalText,
  open: decimalText,
});
export type MonthFigures = z.infer<typeof figures>;

const reportRow = figures.extend({
  costCenter: z.string(),
  costCenterName: z.string(),
  campaign: z.string(),
  campaignName: z.string(),
  provider: z.string(),
});

/** What a report keeps: figures of the month's jobs, training included, and what was booked in it. */
const reportContent = z.object({
  currency: z.string(),
  total: figures,
  rows: z.array(reportRow),
  /** Σ of what was booked in this month for jobs: of its own days, and of days of months that were closed by then. */
  booked: z.object({ ownDays: decimalText, earlierDays: decimalText }),
});
export type ReportContent = z.infer<typeof reportContent>;

const STATES = ["open", "closing", "closed"] as const;
const state = z.enum(STATES);
export type PeriodState = (typeof STATES)[number];

const closing = z.object({
  id: z.string(),
  asOf: z.string(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  spend: decimalText,
  /** What was booked in later months for days of this one, since it was closed. */
  bookedLater: z.object({ amount: decimalText, entries: z.number() }),
});

const reopening = z.object({ at: z.string(), by: z.string().nullable(), reason: z.string(), closedAt: z.string() });

const period = z.object({
  month,
  state,
  /** The day on which the grace days end; null while the month still runs. */
  closesOn: z.string().nullable(),
  /** The figures as they are now. */
  spend: decimalText,
  jobs: z.number(),
  unpricedJobs: z.number(),
  openImages: z.number(),
  closing: closing.nullable(),
});
export type Period = z.infer<typeof period>;

export const periodSettings = z.object({ graceDays: z.number(), closesItself: z.boolean() });
export type PeriodSettings = z.infer<typeof periodSettings>;

export const periodList = z.object({ currency: z.string(), settings: periodSettings, data: z.array(period) });
export type PeriodList = z.infer<typeof periodList>;

const part = z.object({ cause: z.string(), jobs: z.number(), value: decimalText.nullable() });

export const periodDetail = period.extend({
  currency: z.string(),
  /** Codes of the cost centres that the asker is limited to; null = all. */
  limitedTo: z.array(z.string()).nullable(),
  /** As it was when the month was closed; as it is now while it is not. */
  report: reportContent,
  /** As it is now. */
  live: figures,
  /** Why spend and cost per approved image are not what they were at closing; the parts add up to the change. */
  moved: z.object({ spend: z.array(part), costPerApprovedImage: z.array(part) }).nullable(),
  reopenings: z.array(reopening),
});
export type PeriodDetail = z.infer<typeof periodDetail>;

export const periodPath = z.strictObject({ id: month });
export const closeInput = z.strictObject({ id: month, note: z.string().trim().max(500).optional() });
export type CloseInput = z.infer<typeof closeInput>;
export const reopenInput = z.strictObject({ id: month, reason: z.string().trim().min(1, "Say why").max(500) });
export type ReopenInput = z.infer<typeof reopenInput>;
export const settingsInput = z.strictObject({
  graceDays: z.int().min(0).max(28),
  closesItself: z.boolean(),
});
export type SettingsInput = z.infer<typeof settingsInput>;
export const changedPeriod = z.object({ month });
