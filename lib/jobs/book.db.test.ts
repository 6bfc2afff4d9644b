import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import { newId } from "@/lib/core/id";
import { reviewJob } from "@/lib/reviews/service";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { timelineOf } from "./rules/timeline";
import { jobListQuery } from "./schema/list";
import { bookJobs } from "./service";
import { correctJob, voidJob } from "./service/correct";
import { estimate } from "./service/estimate";
import { jobById, jobPage, logBatch, logJob } from "./service/log";
import { priceUnpriced, unpricedPreview } from "./service/price";

let actor: Actor;
let ids: Awaited<ReturnType<typeof aCatalogue>>;

beforeAll(async () => {
  actor = await anOrganization();
  ids = await aCatalogue(actor);
});

const sumOfLedger = async (jobId: string) => {
  const rows = await db().ledgerEntry.findMany({
    where: { organizationId: actor.organization.id, jobId },
    select: { amount: true },
  });
  return addMoney(rows.map(({ amount }) => money(String(amount ?? 0)))).toFixed();
};

test("24 credits × 0.0015 EUR cost 0.036 EUR, booked with the price entry that made it", async () => {
  const { job } = await logJob(actor, aJob());
  expect(job.cost).toMatchObject({ amount: "0.036", source: "reported", estimated: false });
  expect(job).toMatchObject({ campaign: "SPRING26", costCenter: "BRAND", market: "unassigned", imagesDelivered: 4 });
  const detail = await jobById(actor, { id: job.id });
  expect(detail.attemptList[0]?.price).toMatchObject({
    amount: "0.0015",
    unit: "CREDITS",
    firstDay: "2026-01-01",
  });
  expect(detail.ledger).toHaveLength(1);
  expect(await sumOfLedger(job.id)).toBe("0.036");
});

test("a provider without a price is booked as unpriced, never as free", async () => {
  const { job } = await logJob(actor, aJob({ provider: "unknown" }));
  expect(job.cost).toMatchObject({ amount: null, knownAmount: "0", unpricedReason: "NO_PRICE" });
});

test("a true 0 is 0 and not unpriced, even without a price", async () => {
  const { job } = await logJob(actor, aJob({ provider: "unknown", cost: { amount: "0", unit: "CREDITS" } }));
  expect(job.cost.amount).toBe("0");
});

test("an unknown campaign is refused with near matches and nothing is booked", async () => {
  const before = await db().job.count();
  await expect(logJob(actor, aJob({ campaign: "SPRNG26" }))).rejects.toMatchObject({
    code: "invalid_input",
    errors: [{ path: "campaign", code: "UNKNOWN_CODE", near: ["SPRING26"] }],
  });
  expect(await db().job.count()).toBe(before);
});

test("the same external id and body is replayed, another body is a conflict that names the field", async () => {
  const input = aJob({ externalId: "gen-1" });
  const first = await logJob(actor, input);
  expect(await logJob(actor, input)).toMatchObject({ job: { id: first.job.id }, replayed: true });
  await expect(logJob(actor, { ...input, model: "Phoenix" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("model"),
  });
});

test("twenty racing posts of one external id book one job with one ledger entry", async () => {
  const input = aJob({ externalId: "race-1" });
  const answers = await Promise.all(Array.from({ length: 20 }, () => logJob(actor, input)));
  expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(
    await db().ledgerEntry.count({ where: { organizationId: actor.organization.id, jobId: answers[0]?.job.id ?? "" } }),
  ).toBe(1);
});

test("in a batch good rows are booked, bad rows say why, twins are replayed", async () => {
  const twin = aJob({ externalId: "twin" });
  const answer = await logBatch(actor, {
    jobs: [aJob(), { kind: "generation" }, aJob({ provider: "nobody" }), twin, twin, { ...aJob(), seed: 5, zoo: 1 }],
  });
  expect(answer).toMatchObject({ accepted: 2, replayed: 1 });
  expect(answer.rejected.map(({ index }) => index)).toEqual([1, 2, 5]);
  expect(answer.rejected[2]?.errors.map(({ code }) => code)).toContain("UNKNOWN_FIELD");
});

test("4 pictures, 2 approved, 1 rejected, 1 open without motif: ½ useful, ¼ rejected, ¼ superseded by a sibling", async () => {
  const { job } = await logJob(actor, aJob({ reviewed: { approved: 2, rejected: 1 } }));
  const row = await db().job.findFirstOrThrow({ where: { id: job.id } });
  expect([row.costUseful, row.costRejected, row.costSuperseded, row.costOpen].map(String)).toEqual([
    "0.018",
    "0.009",
    "0.009",
    "0",
  ]);
  expect(job).toMatchObject({ approved: 2, rejected: 1 });
});

test("a failed try that was charged is failed money; the job's pictures share the rest", async () => {
  const { job } = await logJob(
    actor,
    aJob({ attempts: [{ status: "failed", cost: { amount: "10", unit: "CREDITS" } }] }),
  );
  const row = await db().job.findFirstOrThrow({ where: { id: job.id } });
  expect([row.knownCost, row.costFailed, row.costOpen].map(String)).toEqual(["0.051", "0.015", "0.036"]);
  expect(job).toMatchObject({ attempts: 2, failedAttempts: 1, credits: "34" });
});

test("the same configuration paid twice: the earlier one is the original, also when it arrives later", async () => {
  const config = { prompt: "a red shoe", seed: "7", model: "Phoenix" };
  const late = (await logJob(actor, aJob({ ...config, occurredAt: "2026-03-05T10:00:00+01:00" }))).job;
  expect(late.duplicateOf).toBeNull();
  const early = (await logJob(actor, aJob({ ...config, occurredAt: "2026-03-04T10:00:00+01:00" }))).job;
  const copy = await jobById(actor, { id: late.id });
  expect(copy.duplicateOf).toBe(early.id);
  expect(copy.classes).toEqual([{ class: "duplicate", amount: "0.036", pictures: 4, reason: "SAME_CONFIGURATION" }]);
  expect(copy.duplicates).toMatchObject({ original: { id: early.id, cost: "0.036" }, copies: [], copyCost: "0" });
  expect((await jobById(actor, { id: early.id })).duplicates).toMatchObject({
    ...{ original: null, copies: [{ id: late.id, cost: "0.036" }], copyCount: 1, copyCost: "0.036" },
  });
  const row = await db().job.findFirstOrThrow({ where: { id: late.id } });
  expect(String(row.costDuplicate)).toBe("0.036");
  expect((await estimate(actor, aJob(config))).duplicateOf.map(({ id }) => id)).toContain(early.id);
  await voidJob(actor, { id: early.id, reason: "logged twice" });
  expect((await jobById(actor, { id: late.id })).duplicateOf).toBeNull();
});

test("a correction reverses and books anew, the history says what changed, and the ledger sums to the cost", async () => {
  const { job } = await logJob(actor, aJob());
  const after = await correctJob(actor, {
    id: job.id,
    reason: "invoice says 30",
    cost: { amount: "30", unit: "CREDITS" },
    market: null,
    campaign: null,
  });
  expect(after).toMatchObject({
    campaign: "unassigned",
    costCenter: "unassigned",
    cost: { amount: "0.045", source: "manual" },
  });
  const detail = await jobById(actor, { id: job.id });
  expect(detail.ledger.map(({ type, amount }) => [type, money(amount ?? 0).toFixed()])).toEqual([
    ["usage", "0.036"],
    ["correction", "-0.036"],
    ["usage", "0.045"],
  ]);
  // Each entry says which price made it, the reversal too, and who wrote it.
  expect(detail.ledger.map(({ price, by }) => [price?.amount, price?.unit, by])).toEqual(
    [1, 2, 3].map(() => ["0.0015", "CREDITS", actor.name]),
  );
  expect(detail.classes).toMatchObject([{ class: "open", amount: "0.045", pictures: 4, reason: "WAITING" }]);
  expect(timelineOf(detail).map(({ kind }) => kind)).toEqual(["corrected", "logged"]);
  expect(Object.keys(detail.revisions[0]?.changes ?? {}).sort()).toEqual(["campaign", "cost", "costCenter"]);
  expect(await sumOfLedger(job.id)).toBe("0.045");
});

test("a void job leaves the list, its ledger sums to 0, and its external id is free again", async () => {
  const { job } = await logJob(actor, aJob({ externalId: "void-1" }));
  await reviewJob(actor, { id: job.id, decisions: [1, 2].map((index) => ({ index, decision: "approved" as const })) });
  await voidJob(actor, { id: job.id, reason: "wrong" });
  const void_ = await jobById(actor, { id: job.id });
  expect(void_.classes).toEqual([]);
  expect(timelineOf(void_)).toMatchObject([
    { kind: "voided", by: actor.name, reason: "wrong" },
    { kind: "decided", by: actor.name, pictures: [1, 2], decision: { decision: "approved" } },
    { kind: "logged" },
  ]);
  expect(await sumOfLedger(job.id)).toBe("0");
  expect((await jobPage(actor, jobListQuery.parse({ limit: "200" }))).data.map(({ id }) => id)).not.toContain(job.id);
  expect((await logJob(actor, aJob({ externalId: "void-1" }))).replayed).toBe(false);
  await expect(correctJob(actor, { id: job.id, reason: "x", model: "y" })).rejects.toMatchObject({ code: "conflict" });
});

test("an approval re-classes the motif's open siblings, and a withdrawal gives everything back", async () => {
  const first = (await logJob(actor, aJob({ motif: "hero-9", iteration: 1 }))).job;
  const second = (await logJob(actor, aJob({ motif: "hero-9", iteration: 2 }))).job;
  await reviewJob(actor, { id: second.id, decisions: [{ index: 1, decision: "approved" }] });
  const state = async (id: string) => {
    const row = await db().job.findFirstOrThrow({ where: { id } });
    return [row.costUseful, row.costSuperseded, row.costOpen].map(String);
  };
  expect([await state(first.id), await state(second.id)]).toEqual([
    ["0", "0.036", "0"],
    ["0.009", "0.027", "0"],
  ]);
  await reviewJob(actor, { id: second.id, decisions: [{ index: 1, decision: "withdrawn" }] });
  expect([await state(first.id), await state(second.id)]).toEqual([
    ["0", "0", "0.036"],
    ["0", "0", "0.036"],
  ]);
});

test("an upscale's money takes the class of its source picture and makes a new version; a stale decision is refused", async () => {
  const { job } = await logJob(actor, aJob({ imagesRequested: 1 }));
  const sourceAsset = job.assets[0]?.id ?? "";
  const upscale = await logJob(
    actor,
    aJob({ kind: "upscale", stage: "final", sourceAsset, upscaleFactor: 2, model: "up", campaign: undefined }),
  );
  expect(upscale.job).toMatchObject({ campaign: "SPRING26", imagesDelivered: 0 });
  await expect(
    reviewJob(actor, { id: job.id, decisions: [{ index: 1, version: 1, decision: "approved" }] }),
  ).rejects.toMatchObject({ code: "conflict" });
  await reviewJob(actor, { id: job.id, decisions: [{ index: 1, version: 2, decision: "rejected" }] });
  const row = await db().job.findFirstOrThrow({ where: { id: upscale.job.id } });
  expect(String(row.costRejected)).toBe("0.036");
});

test("after a price was added, the unpriced jobs are previewed, priced once, and priced jobs do not move", async () => {
  const other = await anOrganization();
  await aCatalogue(other);
  const provider = await db().provider.findFirstOrThrow({
    where: { organizationId: other.organization.id, code: "unknown" },
  });
  const { job } = await logJob(other, aJob({ provider: "unknown" }));
  const kept = (await logJob(other, aJob())).job;
  expect(await unpricedPreview(other)).toMatchObject({
    jobs: 1,
    priceable: 0,
    stillUnpriced: [{ reason: "NO_PRICE", jobs: 1 }],
  });
  await db().price.create({
    data: {
      organizationId: other.organization.id,
      providerId: provider.id,
      unit: "CREDITS",
      amount: "0.002",
      currency: "EUR",
      firstDay: new Date("2026-01-01"),
      authorKind: "system",
    },
  });
  expect(await unpricedPreview(other)).toMatchObject({ jobs: 1, priceable: 1, cost: "0.048" });
  expect(await priceUnpriced(other)).toMatchObject({ priced: 1, cost: "0.048" });
  const priced = await jobById(other, { id: job.id });
  expect(priced.cost.amount).toBe("0.048");
  expect(timelineOf(priced)).toMatchObject([{ kind: "priced", entries: [{ amount: "0.048" }] }, { kind: "logged" }]);
  expect((await jobById(other, { id: kept.id })).cost.amount).toBe(kept.cost.amount);
  expect(await priceUnpriced(other)).toMatchObject({ priced: 0 });
});

test("a viewer books nothing; another organization's job and a job outside of the scope are not found", async () => {
  await expect(bookJobs(await aMember(actor, "viewer"), [{ input: aJob() }], "api")).rejects.toMatchObject({
    code: "forbidden",
  });
  const { job } = await logJob(actor, aJob());
  await expect(jobById(await anOrganization(), { id: job.id })).rejects.toMatchObject({ code: "not_found" });
  const limited = await aMember(actor, "logger", { costCenterIds: [newId()] });
  await expect(jobById(limited, { id: job.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(logJob(limited, aJob())).rejects.toMatchObject({ errors: [{ code: "OUT_OF_SCOPE" }] });
  expect(ids.campaignId).toBeTruthy();
});

test("after a large batch the planner knows the table: no waiting for the server's own look", async () => {
  await bookJobs(
    actor,
    Array.from({ length: 200 }, () => ({ input: aJob() })),
    "api",
  );
  const [row] = await db().$queryRaw<
    { known: number }[]
  >`SELECT reltuples::int AS known FROM pg_class WHERE relname = 'job'`;
  expect(row?.known).toBeGreaterThanOrEqual(200);
});
