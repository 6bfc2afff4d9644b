import { z } from "zod";
import { amountText, code, day, decimalText, uuid } from "@/lib/core/schema";

/** Calendar periods (quarters and years of the fiscal year), or one stretch of days. */
export const BUDGET_PERIODS = ["month", "quarter", "year", "range"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** Money of the organization's currency, or credits of one provider. */
export const BUDGET_UNITS = ["MONEY", "CREDITS"] as const;
export type BudgetUnit = (typeof BUDGET_UNITS)[number];

export const BUDGET_SCOPES = ["costCenter", "campaign"] as const;

export const DEFAULT_STEPS = [50, 80, 100];

const note = z.string().trim().min(1, "This is empty").max(2_000, "At most 2000 characters").nullable();

/** Per cent of what may be spent at which people are told, each once per period. */
const steps = z
  .array(z.number().int("Whole per cent").min(1, "From 1 per cent").max(1_000, "Up to 1000 per cent"))
  .min(1, "At least one step")
  .max(10, "At most ten steps")
  .refine((all) => new Set(all).size === all.length, "Each step once");

const amount = amountText.refine((text) => /[1-9]/.test(text), "This must be more than 0");

export const budgetInput = z
  .strictObject({
    costCenter: code.optional(),
    campaign: code.optional(),
    unit: z.enum(BUDGET_UNITS).default("MONEY"),
    /** Whose credits; only with CREDITS. */
    provider: code.optional(),
    period: z.enum(BUDGET_PERIODS),
    amount,
    /** What is left at the end of a period is added to the next one. */
    rollOver: z.boolean().default(false),
    steps: steps.default(DEFAULT_STEPS),
    /** The first day of a period: the first of a month, quarter or fiscal year. */
    firstDay: day,
    /** The last day of a period; needed for a range, absent: until something else is said. */
    lastDay: day.nullable().default(null),
    note: note.default(null),
  })
  .refine(({ costCenter, campaign }) => (costCenter === undefined) !== (campaign === undefined), {
    path: ["costCenter"],
    message: "Name a cost centre or a campaign, one of the two",
  })
  .refine(({ unit, provider }) => (unit === "CREDITS") === (provider !== undefined), {
    path: ["provider"],
    message: "A budget of credits names the provider whose credits they are; a budget of money names none",
  })
  .refine(({ period, lastDay }) => period !== "range" || lastDay !== null, {
    path: ["lastDay"],
    message: "A range needs a last day",
  })
  .refine(({ period, rollOver }) => period !== "range" || !rollOver, {
    path: ["rollOver"],
    message: "A range has no next period to move what is left to",
  })
  .refine(({ firstDay, lastDay }) => lastDay === null || firstDay <= lastDay, {
    path: ["lastDay"],
    message: "The last day is before the first day",
  });
export type BudgetInput = z.output<typeof budgetInput>;

export const budgetEnd = z.strictObject({ id: uuid, lastDay: day });

export const budgetById = z.strictObject({ id: uuid });

export const budgetListQuery = z.strictObject({
  costCenter: code.optional(),
  campaign: code.optional(),
  /** State on this day, of the period that holds it; absent: today. */
  on: day.optional(),
});

export const burnDownQuery = z.strictObject({ id: uuid, on: day.optional() });

const author = z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() });
const days = z.object({ from: z.string(), to: z.string() });

export const budget = z.object({
  id: z.string(),
  scope: z.enum(BUDGET_SCOPES),
  /** Code and name of what is budgeted, after merges. */
  code: z.string(),
  name: z.string(),
  unit: z.enum(BUDGET_UNITS),
  provider: z.string().nullable(),
  providerName: z.string().nullable(),
  period: z.enum(BUDGET_PERIODS),
  amount: decimalText,
  rollOver: z.boolean(),
  steps: z.array(z.number()),
  firstDay: z.string(),
  lastDay: z.string().nullable(),
  note: z.string().nullable(),
  author,
  createdAt: z.string(),
});
export type Budget = z.infer<typeof budget>;

/** One period of a budget: what may be spent in it, and what was. */
const budgetPeriod = z.object({
  ...days.shape,
  budgetId: z.string(),
  amount: decimalText,
  /** What the period before left over; "0" without roll-over. */
  carried: decimalText,
  /** amount + carried */
  available: decimalText,
  spent: decimalText,
  /** available − spent; below 0 when overspent. */
  left: decimalText,
  /** spent ÷ available, half-up at 12 places. */
  share: decimalText,
  reached: z.array(z.number()),
  /** Jobs without a price are in the period: spent is at least this. */
  lowerBound: z.boolean(),
  unpricedJobs: z.number(),
});
export type BudgetPeriodState = z.infer<typeof budgetPeriod>;

/** Why there is no forecast. */
const NO_FORECAST = ["NOT_BEGUN", "TOO_EARLY", "OVER", "NOTHING_SPENT"] as const;
export type NoForecast = (typeof NO_FORECAST)[number];

const forecast = z.object({
  low: decimalText,
  expected: decimalText,
  high: decimalText,
  /** expected ÷ available */
  share: decimalText,
});
export type Forecast = z.infer<typeof forecast>;

const budgetState = z.object({
  budget,
  /** Null: no period of the budget holds the day. */
  period: budgetPeriod.nullable(),
  forecast: forecast.nullable(),
  noForecast: z.enum(NO_FORECAST).nullable(),
});
export type BudgetState = z.infer<typeof budgetState>;

export const budgetList = z.object({
  on: z.string(),
  currency: z.string(),
  /** Codes of the cost centres that the asker is limited to; null = all. Spending is then of that scope. */
  limitedTo: z.array(z.string()).nullable(),
  data: z.array(budgetState),
});
export type BudgetList = z.infer<typeof budgetList>;

export const budgetHistory = z.object({ data: z.array(budgetPeriod) });

export const burnDown = z.object({
  state: budgetState,
  /** Spent since the period began, up to and with each day that has begun. */
  days: z.array(z.object({ day: z.string(), spent: decimalText, sum: decimalText })),
});
export type BurnDown = z.infer<typeof burnDown>;

export const budgetAnswer = budget.extend({
  /** The day on which the budget before ends because of this one. */
  previousEnds: z.string().nullable(),
});
