import { AsyncResource } from "node:async_hooks";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { addStarterLists } from "@/lib/dimensions/service";
import { db, transaction } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import { costOf, priceInForce, variantsOf } from "./rules";
import { planPeriodInput, priceInput, priceListQuery } from "./schema";
import { addStarterPrices, priceBook } from "./service";
import { createPlanPeriod, listPlanPeriods, removePlanPeriod } from "./service/plan-periods";
import { changePrice, createPrice, listPrices, removePrice } from "./service/prices";
import { changeFxRate, createFxRate, listFxRates, removeFxRate } from "./service/rates";

let actor: Actor;
const anotherRequest = new AsyncResource("another request");
beforeEach(async () => {
  actor = await anOrganization();
  await transaction((tx) => addStarterLists(tx, actor));
});

const aPrice = (over: Record<string, unknown> = {}) =>
  priceInput.parse({
    provider: "leonardo",
    unit: "CREDITS",
    amount: "0.0015",
    currency: "EUR",
    firstDay: "2026-01-01",
    ...over,
  });
const aPeriod = (over: Record<string, unknown> = {}) =>
  planPeriodInput.parse({
    wallet: "leonardo-app",
    fee: "12",
    currency: "USD",
    includedCredits: "8500",
    bonusCredits: "500",
    firstDay: "2026-03-01",
    lastDay: "2026-03-31",
    ...over,
  });
const aRate = { currency: "USD", firstDay: "2026-01-01", rate: "0.92" };
const all = priceListQuery.parse({ limit: "200" });

async function refusal(work: Promise<unknown>): Promise<{ code: string; errors: string[]; message: string }> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("Nothing was refused");
  return { code: error.code, message: error.message, errors: (error.errors ?? []).map(({ code }) => code) };
}

/** A job as booking leaves it behind, with one attempt that went through this price (and rate). */
async function aRatedJob(priceId: string | null, rateId: string | null = null): Promise<void> {
  const organizationId = actor.organization.id;
  const where = { organizationId };
  const wallet = await db().wallet.findFirstOrThrow({ where: { ...where, code: "leonardo-api" } });
  const unassigned = { where: { ...where, unassigned: true } };
  const id = newId();
  await db().job.create({
    data: {
      organizationId,
      id,
      bodyHash: "hash",
      providerId: wallet.providerId,
      walletId: wallet.id,
      kind: "generation",
      stage: "draft",
      status: "succeeded",
      entry: "api",
      occurredAt: new Date("2026-03-10T12:00:00Z"),
      campaignId: (await db().campaign.findFirstOrThrow(unassigned)).id,
      marketId: (await db().market.findFirstOrThrow(unassigned)).id,
      channelId: (await db().channel.findFirstOrThrow(unassigned)).id,
      costCenterId: (await db().costCenter.findFirstOrThrow(unassigned)).id,
      imagesRequested: 1,
      imagesDelivered: 1,
      attempts: 1,
      failedAttempts: 0,
      cost: "0.036",
      knownCost: "0.036",
      costOpen: "0.036",
      authorKind: "system",
    },
  });
  const charge = { amount: "24", unit: "CREDITS", source: "reported", cost: "0.036", priceId, rateId };
  await db().attempt.create({ data: { organizationId, jobId: id, index: 1, status: "succeeded", ...charge } });
}

test("a price for 2000 credits is kept as the price of one: 10 ÷ 3 = 3.333333333333, rounded once", async () => {
  expect(await createPrice(actor, aPrice({ amount: "10", per: "2000" }))).toMatchObject({ amount: "0.005" });
  const third = await createPrice(actor, aPrice({ amount: "10", per: "3", firstDay: "2026-02-01" }));
  expect(third).toMatchObject({ amount: "3.333333333333", used: false, lastDay: null, author: { kind: "member" } });
  expect(await refusal(createPrice(actor, aPrice({ amount: "0.0000000000001" })))).toMatchObject({
    errors: ["TOO_SMALL"],
  });
});

test("a new entry ends the open one of the same key the day before, and says so", async () => {
  const first = await createPrice(actor, aPrice({ model: "Phoenix" }));
  const other = await createPrice(actor, aPrice({ model: "Lucid Origin" }));
  const second = await createPrice(actor, aPrice({ model: "PHOENIX", amount: "0.002", firstDay: "2026-04-01" }));
  expect(second.notices).toMatchObject([{ code: "PREVIOUS_ENDED", day: "2026-03-31", priceId: first.id }]);
  const { data } = await listPrices(actor, all);
  const lastDays = Object.fromEntries(data.map(({ id, lastDay }) => [id, lastDay]));
  expect(lastDays).toEqual({ [first.id]: "2026-03-31", [second.id]: null, [other.id]: null });
});

test("an overlap is refused and the other entry is named", async () => {
  const first = await createPrice(actor, aPrice({ firstDay: "2026-03-01", lastDay: "2026-03-31" }));
  const inside = await refusal(createPrice(actor, aPrice({ firstDay: "2026-03-31" })));
  expect(inside).toMatchObject({ code: "conflict", errors: ["OVERLAPS"] });
  expect(inside.message).toContain(first.id);
  expect(await refusal(createPrice(actor, aPrice({ firstDay: "2026-02-01" })))).toMatchObject({ errors: ["OVERLAPS"] });
  await createPrice(actor, aPrice({ firstDay: "2026-04-01" }));
});

test("of twenty entries of one key and day that race, one is kept", async () => {
  const wanted = Array.from({ length: 20 }, (_, index) => createPrice(actor, aPrice({ amount: `0.${index + 1}` })));
  const answers = await Promise.allSettled(wanted);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await listPrices(actor, all)).data).toHaveLength(1);
});

test("the table itself refuses an overlap, whoever writes", async () => {
  const { id } = await createPrice(actor, aPrice());
  const row = await db().price.findUniqueOrThrow({
    where: { organizationId_id: { organizationId: actor.organization.id, id } },
  });
  await expect(db().price.create({ data: { ...row, id: newId(), model: "" } })).rejects.toThrow(/price_no_overlap/);
});

test("a price with rated jobs can be ended and noted, but not changed or removed: the answer says how many jobs", async () => {
  const { id } = await createPrice(actor, aPrice());
  await aRatedJob(id);
  await aRatedJob(id);
  for (const change of [{ amount: "0.002" }, { firstDay: "2026-02-01" }, { unit: "IMAGES" as const }, { model: "X" }])
    expect(await refusal(changePrice(actor, { id, ...change }))).toMatchObject({
      code: "conflict",
      errors: ["IN_USE"],
    });
  const removal = await refusal(removePrice(actor, { id }));
  expect(removal).toMatchObject({ code: "conflict", errors: ["IN_USE"] });
  expect(removal.message).toContain("2 jobs");
  expect(await changePrice(actor, { id, lastDay: "2026-03-31", note: "raised" })).toMatchObject({
    ...{ lastDay: "2026-03-31", note: "raised", used: true, amount: "0.0015" },
  });
});

test("an unused price may be changed and removed, but not into another one's days or before its own beginning", async () => {
  const march = await createPrice(actor, aPrice({ firstDay: "2026-03-01", lastDay: "2026-03-31" }));
  const { id } = await createPrice(actor, aPrice({ firstDay: "2026-04-01" }));
  expect(await changePrice(actor, { id, amount: "12", per: "8500", wallet: "leonardo-app" })).toMatchObject({
    ...{ amount: "0.001411764706", wallet: "leonardo-app" },
  });
  expect(await changePrice(actor, { id, wallet: null })).toMatchObject({ wallet: null });
  expect(await refusal(changePrice(actor, { id, firstDay: "2026-03-31" }))).toMatchObject({ errors: ["OVERLAPS"] });
  expect(await refusal(changePrice(actor, { id, lastDay: "2026-03-31" }))).toMatchObject({ errors: ["INVALID"] });
  expect(await refusal(changePrice(actor, { id, per: "2" }))).toMatchObject({ errors: ["REQUIRED"] });
  await removePrice(actor, { id: march.id });
  expect((await listPrices(actor, all)).data.map((price) => price.id)).toEqual([id]);
});

test("a plan period prices its wallet's credits at 12 places: 12 ÷ (8,500 + 500) = 0.001333333333", async () => {
  const period = await createPlanPeriod(actor, aPeriod());
  expect(period).toMatchObject({ pricePerCredit: "0.001333333333", provider: "leonardo", wallet: "leonardo-app" });
  expect(period.notices).toMatchObject([{ code: "NO_PRICE_AFTER", day: "2026-04-01" }]);
  const { data } = await listPrices(actor, all);
  expect(data).toMatchObject([
    ...[{ amount: "0.001333333333", unit: "CREDITS", wallet: "leonardo-app", planPeriodId: period.id }],
  ]);
  expect(await refusal(changePrice(actor, { id: period.priceId, amount: "1" }))).toMatchObject({ code: "conflict" });
  expect(await refusal(removePrice(actor, { id: period.priceId }))).toMatchObject({ code: "conflict" });
});

test("the open price before a plan period ends the day before it and does not come back", async () => {
  const open = await createPrice(actor, aPrice({ wallet: "leonardo-app" }));
  const period = await createPlanPeriod(actor, aPeriod());
  expect(period.notices.map(({ code, day }) => [code, day])).toEqual([
    ["PREVIOUS_ENDED", "2026-02-28"],
    ["NO_PRICE_AFTER", "2026-04-01"],
  ]);
  const book = await priceBook(db(), actor.organization.id);
  const entry = book.prices.find(({ id }) => id === open.id);
  const on = (day: string) => entry && priceInForce(book, { ...entry, variants: [], day })?.id;
  expect([on("2026-02-28"), on("2026-03-01"), on("2026-04-01")]).toEqual([open.id, period.priceId, undefined]);
});

test("a second period on the same days is refused; an unused one can be removed with its price, a used one not", async () => {
  const period = await createPlanPeriod(actor, aPeriod());
  expect(
    await refusal(createPlanPeriod(actor, aPeriod({ firstDay: "2026-03-31", lastDay: "2026-04-30" }))),
  ).toMatchObject({ code: "conflict", errors: ["OVERLAPS"] });
  await removePlanPeriod(actor, { id: period.id });
  expect((await listPrices(actor, all)).data).toEqual([]);
  const again = await createPlanPeriod(actor, aPeriod());
  await aRatedJob(again.priceId);
  expect(await refusal(removePlanPeriod(actor, { id: again.id }))).toMatchObject({ errors: ["IN_USE"] });
  expect((await listPlanPeriods(actor, { limit: 50 })).data).toMatchObject([{ id: again.id, used: true }]);
});

test("a rate is unique per day, never of the own currency, and kept once jobs went through it", async () => {
  const rate = await createFxRate(actor, { ...aRate, rate: "0.92000000000049" });
  expect(rate).toMatchObject({ rate: "0.92", to: "EUR", used: false });
  expect(await refusal(createFxRate(actor, aRate))).toMatchObject({ code: "conflict", errors: ["OVERLAPS"] });
  expect(await refusal(createFxRate(actor, { ...aRate, currency: "EUR" }))).toMatchObject({ errors: ["OWN_CURRENCY"] });
  expect(await changeFxRate(actor, { id: rate.id, rate: "0.93", note: "ECB" })).toMatchObject({ rate: "0.93" });
  const { id: priceId } = await createPrice(actor, aPrice({ currency: "USD" }));
  await aRatedJob(priceId, rate.id);
  expect(await refusal(changeFxRate(actor, { id: rate.id, rate: "0.94" }))).toMatchObject({ errors: ["IN_USE"] });
  expect(await refusal(removeFxRate(actor, { id: rate.id }))).toMatchObject({ errors: ["IN_USE"] });
  expect(await changeFxRate(actor, { id: rate.id, note: "checked" })).toMatchObject({ note: "checked", used: true });
  const later = await createFxRate(actor, { ...aRate, firstDay: "2026-02-01" });
  await removeFxRate(actor, { id: later.id });
  expect((await listFxRates(actor, { limit: 50 })).data).toHaveLength(1);
});

test("another organization's ids do not exist here", async () => {
  const { id } = await createPrice(actor, aPrice());
  const period = await createPlanPeriod(actor, aPeriod());
  const rate = await createFxRate(actor, aRate);
  const stranger = await anOrganization();
  for (const work of [
    () => changePrice(stranger, { id, note: "mine" }),
    () => removePrice(stranger, { id }),
    () => removePlanPeriod(stranger, { id: period.id }),
    () => changeFxRate(stranger, { id: rate.id, note: "mine" }),
    () => removeFxRate(stranger, { id: rate.id }),
  ])
    expect(await refusal(work())).toMatchObject({ code: "not_found" });
  expect((await listPrices(stranger, all)).data).toEqual([]);
});

test("a viewer reads prices and writes none; a controller writes", async () => {
  const viewer = await aMember(actor, "viewer");
  expect(await refusal(createPrice(viewer, aPrice()))).toMatchObject({ code: "forbidden" });
  expect(await refusal(createPlanPeriod(viewer, aPeriod()))).toMatchObject({ code: "forbidden" });
  expect(await refusal(createFxRate(viewer, aRate))).toMatchObject({ code: "forbidden" });
  await createPrice(await aMember(actor, "controller"), aPrice());
  expect((await listPrices(viewer, all)).data).toHaveLength(1);
});

test("an unknown provider or a wallet of another provider is refused with what may have been meant", async () => {
  const error = await createPrice(actor, aPrice({ provider: "leonrado" })).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ errors: [{ path: "provider", code: "UNKNOWN_CODE", near: ["leonardo"] }] });
  expect(await refusal(createPrice(actor, aPrice({ wallet: "openai-api" })))).toMatchObject({
    errors: ["UNKNOWN_CODE"],
  });
});

test("the list is filtered by provider, unit and day, and pages do not lose or repeat an entry", async () => {
  await createPrice(actor, aPrice({ firstDay: "2026-01-01" }));
  await createPrice(actor, aPrice({ firstDay: "2026-02-01" }));
  await createPrice(actor, aPrice({ provider: "openai", unit: "IMAGES" }));
  const days = async (query: object) =>
    (await listPrices(actor, { limit: 50, ...query })).data.map(({ firstDay }) => firstDay);
  expect(await days({ provider: "Leonardo", day: "2026-01-15" })).toEqual(["2026-01-01"]);
  expect(await days({ unit: "IMAGES" })).toEqual(["2026-01-01"]);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listPrices(actor, { limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(3);
  expect(seen).toHaveLength(3);
  expect(await refusal(listPrices(actor, { limit: 1, cursor: "nonsense" }))).toMatchObject({
    errors: ["INVALID_CURSOR"],
  });
});

test("every write leaves one audit entry", async () => {
  const { id } = await createPrice(actor, aPrice());
  await changePrice(actor, { id, amount: "0.002" });
  await removePrice(actor, { id });
  const entries = await db().auditEntry.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ["price.added", id],
    ["price.changed", id],
    ["price.removed", id],
  ]);
});

test("starter prices: 24 Leonardo API credits are 24 × 0.001495 USD; without a rate nobody guesses one", async () => {
  await transaction((tx) => addStarterPrices(tx, actor));
  await transaction((tx) => addStarterPrices(tx, actor));
  const { data } = await listPrices(actor, all);
  expect(data.every(({ checkBeforeUse, source, note }) => checkBeforeUse && source && note)).toBe(true);
  const wallet = await db().wallet.findFirstOrThrow({
    where: { organizationId: actor.organization.id, code: "leonardo-api" },
  });
  const charge = {
    ...{ providerId: wallet.providerId, walletId: wallet.id, model: null, variants: [] },
    ...{ unit: "CREDITS", amount: "24", day: "2026-11-23", currency: "EUR" },
  };
  expect(costOf(await priceBook(db(), actor.organization.id), charge)).toEqual({ unpricedReason: "NO_RATE" });
  await createFxRate(actor, { ...aRate, rate: "0.9" });
  const priced = costOf(await priceBook(db(), actor.organization.id), charge);
  expect("cost" in priced && priced.cost.toFixed()).toBe("0.032292");
});

test("starter prices: one medium gpt-image-1 picture of 1024×1536 is 0.06336 USD", async () => {
  await transaction((tx) => addStarterPrices(tx, actor));
  const book = await priceBook(db(), actor.organization.id);
  const { id: providerId } = await db().provider.findFirstOrThrow({
    where: { organizationId: actor.organization.id, code: "openai" },
  });
  const variants = variantsOf({ width: 1024, height: 1536, modules: ["medium"] });
  const key = { providerId, walletId: null, model: "gpt-image-1", variants, unit: "IMAGES", day: "2026-11-23" };
  expect(priceInForce(book, key)).toMatchObject({ amount: "0.06336", currency: "USD" });
});

test("a plan period replaces an unchecked starter price, also on days before an earlier period", async () => {
  await transaction((tx) => addStarterPrices(tx, actor));
  await createPlanPeriod(actor, aPeriod());
  const january = await createPlanPeriod(actor, aPeriod({ firstDay: "2026-01-01", lastDay: "2026-01-31" }));
  expect(january.notices.map(({ code, day }) => [code, day])).toEqual([
    ["PREVIOUS_ENDED", "2025-12-31"],
    ["NO_PRICE_AFTER", "2026-02-01"],
  ]);
});

test("while a booking holds the price book, nobody changes it: a job is rated with what it names", async () => {
  const { id } = await createPrice(actor, aPrice());
  const order: string[] = [];
  let change: Promise<unknown> = Promise.resolve();
  await transaction(async (tx) => {
    await priceBook(tx, actor.organization.id);
    // Started outside of this transaction's context, as another request would be.
    change = anotherRequest
      .runInAsyncScope(() => changePrice(actor, { id, amount: "9" }))
      .then(() => order.push("changed"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    order.push("booked");
  });
  await change;
  expect(order).toEqual(["booked", "changed"]);
});
