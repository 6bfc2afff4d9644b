import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import { CLASSES } from "@/lib/kpi/rules/vocabulary";
import { kpiQuery } from "@/lib/kpi/schema";
import { type WasteRow, wasteQuery } from "@/lib/kpi/schema/waste";
import { kpis } from "@/lib/kpi/service";
import { waste } from "@/lib/kpi/service/waste";
import { DECISIONS } from "@/lib/reviews/schema";
import { reviewJob } from "@/lib/reviews/service";
import { pool } from "@/lib/server/db";
import { independentWaste } from "@/lib/testing/independent-waste";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { jobListQuery } from "./schema/list";
import { jobPage, logJob } from "./service/log";

const RANGE = { from: "2026-02-01", to: "2026-04-30" };

/** Classes with something in them. */
const some = (row: WasteRow) =>
  Object.fromEntries(Object.entries(row.classes).filter(([, { spend, images }]) => spend !== "0" || images > 0));

async function compare(actor: Actor): Promise<void> {
  for (const by of ["campaign", "costCenter", "motif", "stage", "kind"]) {
    const answer = await waste(actor, wasteQuery.parse({ ...RANGE, groupBy: by, interval: "month" }));
    const expected = await independentWaste(actor, { ...RANGE, by });
    expect(some(answer.total)).toEqual(expected.total);
    const told = answer.groups.map(({ key, ...row }) => [key[by] ?? null, some(row)] as const);
    expect(new Map(told.filter(([, classes]) => Object.keys(classes).length > 0))).toEqual(expected.groups);
    for (const row of [answer.total, ...answer.groups, ...answer.series]) {
      const parts = Object.values(row.classes);
      expect(addMoney(parts.map(({ spend }) => money(spend))).toFixed()).toBe(row.spend);
      expect(parts.reduce((sum, { images }) => sum + images, 0)).toBe(row.images);
    }
    const months = answer.series.map(({ spend }) => money(spend));
    expect(addMoney(months).toFixed()).toBe(answer.total.spend);
  }
  const { total } = await kpis(actor, kpiQuery.parse(RANGE));
  const ledger = await pool().query<{ sum: string }>(
    "SELECT trim_scale(coalesce(sum(amount), 0))::text AS sum FROM ledger_entry WHERE organization_id = $1",
    [actor.organization.id],
  );
  expect(ledger.rows[0]?.sum).toBe(total.spend);
}

test("after any history, for every grouping and month: each class has the money, jobs and pictures of an independent calculation; Σ classes = spend = Σ ledger", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      const actor = await anOrganization();
      await playOn(await aPlay(actor), steps);
      await compare(actor);
    }),
    { numRuns: 16 },
  );
}, 180_000);

test("a figure of waste leads to exactly its jobs; drafts + finals = spend, decided and approved are parts of it", async () => {
  const actor = await anOrganization();
  await playOn(await aPlay(actor), fc.sample(step, { numRuns: 50, seed: 4 }));
  const { job } = await logJob(actor, aJob());
  await reviewJob(actor, { id: job.id, decisions: [{ index: 1, decision: "rejected" }] });
  const answer = await waste(actor, wasteQuery.parse(RANGE));
  const expected = await independentWaste(actor, { ...RANGE, by: "stage" });
  for (const name of CLASSES) {
    const { data } = await jobPage(actor, jobListQuery.parse({ ...RANGE, waste: name, limit: "200" }));
    expect(data.map(({ id }) => id).sort()).toEqual(expected.jobsOf(name).sort());
    expect(data).toHaveLength(answer.total.classes[name].jobs);
  }
  expect(CLASSES.filter((name) => answer.total.classes[name].jobs > 0).length).toBeGreaterThan(4);
  const [drafts, finals, decided, approved] = answer.funnel;
  const { total } = await kpis(actor, kpiQuery.parse(RANGE));
  expect(addMoney([money(drafts?.spend ?? ""), money(finals?.spend ?? "")]).toFixed()).toBe(total.spend);
  expect((drafts?.images ?? 0) + (finals?.images ?? 0)).toBe(total.images);
  expect((drafts?.jobs ?? 0) + (finals?.jobs ?? 0)).toBe(total.jobs);
  expect(decided?.images).toBe(total.decided);
  expect(approved?.images).toBe(total.approved);
  expect(approved?.spend).toBe(total.useful);
  expect(decided?.spend).toBe(addMoney([money(total.useful), money(total.waste.rejected)]).toFixed());
});

test("parallel decisions on siblings of one motif lose nothing: the end is what the last words say", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const jobs = await Promise.all(
    Array.from({ length: 6 }, (_, index) => logJob(actor, aJob({ motif: "race", iteration: (index % 3) + 1 }))),
  );
  const decisions = jobs.flatMap(({ job }) => job.assets.map(({ index }) => ({ id: job.id, index })));
  await Promise.all(
    decisions.map(({ id, index }, at) =>
      reviewJob(actor, { id, decisions: [{ index, decision: DECISIONS[at % DECISIONS.length] ?? "approved" }] }),
    ),
  );
  await compare(actor);
});
