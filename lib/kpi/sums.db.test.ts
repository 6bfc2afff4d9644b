import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization } from "@/lib/founding/service";
import { logJob } from "@/lib/jobs/service/log";
import { reviewJob } from "@/lib/reviews/service";
import { db, pool, snapshot, transaction } from "@/lib/server/db";
import { changeOrganization } from "@/lib/settings/service";
import { freshSums, marksOf } from "@/lib/testing/fresh-sums";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { seeded } from "@/lib/testing/random";
import { aWorld, insertRandomJobs } from "@/lib/testing/raw-jobs";
import { DIMENSIONS } from "./rules/vocabulary";
import { type KpiQuery, kpiQuery } from "./schema";
import { answerIn, kpis } from "./service";
import { refreshSums } from "./service/refresh";
import { rebuildSums, verifySums } from "./service/verify";
import { waste } from "./service/waste";

const NOW = new Date("2026-12-24T12:00:00Z");
const RANGE = { from: "2026-02-01", to: "2026-04-30" };

const FILTERS = [{}, { kind: ["generation", "upscale"] }, { source: ["reported", ""] }, { campaign: ["SPRING26"] }];
const PAIRS = ["market,channel", "campaign,stage", "costCenter,model", "kind,market", "assetType,source"];

/** Every grouping, pairs, filters, intervals, both views: with sums, with jobs, and with both. */
const QUESTIONS: readonly KpiQuery[] = [...DIMENSIONS, ...PAIRS, ""].flatMap((groupBy, at) =>
  kpiQuery.parse({
    ...RANGE,
    ...(groupBy ? { groupBy } : {}),
    ...[{}, { interval: "month" }, { interval: "day" }][at % 3],
    ...FILTERS[at % FILTERS.length],
    view: at % 2 ? "full" : "credit",
    training: at % 5 ? "false" : "true",
    approvals: at % 4 === 3 ? "period" : "cohort",
  }),
);

/** Statements that do not see one moment read jobs only: the answer that sums must give, too. */
const fromJobs = <T>(ask: () => Promise<T>) => transaction(ask);

async function expectSame(actor: Actor): Promise<void> {
  for (const query of QUESTIONS) {
    const answer = await kpis(actor, query, NOW);
    // What is remembered of it.
    expect(await kpis(actor, query, NOW)).toEqual(answer);
    expect({ query, answer }).toEqual({ query, answer: await fromJobs(() => kpis(actor, query, NOW)) });
  }
  const byCampaign = kpiQuery.parse({ ...RANGE, groupBy: "campaign", interval: "month" });
  const told = await waste(actor, byCampaign, NOW);
  expect(told).toEqual(await fromJobs(() => waste(actor, byCampaign, NOW)));
}

const sound = (actor: Actor) => verifySums(actor.organization);

test("after any history, sums say what jobs say, to the last digit: stale, partly fresh and fresh", async () => {
  const steps = fc.array(step, { minLength: 3, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(steps, steps, async (first, second) => {
      const actor = await anOrganization();
      const state = await aPlay(actor);
      await playOn(state, first);
      await freshSums(actor.organization.id);
      await playOn(state, second);
      await expectSame(actor);
      expect((await sound(actor)).differences).toEqual([]);
      await freshSums(actor.organization.id);
      expect(await marksOf(actor.organization.id)).toBe(0);
      await expectSame(actor);
      expect(await sound(actor)).toMatchObject({ stale: 0, differences: [] });
    }),
    { numRuns: 4 },
  );
}, 180_000);

/** Jobs around both changes of the clock of 2026. */
async function aYear() {
  const actor = await anOrganization();
  const world = await aWorld(actor);
  for (const [from, to, midnight, change] of [
    ["2026-03-26", "2026-04-02", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z"],
    ["2026-10-22", "2026-10-28", "2026-10-24T22:00:00Z", "2026-10-25T01:00:00Z"],
  ] as const)
    await insertRandomJobs(world, seeded(5), { count: 120, from, to, edges: [midnight, change] });
  await freshSums(actor.organization.id);
  return { actor, world, id: actor.organization.id };
}

const YEAR = kpiQuery.parse({ from: "2026-03-01", to: "2026-11-30", groupBy: "assetType", interval: "month" });

async function each(actor: Actor) {
  const answers = [];
  for (const groupBy of ["assetType", "source", "campaign"] as const)
    answers.push(await kpis(actor, { ...YEAR, groupBy: [groupBy] }, NOW));
  return answers;
}

test("every path that changes a figure marks its days, also past the services; sums follow when they are made anew", async () => {
  const { actor, world, id } = await aYear();
  const own = `organization_id = '${id}'`;
  const some = `${own} AND occurred_at BETWEEN '2026-03-29' AND '2026-03-30'`;
  const motif = `${own} AND id = '${world.motifs[0]?.id}'`;
  const into = `'${world.ids["campaign:WINTER"]}'`;
  const changes = [
    `UPDATE job SET known_cost = known_cost + 1, cost = cost + 1, cost_open = cost_open + 1 WHERE ${some}`,
    `UPDATE job SET occurred_at = occurred_at + interval '40 days' WHERE ${some}`,
    `UPDATE job SET voided_at = now() WHERE ${own} AND occurred_at > '2026-10-25' AND market_id = (SELECT min(market_id::text)::uuid FROM job WHERE ${own})`,
    `UPDATE attempt SET source = 'manual' WHERE ${own} AND source = 'reported'`,
    `UPDATE motif SET dropped_at = now() WHERE ${motif}`,
    `UPDATE motif SET asset_type_id = NULL WHERE ${motif}`,
    // Merges are looked up when figures are read: nothing has to be made anew.
    `UPDATE campaign SET merged_into_id = ${into}, effective_id = ${into} WHERE ${own} AND code = 'SUMMER'`,
  ];
  for (const change of changes) {
    await pool().query(change);
    const isMerge = change.startsWith("UPDATE campaign");
    expect({ change, marked: (await marksOf(id)) > 0 }).toEqual({ change, marked: !isMerge });
    const answers = await each(actor);
    expect({ change, answers }).toEqual({ change, answers: await fromJobs(() => each(actor)) });
    await freshSums(id);
    expect({ change, answers: await each(actor) }).toEqual({ change, answers });
  }
  expect(await sound(actor)).toMatchObject({ stale: 0, differences: [] });
}, 60_000);

test("another time zone: exact at once from jobs, then again from sums of the new days", async () => {
  const { actor, id } = await aYear();
  await changeOrganization(actor, { timeZone: "Pacific/Auckland" });
  const there = { ...actor, organization: { ...actor.organization, timeZone: "Pacific/Auckland" } };
  const byDay = { ...YEAR, interval: "day" as const };
  const answer = await kpis(there, byDay, NOW);
  expect(answer).toEqual(await fromJobs(() => kpis(there, byDay, NOW)));
  await freshSums(id);
  expect(await marksOf(id)).toBe(0);
  expect(await kpis(there, byDay, NOW)).toEqual(answer);
  expect(await sound(there)).toMatchObject({ stale: 0, differences: [] });
}, 60_000);

test("a wrong sum shows in the figures and is found by day and figure; making sums anew mends it", async () => {
  const { actor, id } = await aYear();
  const right = await kpis(actor, YEAR, NOW);
  await pool().query(
    `UPDATE kpi_sum SET jobs = jobs + 1 WHERE organization_id = $1 AND cube = 'assetType' AND grain = 'day'
     AND (first_day, cell) = (SELECT first_day, cell FROM kpi_sum WHERE organization_id = $1 AND cube = 'assetType' AND grain = 'day' LIMIT 1)`,
    [id],
  );
  const { differences } = await sound(actor);
  expect(differences.map(({ grain }) => grain).sort()).toEqual(["day", "month"]);
  expect(differences[0]?.figures[0]).toMatch(/^jobs: kept \d+, jobs say \d+$/);
  const byDay = { ...YEAR, interval: "day" as const };
  expect((await kpis(actor, byDay, NOW)).total.jobs).toBe(right.total.jobs + 1);
  await rebuildSums(actor.organization);
  expect(await sound(actor)).toMatchObject({ stale: 0, differences: [] });
  expect(await kpis(actor, YEAR, NOW)).toEqual(right);
}, 60_000);

test("while people write and several workers make sums, every answer is that of its moment", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const { id } = actor.organization;
  const query = kpiQuery.parse({ ...RANGE, groupBy: "campaign", interval: "month" });
  let writing = true;
  const write = async (from: number) => {
    for (let at = from; at < from + 12; at += 1) {
      const day = `2026-03-${String(1 + (at % 5)).padStart(2, "0")}T12:00:00Z`;
      const { job } = await logJob(actor, aJob({ occurredAt: day, imagesRequested: 2 }));
      await reviewJob(actor, { id: job.id, decisions: [{ index: 1, decision: "approved" }] });
    }
  };
  const refresh = async () => {
    while (writing) await refreshSums(id);
  };
  const seen: number[] = [];
  const read = async () => {
    while (writing)
      await snapshot(async (tx) => {
        const { total } = await answerIn(tx, actor, query, NOW);
        const [row] = await tx.$queryRaw<{ jobs: number; approved: number; spend: string }[]>`
          SELECT count(*)::float8 AS jobs, coalesce(sum(approved), 0)::float8 AS approved,
            trim_scale(coalesce(sum(known_cost), 0))::text AS spend FROM job WHERE organization_id = ${id}::uuid`;
        expect({ jobs: total.jobs, approved: total.approved, spend: total.spend }).toEqual(row);
        seen.push(total.jobs);
      });
  };
  const others = [refresh(), refresh(), read()];
  await Promise.all([write(0), write(100)]).finally(() => {
    writing = false;
  });
  await Promise.all(others);
  expect(seen.length).toBeGreaterThan(3);
  await freshSums(id);
  expect((await kpis(actor, query, NOW)).total.jobs).toBe(24);
  expect(await sound(actor)).toMatchObject({ stale: 0, differences: [] });
}, 60_000);

test("erasing an organization leaves neither sums nor marks", async () => {
  const { actor, id } = await aYear();
  await pool().query("UPDATE job SET revision = revision + 1 WHERE organization_id = $1", [id]);
  await deleteOrganization(actor.organization.slug);
  const left = await db().kpiSum.count({ where: { organizationId: id } });
  expect([left, await marksOf(id)]).toEqual([0, 0]);
});
