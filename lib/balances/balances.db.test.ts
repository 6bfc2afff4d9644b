import { beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { addDays, dayIn } from "@/lib/core/period";
import { correctJob, voidJob } from "@/lib/jobs/service/correct";
import { logJob } from "@/lib/jobs/service/log";
import { kpis } from "@/lib/kpi/service";
import { planPeriodInput } from "@/lib/prices/schema";
import { createPlanPeriod } from "@/lib/prices/service/plan-periods";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { walletEntryInput } from "./schema";
import { balancesOf, bookWalletEntry, reverseWalletEntry, walletEntries } from "./service";

let actor: Actor;
let wallet: string;
beforeEach(async () => {
  actor = await anOrganization();
  wallet = (await aCatalogue(actor)).walletId;
});

const book = (over: Record<string, unknown> = {}) =>
  bookWalletEntry(
    actor,
    walletEntryInput.parse({ id: wallet, type: "grant", quantity: "100", day: "2026-03-01", ...over }),
  );

async function leonardo(on = "2026-03-31") {
  const { data } = await balancesOf(actor, { on });
  return data.find((one) => one.walletId === wallet);
}

async function spend() {
  const query = {
    from: "2026-01-01",
    to: "2026-12-31",
    groupBy: [],
    interval: null,
    filter: {},
    view: "credit",
  } as const;
  const { total } = await kpis(actor, {
    ...query,
    groupBy: [],
    training: true,
    approvals: "cohort",
    fields: null,
    top: null,
  });
  return total.spend;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("Nothing was refused");
  return error.errors?.[0]?.code ?? error.code;
}

test("100 granted, 24 used, 10 bought, 4 refunded, 6 expired: 84; corrections and voids give back what they took", async () => {
  await book();
  const { job } = await logJob(actor, aJob());
  await book({ type: "purchase", quantity: "10", amount: "3", currency: "EUR" });
  await book({ type: "refund", quantity: "4" });
  await book({ type: "expiry", quantity: "6", day: "2026-03-20" });
  expect((await leonardo())?.remaining).toBe("84");
  await correctJob(actor, { id: job.id, reason: "Half of it", cost: { amount: "12", unit: "CREDITS" } });
  expect((await leonardo())?.remaining).toBe("96");
  await voidJob(actor, { id: job.id, reason: "Never ran" });
  expect((await leonardo())?.remaining).toBe("108");
  const { data } = await walletEntries(actor, { id: wallet, limit: 50 });
  const sum = data.reduce((total, { change }) => total + Number(change), 0);
  expect(sum).toBe(108);
});

test("a refund for a job lowers its cost and spend; one without a job is only in the wallet", async () => {
  await book();
  const { job } = await logJob(actor, aJob());
  expect(await spend()).toBe("0.036");
  await book({ type: "refund", quantity: "4", job: job.id, note: "Two pictures were black" });
  expect([await spend(), (await leonardo())?.remaining]).toEqual(["0.03", "80"]);
  await book({ type: "refund", quantity: "4" });
  expect([await spend(), (await leonardo())?.remaining]).toEqual(["0.03", "84"]);
  expect(await refusal(book({ type: "refund", quantity: "21", job: job.id }))).toBe("MORE_THAN_CHARGED");
});

test("12.00 for 100 credits, 24 used, the rest expires: 9.12 bought nothing, and spend does not hold it", async () => {
  const period = { wallet: "leonardo-api", fee: "12", currency: "EUR", includedCredits: "100" };
  await createPlanPeriod(actor, planPeriodInput.parse({ ...period, firstDay: "2026-03-01", lastDay: "2026-03-31" }));
  await logJob(actor, aJob());
  const during = await leonardo("2026-03-20");
  expect([during?.remaining, during?.contingents[0]?.unused]).toEqual(["76", null]);
  const after = await leonardo("2026-04-01");
  expect(after?.remaining).toBe("0");
  expect(after?.contingents[0]).toMatchObject({ granted: "100", used: "24", expired: "76", unused: "9.12" });
  expect(await spend()).toBe("2.88");
});

test("a purchase in dollars is kept with the rate of its day, and refused while there is none", async () => {
  expect(await refusal(book({ type: "purchase", amount: "10", currency: "USD" }))).toBe("NO_RATE");
  expect((await walletEntries(actor, { id: wallet, limit: 50 })).data).toEqual([]);
});

test("an entry is taken back once, by its opposite; a job's entries are not", async () => {
  const { id: entry } = await book();
  await logJob(actor, aJob());
  expect((await leonardo())?.remaining).toBe("76");
  await reverseWalletEntry(actor, { id: wallet, entry, reason: "Booked twice" });
  expect((await leonardo())?.remaining).toBeNull();
  expect(await refusal(reverseWalletEntry(actor, { id: wallet, entry, reason: "Again" }))).toBe("REVERSED_BEFORE");
  const { data } = await walletEntries(actor, { id: wallet, limit: 50, type: "usage" });
  const usage = data[0]?.id ?? "";
  expect(await refusal(reverseWalletEntry(actor, { id: wallet, entry: usage, reason: "No" }))).toBe(
    "NOT_BOOKED_BY_HAND",
  );
});

describe("how long it lasts", () => {
  test("10 a day for the last four weeks, 95 left: nine more days", async () => {
    const today = dayIn("Europe/Berlin", new Date());
    await book({ quantity: "375", day: addDays(today, -28) });
    for (let back = 28; back >= 1; back -= 1) {
      const occurredAt = `${addDays(today, -back)}T12:00:00+01:00`;
      await logJob(actor, aJob({ occurredAt, cost: { amount: "10", unit: "CREDITS" } }));
    }
    const balance = await leonardo(today);
    expect(balance).toMatchObject({ remaining: "95", pacePerDay: "10", runsOutOn: addDays(today, 9), daysLeft: 9 });
  });
  test("a wallet that nothing ever came to has no balance, and says so by null", async () => {
    await logJob(actor, aJob());
    expect(await leonardo()).toMatchObject({ remaining: null, overdrawn: "0", daysLeft: null });
  });
});

test("who may: viewers read, controllers book, whoever is limited to cost centres sees no balance of all", async () => {
  const viewer = await aMember(actor, "viewer");
  expect((await balancesOf(viewer, {})).data).toEqual([]);
  const input = walletEntryInput.parse({ id: wallet, type: "grant", quantity: "1", day: "2026-03-01" });
  expect(await refusal(bookWalletEntry(viewer, input))).toBe("forbidden");
  const limited = await aMember(actor, "controller", { costCenterIds: [] });
  expect(await refusal(balancesOf(limited, {}))).toBe("LIMITED");
  const stranger = await anOrganization();
  expect(await refusal(bookWalletEntry(stranger, input))).toBe("not_found");
});
