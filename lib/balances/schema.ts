import { z } from "zod";
import { amountText, currencyCode, day, decimalText, pageOf, pageQuery, uuid } from "@/lib/core/schema";
import { PRICE_UNITS } from "@/lib/prices/schema";

/** What people book on a wallet; usage and corrections come from jobs. */
export const WALLET_ENTRY_TYPES = ["grant", "purchase", "refund", "expiry"] as const;
const LEDGER_TYPES = [...WALLET_ENTRY_TYPES, "usage", "correction", "transfer"] as const;

const moreThanNothing = (text: string) => /[1-9]/.test(text);
const note = z.string().trim().min(1, "This is empty").max(2_000, "At most 2000 characters");

export const walletEntryInput = z
  .strictObject({
    /** Of the wallet. */
    id: uuid,
    type: z.enum(WALLET_ENTRY_TYPES),
    quantity: amountText.refine(moreThanNothing, "This must be more than 0"),
    unit: z.enum(PRICE_UNITS).default("CREDITS"),
    day,
    /** What was paid for a purchase, or paid back. */
    amount: amountText.optional(),
    currency: currencyCode.optional(),
    /** The last day on which the credits can be used; absent: they stay. */
    expiresOn: day.optional(),
    /** A refund for a job corrects what that job cost. */
    job: uuid.optional(),
    note: note.optional(),
  })
  .refine(({ amount, currency }) => (amount === undefined) === (currency === undefined), {
    path: ["currency"],
    message: "An amount needs its currency, and a currency its amount",
  })
  .refine(({ type, amount }) => amount === undefined || type === "purchase" || type === "refund", {
    path: ["amount"],
    message: "Only a purchase or a refund has an amount of money",
  })
  .refine(({ type, expiresOn }) => expiresOn === undefined || type !== "expiry", {
    path: ["expiresOn"],
    message: "What expires has no further last day; use the day of the entry",
  })
  .refine(({ expiresOn, day: booked }) => expiresOn === undefined || expiresOn >= booked, {
    path: ["expiresOn"],
    message: "The last day is before the day of the entry",
  })
  .refine(({ type, job }) => job === undefined || type === "refund", {
    path: ["job"],
    message: "Only a refund can be for a job",
  })
  .refine(({ job, amount, expiresOn }) => job === undefined || (amount === undefined && expiresOn === undefined), {
    path: ["job"],
    message: "A refund for a job has no amount and no last day of its own: the job's price says what it is worth",
  });
export type WalletEntryInput = z.output<typeof walletEntryInput>;

export const walletEntryReversal = z.strictObject({ id: uuid, entry: uuid, reason: note });

export const walletEntryListQuery = z.strictObject({
  ...pageQuery.shape,
  id: uuid,
  type: z.enum(LEDGER_TYPES).optional(),
});
export type WalletEntryListQuery = z.output<typeof walletEntryListQuery>;

export const walletEntry = z.object({
  id: z.string(),
  type: z.enum(LEDGER_TYPES),
  unit: z.string(),
  /** What it does to the balance: more than 0 comes in. */
  change: decimalText,
  amount: decimalText.nullable(),
  currency: z.string(),
  day: z.string(),
  expiresOn: z.string().nullable(),
  jobId: z.string().nullable(),
  reversesId: z.string().nullable(),
  reversed: z.boolean(),
  note: z.string().nullable(),
  author: z.object({ kind: z.enum(["member", "api_key", "system"]), name: z.string().nullable() }),
  recordedAt: z.string(),
});
export type WalletEntry = z.infer<typeof walletEntry>;
export const walletEntryPage = pageOf(walletEntry);

const contingent = z.object({
  id: z.string(),
  name: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  granted: decimalText,
  used: decimalText,
  expired: decimalText,
  left: decimalText,
  /** What was paid for credits that expired unused; null while the period runs. Never in spend. */
  unused: decimalText.nullable(),
  currency: z.string(),
});

const walletBalance = z.object({
  walletId: z.string(),
  wallet: z.string(),
  name: z.string(),
  provider: z.string(),
  providerName: z.string(),
  archived: z.boolean(),
  unit: z.string(),
  /** Null: nothing is known to have come in. */
  remaining: decimalText.nullable(),
  overdrawn: decimalText,
  /** Used per day in the last four weeks; null: nothing was used. */
  pacePerDay: decimalText.nullable(),
  /** The first day that the pace can no longer pay; null: not within two years, or no pace. */
  runsOutOn: z.string().nullable(),
  daysLeft: z.number().nullable(),
  expiresNext: z.object({ credits: decimalText, on: z.string() }).nullable(),
  contingents: z.array(contingent),
});
export type WalletBalance = z.infer<typeof walletBalance>;

export const balanceQuery = z.strictObject({ on: day.optional() });
export const walletBalanceQuery = z.strictObject({ id: uuid, on: day.optional() });
export const balanceList = z.object({ on: z.string(), data: z.array(walletBalance) });
