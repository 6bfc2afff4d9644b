import { z } from "zod";
import { amountText, code, currencyCode, day, decimalText, pageOf, pageQuery, uuid } from "@/lib/core/schema";

/** What a price is for. Money reported in a currency needs no price. */
export const PRICE_UNITS = ["CREDITS", "IMAGES", "GPU_MINUTES", "FAST_HOURS"] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

const ROLL_OVERS = ["none", "carry"] as const;

/** Typed or pasted with any number of places; rounded half-up to 12 once, when saved. */
const exactText = z
  .string({ error: 'Write amounts as text, such as "0.0015"; JSON numbers lose digits' })
  .regex(/^\d{1,12}(\.\d{1,40})?$/, "Write a number such as 0.0015, with at most 12 digits before the point");
const moreThanNothing = (text: string) => /[1-9]/.test(text);

const text = (most: number) => z.string().trim().min(1, "This is empty").max(most, `At most ${most} characters`);
const source = text(500).nullable();
const note = text(2_000).nullable();

const priceFields = {
  wallet: code.nullable(),
  model: text(200).nullable(),
  variant: text(100).nullable(),
  unit: z.enum(PRICE_UNITS, { error: `Use one of ${PRICE_UNITS.join(", ")}` }),
  amount: exactText,
  /** The amount is for so many units: 10 for 2000 credits. */
  per: exactText.refine(moreThanNothing, "This must be more than 0"),
  currency: currencyCode,
  firstDay: day,
  lastDay: day.nullable(),
  source,
  note,
};

const inOrder = ({ firstDay, lastDay }: { firstDay?: string | undefined; lastDay?: string | null | undefined }) =>
  !firstDay || !lastDay || firstDay <= lastDay;
const notInOrder = { path: ["lastDay"], message: "The last day is before the first day" };

export const priceInput = z
  .strictObject({
    provider: code,
    ...z.object(priceFields).partial({ wallet: true, model: true, variant: true, per: true }).shape,
    ...z.object(priceFields).partial().pick({ lastDay: true, source: true, note: true }).shape,
  })
  .refine(inOrder, notInOrder);
export type PriceInput = z.infer<typeof priceInput>;

/** A price with rated jobs takes `lastDay`, `note` and `checkBeforeUse` only. */
export const priceChange = z
  .strictObject({ id: uuid, ...z.object(priceFields).partial().shape, checkBeforeUse: z.boolean().optional() })
  .refine(inOrder, notInOrder);
export type PriceChange = z.infer<typeof priceChange>;

export const byId = z.strictObject({ id: uuid });

export const priceListQuery = z.strictObject({
  ...pageQuery.shape,
  provider: code.optional(),
  unit: z.enum(PRICE_UNITS).optional(),
  /** Only entries in force on this day. */
  day: day.optional(),
});
export type PriceListQuery = z.infer<typeof priceListQuery>;

/** What else a write did, or what it leaves open; `code` is stable, `message` is a sentence. */
const notices = z.array(
  z.object({
    code: z.enum(["PREVIOUS_ENDED", "NO_PRICE_AFTER"]),
    message: z.string(),
    day: z.string(),
    priceId: z.string().nullable(),
  }),
);
export type Notice = z.infer<typeof notices>[number];

const author = z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() });

export const price = z.object({
  id: z.string(),
  provider: z.string(),
  providerName: z.string(),
  wallet: z.string().nullable(),
  model: z.string().nullable(),
  variant: z.string().nullable(),
  unit: z.enum(PRICE_UNITS),
  amount: decimalText,
  currency: z.string(),
  firstDay: z.string(),
  lastDay: z.string().nullable(),
  /** Set when a plan period made this price. */
  planPeriodId: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  checkBeforeUse: z.boolean(),
  /** Jobs were rated with it: it can be ended, not changed. */
  used: z.boolean(),
  author,
  createdAt: z.string(),
});
export type Price = z.infer<typeof price>;
export const pricePage = pageOf(price);
export const priceAnswer = price.extend({ notices });

export const planPeriodInput = z
  .strictObject({
    wallet: code,
    name: text(200).optional(),
    fee: amountText,
    discount: amountText.default("0"),
    currency: currencyCode,
    includedCredits: amountText,
    bonusCredits: amountText.default("0"),
    firstDay: day,
    lastDay: day,
    rollOver: z.enum(ROLL_OVERS).default("none"),
    source: source.optional(),
    note: note.optional(),
  })
  .refine(inOrder, notInOrder)
  .refine(({ fee, discount }) => Number(discount) <= Number(fee), {
    path: ["discount"],
    message: "The discount is larger than the fee",
  })
  .refine(({ includedCredits, bonusCredits }) => moreThanNothing(includedCredits + bonusCredits), {
    path: ["includedCredits"],
    message: "A plan period needs credits: included, bonus or both",
  });
export type PlanPeriodInput = z.infer<typeof planPeriodInput>;

export const planPeriodListQuery = z.strictObject({ ...pageQuery.shape, wallet: code.optional() });
export type PlanPeriodListQuery = z.infer<typeof planPeriodListQuery>;

export const planPeriod = z.object({
  id: z.string(),
  provider: z.string(),
  wallet: z.string(),
  walletName: z.string(),
  name: z.string(),
  fee: decimalText,
  discount: decimalText,
  currency: z.string(),
  includedCredits: decimalText,
  bonusCredits: decimalText,
  firstDay: z.string(),
  lastDay: z.string(),
  rollOver: z.enum(ROLL_OVERS),
  /** (fee − discount) ÷ (included + bonus), half-up at 12 places. */
  pricePerCredit: decimalText,
  priceId: z.string(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  used: z.boolean(),
  author,
  createdAt: z.string(),
});
export type PlanPeriod = z.infer<typeof planPeriod>;
export const planPeriodPage = pageOf(planPeriod);
export const planPeriodAnswer = planPeriod.extend({ notices });

const rate = exactText.refine(moreThanNothing, "A rate is more than 0");

export const fxRateInput = z.strictObject({
  /** One unit of this currency … */
  currency: currencyCode,
  firstDay: day,
  /** … is worth so much of the organization's currency. */
  rate,
  source: source.optional(),
  note: note.optional(),
});
export type FxRateInput = z.infer<typeof fxRateInput>;

/** A rate that jobs were rated with takes `note` and `checkBeforeUse` only. */
export const fxRateChange = z.strictObject({
  id: uuid,
  rate: rate.optional(),
  source: source.optional(),
  note: note.optional(),
  checkBeforeUse: z.boolean().optional(),
});
export type FxRateChange = z.infer<typeof fxRateChange>;

export const fxRateListQuery = z.strictObject({ ...pageQuery.shape, currency: currencyCode.optional() });
export type FxRateListQuery = z.infer<typeof fxRateListQuery>;

export const fxRate = z.object({
  id: z.string(),
  currency: z.string(),
  /** The organization's currency. */
  to: z.string(),
  firstDay: z.string(),
  rate: decimalText,
  source: z.string().nullable(),
  note: z.string().nullable(),
  checkBeforeUse: z.boolean(),
  used: z.boolean(),
  author,
  createdAt: z.string(),
});
export type FxRate = z.infer<typeof fxRate>;
export const fxRatePage = pageOf(fxRate);
