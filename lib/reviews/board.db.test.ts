import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { reviewReasons } from "@/lib/dimensions/service/review-reasons";
import { logJob } from "@/lib/jobs/service/log";
import { dropMotif, undropMotif } from "@/lib/jobs/service/motif";
import { roundsOfMotif } from "@/lib/jobs/service/rounds";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { db } from "@/lib/server/db";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import { stateAfter } from "./rules";
import { DECISIONS, type Decision, decidersQuery, queueQuery, reviewBatchInput, waitingQuery } from "./schema";
import { reviewAsset, reviewAssets, reviewJob } from "./service";
import { comment, commentsOn } from "./service/comments";
import { decidersOf, decisionsOf, reviewQueue, waitingPictures } from "./service/queue";

let lead: Actor;
let other: Actor;

const aStudio = async () => {
  const actor = await anOrganization();
  return { actor, ids: await aCatalogue(actor) };
};
const queue = (actor: Actor, query: object = {}) => reviewQueue(actor, queueQuery.parse(query));
const waiting = (actor: Actor, query: object = {}) => waitingPictures(actor, waitingQuery.parse(query));
const onDay = (day: string, time = "10:00") => ({ occurredAt: `2026-03-${day}T${time}:00+01:00` });

beforeAll(async () => {
  ({ actor: lead } = await aStudio());
  other = await aMember(lead, "reviewer");
});

test("the queue is by age, in pages that meet each picture once, both ways", async () => {
  const { actor } = await aStudio();
  for (const day of ["04", "02", "03"]) await logJob(actor, aJob({ ...onDay(day), externalId: day }));
  const read = async (order: "oldest" | "newest") => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof queue>> = await queue(actor, {
        limit: 5,
        order,
        ...(cursor && { cursor }),
      });
      seen.push(...page.data.map(({ occurredAt, index }) => `${occurredAt.slice(8, 10)}/${index}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  };
  const ofDay = (day: string) => [1, 2, 3, 4].map((index) => `${day}/${index}`);
  expect(await read("oldest")).toEqual(["02", "03", "04"].flatMap(ofDay));
  expect(await read("newest")).toEqual(["04", "03", "02"].flatMap(ofDay));
  await expect(queue(actor, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
});

test("a picture's share of the last charge: 24 credits × 0.0015 = 0.036 over 4 pictures = 0.009; a failed try is nobody's share", async () => {
  const { actor } = await aStudio();
  const tried = { status: "failed" as const, cost: { amount: "24", unit: "CREDITS" } };
  const { job } = await logJob(actor, aJob({ attempts: [tried], motif: "hero", prompt: "A boot", model: "Phoenix" }));
  await logJob(actor, aJob({ kind: "upscale", stage: "final", sourceAsset: job.assets[0]?.id ?? "" }));
  const { data } = await queue(actor);
  expect(data.map(({ cost, versionsCost }) => [cost, versionsCost])).toEqual([
    ["0.009", "0.036"],
    ["0.009", "0"],
    ["0.009", "0"],
    ["0.009", "0"],
  ]);
  expect(data[0]).toMatchObject({
    ...{ jobId: job.id, index: 1, version: 2, state: "open", last: null, newVersionSince: false, superseded: false },
    ...{ model: "Phoenix", prompt: "A boot", pictures: 4, currency: "EUR", motif: { code: "hero", dropped: false } },
    ...{ campaign: { code: "SPRING26", name: "Spring" }, provider: { code: "leonardo" }, createdBy: actor.name },
  });
});

test("what waits: not what is decided, superseded by a sibling, or of a dropped motif; each is found by its state", async () => {
  const { actor } = await aStudio();
  const first = await logJob(actor, aJob({ ...onDay("02"), motif: "hero", iteration: 1 }));
  await logJob(actor, aJob({ ...onDay("03"), motif: "still" }));
  await logJob(actor, aJob({ ...onDay("04") }));
  expect(await waiting(actor)).toMatchObject({ waiting: 12, oldest: "2026-03-02T09:00:00.000Z" });
  await reviewJob(actor, {
    id: first.job.id,
    decisions: [
      { index: 1, decision: "approved" },
      { index: 2, decision: "rejected" },
      { index: 3, decision: "changes_requested" },
    ],
  });
  // The other two of the motif are needless now: picture 1 is approved at the same iteration.
  expect(await waiting(actor)).toMatchObject({ waiting: 8, oldest: "2026-03-03T09:00:00.000Z" });
  const count = async (state: string) => (await queue(actor, { state })).data.length;
  expect(await Promise.all(["waiting", "open", "superseded", "decided", "rejected", "all"].map(count))).toEqual([
    8, 10, 2, 2, 1, 12,
  ]);
  const [still] = (await waiting(actor, { by: "motif" })).groups;
  expect(still).toMatchObject({ campaign: { code: "SPRING26" }, motif: { code: "still" }, waiting: 4 });
  await dropMotif(actor, { id: still?.motif?.id ?? "" });
  expect((await waiting(actor)).waiting).toBe(4);
  await undropMotif(actor, { id: still?.motif?.id ?? "" });
  expect((await waiting(actor, { by: "campaign" })).groups).toMatchObject([{ motif: null, waiting: 8 }]);
  expect((await queue(actor, { motif: "SPRING26/still" })).data).toHaveLength(4);
  expect((await queue(actor, { state: "all", job: first.job.id })).data).toHaveLength(4);
});

test("decided, but a newer version came since: found by its badge, and still approved", async () => {
  const { actor } = await aStudio();
  const { job } = await logJob(actor, aJob());
  const id = job.assets[0]?.id ?? "";
  await reviewAsset(actor, { id, version: 1, seen: null, decision: "approved" });
  expect((await queue(actor, { state: "all", newVersion: "true" })).data).toEqual([]);
  await logJob(actor, aJob({ kind: "upscale", stage: "final", sourceAsset: id }));
  const { data } = await queue(actor, { state: "all", newVersion: "true" });
  expect(data).toMatchObject([{ id, state: "approved", version: 2, decidedVersion: 1, newVersionSince: true }]);
});

test("who decided: the newest word counts, and its money is the pictures' share: 0.1 over 3 = 0.033…34 + 0.033…33 + 0.033…33", async () => {
  const { actor } = await aStudio();
  const reviewer = await aMember(actor, "reviewer");
  const cost = { amount: "0.1", unit: "EUR" };
  const tried = { status: "failed" as const, cost: { amount: "5", unit: "EUR" } };
  const { job } = await logJob(actor, aJob({ ...onDay("02"), imagesRequested: 3, cost, attempts: [tried] }));
  const decide = (by: Actor, ...decisions: { index: number; decision: Decision }[]) =>
    reviewJob(by, { id: job.id, decisions });
  await decide(actor, { index: 1, decision: "approved" }, { index: 2, decision: "rejected" });
  await decide(reviewer, { index: 2, decision: "approved_with_changes" }, { index: 3, decision: "rejected" });
  const asked = decidersQuery.parse({ from: "2026-03-01", to: "2026-03-31" });
  const { total, data } = await decidersOf(actor, asked);
  const third = "0.033333333333333333";
  expect(total).toMatchObject({ pictures: 3, approved: 2, approvedWithChanges: 1, rejected: 1, spend: "0.1" });
  expect(data).toMatchObject([
    {
      by: { kind: "member", name: reviewer.name },
      pictures: 2,
      approved: 1,
      rejected: 1,
      spend: "0.066666666666666666",
    },
    { by: { kind: "member", name: actor.name }, pictures: 1, approved: 1, spend: "0.033333333333333334" },
  ]);
  // The queue says the same of each picture.
  const shares = (await queue(actor, { state: "all" })).data.map((row) => row.cost);
  expect(shares).toEqual(["0.033333333333333334", third, third]);
  const before = await decidersOf(actor, decidersQuery.parse({ to: "2026-03-01" }));
  expect(before).toMatchObject({ total: { pictures: 0, spend: "0", lowerBound: false }, data: [] });
});

test("who is limited to cost centres sees the queue, the count, decisions and comments of these alone", async () => {
  const { actor, ids } = await aStudio();
  const { job } = await logJob(actor, aJob({ motif: "hero" }));
  const { job: elsewhere } = await logJob(actor, { ...aJob(), campaign: undefined, motif: "secret" });
  const limited = await aMember(actor, "reviewer", { costCenterIds: [ids.costCenterId] });
  expect((await queue(limited)).data.map(({ jobId }) => jobId)).toEqual(new Array(4).fill(job.id));
  expect((await waiting(limited)).waiting).toBe(4);
  const hidden = elsewhere.assets[0]?.id ?? "";
  await expect(decisionsOf(limited, { id: hidden })).rejects.toMatchObject({ code: "not_found" });
  const batch = reviewBatchInput.parse({ reviews: [{ id: hidden, version: 1, decision: "approved" }] });
  expect((await reviewAssets(limited, batch)).results).toMatchObject([{ state: "refused", code: "NOT_FOUND" }]);
  const motif = await db().motif.findFirstOrThrow({ where: { code: "secret" } });
  await expect(commentsOn(limited, { id: motif.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(roundsOfMotif(limited, { id: motif.id })).rejects.toMatchObject({ code: "not_found" });
});

test("several decisions in one request: a stale one is refused with the newer decision, the others are stored", async () => {
  const { job } = await logJob(lead, aJob());
  const [one = "", two = "", three = ""] = job.assets.map(({ id }) => id);
  await logJob(lead, aJob({ kind: "upscale", stage: "final", sourceAsset: one }));
  await reviewAsset(other, { id: two, version: 1, seen: null, decision: "rejected", comment: "Too dark" });
  const review = (id: string) => ({ id, version: 1, seen: null, decision: "approved" as const });
  const answer = await reviewAssets(lead, { reviews: [one, two, three, three].map(review) });
  expect(answer).toMatchObject({
    ...{ stored: 1, refused: 3 },
    results: [
      { id: one, state: "refused", code: "STALE_VERSION", asset: { version: 2, state: "open", last: null } },
      {
        ...{ id: two, state: "refused", code: "DECIDED_MEANWHILE" },
        asset: { state: "rejected", last: { decision: "rejected", by: other.name, comment: "Too dark" } },
      },
      { id: three, state: "stored", asset: { state: "approved", last: { decision: "approved", by: lead.name } } },
      { id: three, state: "refused", code: "TWICE" },
    ],
  });
  // Having seen theirs, mine is the next word.
  const seen = answer.results[1]?.asset?.last?.id ?? null;
  const [mine] = (await reviewAssets(lead, { reviews: [{ id: two, version: 1, seen, decision: "approved" }] })).results;
  expect(mine).toMatchObject({ state: "stored", before: { id: seen, decision: "rejected", comment: "Too dark" } });
  expect((await decisionsOf(lead, { id: two })).data.map(({ decision }) => decision)).toEqual(["approved", "rejected"]);
});

test("two reviewers on one picture at once: one wins, the other is told what was decided", async () => {
  const { job } = await logJob(lead, aJob());
  for (const { id } of job.assets) {
    const words = [
      reviewAsset(lead, { id, version: 1, seen: null, decision: "approved" }),
      reviewAsset(other, { id, version: 1, seen: null, decision: "rejected" }),
    ];
    const settled = await Promise.allSettled(words);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = settled.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict", errors: [{ path: "seen", code: "DECIDED_MEANWHILE" }] });
    const { data } = await decisionsOf(lead, { id });
    expect(data).toHaveLength(1);
    expect(String(lost?.reason.message)).toContain(`${data[0]?.decision} by ${data[0]?.by}`);
  }
});

type Step = { kind: "review"; who: 0 | 1; decision: Decision; looked: boolean } | { kind: "upscale" };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("review" as const),
      who: fc.constantFrom(0 as const, 1 as const),
      decision: fc.constantFrom(...DECISIONS),
      looked: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("upscale" as const) }) },
);

/** What reviewer `who` has in front of them; looking again renews it. */
type Sight = { version: number; seen: string | null };

test("whatever two reviewers and upscales do in between each other, the state is the last word in server order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 3 }),
      async (steps, width) => {
        const { job } = await logJob(lead, aJob({ imagesRequested: 1 }));
        const id = job.assets[0]?.id ?? "";
        const sights: [Sight, Sight] = [
          { version: 1, seen: null },
          { version: 1, seen: null },
        ];
        const accepted: string[] = [];
        const now = async (): Promise<Sight> => {
          const { version } = await db().asset.findFirstOrThrow({ where: { id } });
          return { version, seen: (await decisionsOf(lead, { id })).data[0]?.id ?? null };
        };
        const run = async (one: Step) => {
          if (one.kind === "upscale") {
            await logJob(lead, aJob({ kind: "upscale", stage: "final", sourceAsset: id }));
            return;
          }
          if (one.looked) sights[one.who] = await now();
          const review = { id, ...sights[one.who], decision: one.decision };
          const after = await reviewAsset(one.who === 0 ? lead : other, review).catch((error: unknown) => {
            // Refused for one reason alone: the picture is not what the reviewer had in front of them.
            expect(error).toMatchObject({ code: "conflict" });
            return null;
          });
          if (after?.last) accepted.push(after.last.id);
        };
        // `width` steps race each other, then the next ones do.
        for (let from = 0; from < steps.length; from += width)
          await Promise.all(steps.slice(from, from + width).map(run));
        const words = await db().review.findMany({ where: { assetId: id }, orderBy: { seq: "asc" } });
        const asset = await db().asset.findFirstOrThrow({ where: { id } });
        expect(words.map((word) => word.id).sort()).toEqual([...accepted].sort());
        expect(asset.state).toBe(stateAfter(words.map(({ decision }) => decision as Decision)));
        expect(asset.version).toBe(1 + steps.filter(({ kind }) => kind === "upscale").length);
        expect(asset.decidedVersion).toBe(words.at(-1)?.version ?? null);
        const { approved, rejected } = await db().job.findFirstOrThrow({ where: { id: job.id } });
        const isApproved = asset.state === "approved" || asset.state === "approved_with_changes";
        expect([approved, rejected]).toEqual([Number(isApproved), Number(asset.state === "rejected")]);
      },
    ),
    { numRuns: 25 },
  );
});

test("a reason of the list is named by code or name, words of one's own stay; one that was used keeps its code", async () => {
  const { actor } = await aStudio();
  const creative = await aMember(actor, "creative_lead");
  const dark = await reviewReasons.create(creative, { code: "dark", name: "Too dark", forRejection: true });
  expect(dark).toMatchObject({ forRejection: true, forChanges: false, archived: false });
  const { job } = await logJob(actor, aJob());
  await reviewJob(actor, {
    id: job.id,
    decisions: ["DARK", "too dark", "Hair is blue"].map((reason, at) => ({
      ...{ index: at + 1, decision: "rejected", reason },
    })) as Parameters<typeof reviewJob>[1]["decisions"],
  });
  const kept = await db().review.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { seq: "asc" },
  });
  expect(kept.map(({ reason, reasonId }) => [reason, reasonId])).toEqual([
    ["Too dark", dark.id],
    ["Too dark", dark.id],
    ["Hair is blue", null],
  ]);
  await expect(reviewReasons.change(creative, { id: dark.id, code: "gloomy" })).rejects.toMatchObject({
    errors: [{ code: "CODE_IN_USE" }],
  });
  await expect(reviewReasons.change(creative, { id: dark.id, forRejection: false })).rejects.toMatchObject({
    errors: [{ code: "FOR_NOTHING" }],
  });
  await expect(reviewReasons.create(creative, { code: "Dark", name: "x" })).rejects.toMatchObject({ code: "conflict" });
  expect(await reviewReasons.archive(creative, { id: dark.id })).toMatchObject({ archived: true });
  const logger = await aMember(actor, "logger");
  await expect(reviewReasons.restore(logger, { id: dark.id })).rejects.toMatchObject({ code: "forbidden" });
});

test("comments on a motif stay in the order they were said, with their author", async () => {
  await logJob(lead, aJob({ motif: "talked-about" }));
  const { id } = await db().motif.findFirstOrThrow({ where: { code: "talked-about" } });
  await comment(lead, { id, text: "Warmer, please" });
  await comment(await aMember(lead, "logger"), { id, text: "Done in round 2" });
  expect((await commentsOn(other, { id })).data.map(({ text }) => text)).toEqual(["Warmer, please", "Done in round 2"]);
  await expect(comment(await aMember(lead, "viewer"), { id, text: "Hm" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(comment(await anOrganization(), { id, text: "Hm" })).rejects.toMatchObject({ code: "not_found" });
});

test("rounds of a motif add up to its figures; two rejected rounds advise to drop it, with the money spent", async () => {
  const { actor } = await aStudio();
  const log = async (over: object) => (await logJob(actor, aJob({ motif: "cold", ...over }))).job;
  const reject = (id: string, indexes: number[]) =>
    reviewJob(actor, { id, decisions: indexes.map((index) => ({ index, decision: "rejected" as const })) });
  const one = await log({ iteration: 1 });
  await log({ iteration: 1, status: "failed", imagesDelivered: 0 });
  const two = await log({
    ...onDay("03"),
    iteration: 2,
    kind: "variation",
    stage: "final",
    sourceAsset: one.assets[0]?.id,
  });
  await log({ ...onDay("04"), kind: "upscale", stage: "final", sourceAsset: two.assets[0]?.id });
  await reject(one.id, [1, 2, 3]);
  const { id } = await db().motif.findFirstOrThrow({ where: { code: "cold" } });
  const before = await roundsOfMotif(actor, { id });
  expect(
    before.rounds.map(({ iteration, images, rejected, isRejected }) => [iteration, images, rejected, isRejected]),
  ).toEqual([
    [1, 4, 3, true],
    [2, 4, 0, false],
  ]);
  expect(before.advice).toEqual([]);
  await reject(two.id, [1, 2, 3, 4]);
  const { rounds, total, advice, wasteIfDropped } = await roundsOfMotif(actor, { id });
  expect(advice).toEqual([
    { code: "DROP_MOTIF", message: expect.any(String), values: { rounds: 2, most: 2 }, spent: "0.144" },
  ]);
  // The upscale counts in the round of its source picture; four charges of 24 × 0.0015.
  expect(rounds.map(({ spend, versionSpend }) => [spend, versionSpend])).toEqual([
    ["0.072", "0"],
    ["0.072", "0.036"],
  ]);
  const figures = (await kpis(actor, kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31", motif: "SPRING26/cold" })))
    .total;
  expect(total).toMatchObject({
    ...{ spend: figures.spend, images: figures.images, approved: figures.approved, rejected: figures.rejected },
    ...{ waste: figures.waste.total, useful: figures.useful, open: figures.open, jobs: figures.jobs },
    costPerApprovedImage: figures.costPerApprovedImage,
  });
  // One picture of round 1 is still open: that is what dropping would add to the waste.
  expect(wasteIfDropped).toBe("0.009");
  await dropMotif(actor, { id });
  const dropped = await roundsOfMotif(actor, { id });
  expect(dropped).toMatchObject({ wasteIfDropped: "0", advice: [], total: { open: "0", waiting: 0 } });
  expect(dropped.total.spend).toBe(total.spend);
  await undropMotif(actor, { id });

  // Motifs of one code in merged campaigns are one motif: in the figures, in the rounds, and when it is dropped.
  const [into] = await db().$queryRaw<
    { id: string }[]
  >`SELECT id FROM campaign WHERE organization_id = ${actor.organization.id}::uuid AND code = 'SPRING26'`;
  const old = newId();
  const organizationId = actor.organization.id;
  await db().campaign.create({
    data: {
      organizationId,
      id: old,
      code: "OLD",
      name: "Old",
      effectiveId: into?.id ?? "",
      mergedIntoId: into?.id ?? "",
    },
  });
  await log({ campaign: "OLD", iteration: 3 });
  const merged = await roundsOfMotif(actor, { id });
  const both = (await kpis(actor, kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31", motif: "SPRING26/cold" })))
    .total;
  expect(merged.total).toMatchObject({ spend: both.spend, images: both.images, jobs: both.jobs, open: both.open });
  expect(merged.rounds).toHaveLength(3);
  await dropMotif(actor, { id });
  expect((await roundsOfMotif(actor, { id })).total).toMatchObject({ open: "0", spend: both.spend });
});
