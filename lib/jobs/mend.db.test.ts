import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { closePeriod } from "@/lib/periods/service";
import { pool } from "@/lib/server/db";
import { independentKpis } from "@/lib/testing/independent-kpis";
import { aJob, aMember, anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { type MendPreview, mendInput, mendPreviewInput } from "./schema/mend";
import { correctJob } from "./service/correct";
import { jobById, logJob } from "./service/log";
import { mendJobs, mendRuns, previewMend, undoMend } from "./service/mend";

const RANGE = { from: "2026-02-01", to: "2026-04-30" };
const UNASSIGNED = { filter: { campaign: ["unassigned"] } };

let actor: Actor;
beforeEach(async () => {
  actor = await anOrganization();
  await aPlay(actor);
});

const preview = (asked: object) => previewMend(actor, mendPreviewInput.parse(asked));
const mend = (asked: object, { preview: seen }: Pick<MendPreview, "preview">) =>
  mendJobs(actor, mendInput.parse({ ...asked, reason: "They are of spring", preview: seen }));

const spendBy = async (dimension: string) => {
  const { groups } = await kpis(actor, kpiQuery.parse({ ...RANGE, groupBy: dimension }));
  return Object.fromEntries(groups.map(({ key, spend }) => [key[dimension], spend]));
};
/** The ledger's own sum; reversed entries and their reversals are in it and cancel out. */
const ledgerBy = async (table: "campaign" | "cost_center") => {
  const { rows } = await pool().query<{ code: string; sum: string }>(
    `SELECT l.code, trim_scale(sum(e.amount))::text AS sum FROM ledger_entry e JOIN ${table} l ON l.organization_id = e.organization_id
       AND l.id = e.${table}_id WHERE e.organization_id = $1 GROUP BY 1 HAVING sum(e.amount) <> 0`,
    [actor.organization.id],
  );
  return Object.fromEntries(rows.map(({ code, sum }) => [code, sum]));
};

const logged = async (over: Parameters<typeof aJob>[0]) => (await logJob(actor, aJob(over))).job;
/** 24 credits × 0.0015 EUR = 0.036 EUR each. */
const three = () =>
  Promise.all([1, 2, 3].map((iteration) => logged({ campaign: undefined, motif: "hero", iteration })));

test("three unassigned jobs go to SPRING26 as previewed: 0.108 moves, nothing is made or lost, and undoing gives it back", async () => {
  const jobs = await three();
  await logged({ campaign: "SPRING26" });
  const asked = { ...UNASSIGNED, campaign: "SPRING26" };
  const seen = await preview(asked);
  expect(seen).toMatchObject({ jobs: 3, unchanged: 0, skipped: [], cost: "0.108", unpriced: 0 });
  const campaigns = seen.moves.filter(({ dimension }) => dimension === "campaign");
  expect(campaigns).toEqual([
    {
      dimension: "campaign",
      code: "unassigned",
      name: expect.any(String),
      jobsBefore: 3,
      jobsAfter: 0,
      before: "0.108",
      after: "0",
    },
    {
      dimension: "campaign",
      code: "SPRING26",
      name: "Spring",
      jobsBefore: 0,
      jobsAfter: 3,
      before: "0",
      after: "0.108",
    },
  ]);
  expect(
    seen.moves.filter(({ dimension }) => dimension === "costCenter").map(({ code, after }) => [code, after]),
  ).toEqual([
    ["unassigned", "0"],
    ["BRAND", "0.108"],
  ]);
  expect(await spendBy("campaign")).toEqual({ SPRING26: "0.036", unassigned: "0.108" });

  const done = await mend(asked, seen);
  expect(done).toMatchObject({ jobs: 3, cost: "0.108", moves: seen.moves });
  expect(await spendBy("campaign")).toEqual({ SPRING26: "0.144" });
  expect(await ledgerBy("campaign")).toEqual({ SPRING26: "0.144" });
  expect(await ledgerBy("cost_center")).toEqual({ BRAND: "0.144" });
  const moved = await jobById(actor, { id: jobs[0]?.id ?? "" });
  expect(moved).toMatchObject({ campaign: "SPRING26", costCenter: "BRAND", motif: "hero", revision: 1 });
  expect(moved.revisions).toMatchObject([
    { reason: "They are of spring", changes: { campaign: { from: "unassigned", to: "SPRING26" } } },
  ]);
  const audit = await pool().query(
    "SELECT summary FROM audit_entry WHERE organization_id = $1 AND action = 'jobs.corrected'",
    [actor.organization.id],
  );
  expect(audit.rows).toMatchObject([{ summary: { jobs: 3, run: done.id } }]);

  await undoMend(actor, { id: done.id });
  expect(await ledgerBy("campaign")).toEqual({ SPRING26: "0.036", unassigned: "0.108" });
  expect(await jobById(actor, { id: jobs[0]?.id ?? "" })).toMatchObject({
    campaign: "unassigned",
    motif: "hero",
    revision: 2,
  });
  await expect(undoMend(actor, { id: done.id })).rejects.toMatchObject({
    code: "conflict",
    errors: [{ code: "UNDONE" }],
  });
  const { data } = await mendRuns(actor, { limit: 10 });
  expect(data.map(({ jobs: count, undoes, undoneBy }) => [count, undoes, undoneBy])).toEqual([
    [3, done.id, null],
    [3, null, data[0]?.id],
  ]);
});

test("what was previewed and what is there now must be the same; what was changed since stays when it is undone", async () => {
  const jobs = await three();
  const asked = { ids: jobs.map(({ id }) => id), market: null, motif: "other" };
  const seen = await preview(asked);
  await correctJob(actor, { id: jobs[0]?.id ?? "", reason: "x", campaign: "SUMMER26" });
  await expect(mend(asked, seen)).rejects.toMatchObject({
    code: "conflict",
    errors: [{ path: "preview", code: "CHANGED_SINCE_PREVIEW" }],
  });
  const done = await mend(asked, await preview(asked));
  await correctJob(actor, { id: jobs[1]?.id ?? "", reason: "x", motif: "third" });
  expect(await undoMend(actor, { id: done.id })).toMatchObject({
    jobs: 2,
    skipped: [{ code: "CHANGED_SINCE", jobs: 1 }],
  });
  const motifs = await Promise.all(jobs.map(({ id }) => jobById(actor, { id })));
  expect(motifs.map(({ motif }) => motif)).toEqual(["hero", "third", "hero"]);
  await expect(
    mend({ ids: asked.ids, market: null }, await preview({ ids: asked.ids, market: null })),
  ).rejects.toMatchObject({
    errors: [{ code: "NOTHING_CHANGES" }],
  });
});

test("unknown codes are named, a job without a campaign is on no cost centre, and neither are jobs of others", async () => {
  const [job] = await three();
  await expect(preview({ ...UNASSIGNED, campaign: "SPRNG26", channel: "X" })).rejects.toMatchObject({
    errors: [{ path: "campaign", code: "UNKNOWN_CODE", near: ["SPRING26"] }, { path: "channel" }],
  });
  expect(await preview({ ...UNASSIGNED, costCenter: "ARTS" })).toMatchObject({
    jobs: 0,
    skipped: [{ code: "NO_CAMPAIGN", jobs: 3 }],
  });
  expect(
    await preview({ ids: [job?.id, actor.organization.id], campaign: "SUMMER26", costCenter: "BRAND" }),
  ).toMatchObject({
    jobs: 1,
    skipped: [{ code: "NOT_FOUND", jobs: 1 }],
  });
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM cost_center WHERE organization_id = $1 AND code = 'BRAND'",
    [actor.organization.id],
  );
  const limited = await aMember(actor, "controller", { costCenterIds: rows.map(({ id }) => id) });
  expect(await previewMend(limited, mendPreviewInput.parse({ ...UNASSIGNED, campaign: "SPRING26" }))).toMatchObject({
    jobs: 0,
  });
  await logged({ campaign: "SPRING26" });
  const away = mendPreviewInput.parse({ filter: { campaign: "SPRING26" }, campaign: "SUMMER26" });
  await expect(previewMend(limited, away)).rejects.toMatchObject({ errors: [{ code: "OUT_OF_SCOPE" }] });
  await expect(previewMend(await aMember(actor, "logger"), away)).rejects.toMatchObject({ code: "forbidden" });
});

test("jobs of a closed month move in the current one: the month's entries stay, and the preview says what is booked later", async () => {
  await three();
  await closePeriod(actor, { id: "2026-03" });
  const asked = { ...UNASSIGNED, campaign: "SPRING26" };
  const seen = await preview(asked);
  expect(seen.bookedLater).toEqual({ jobs: 3, cost: "0.108", months: ["2026-03"] });
  await mend(asked, seen);
  const { rows } = await pool().query(
    "SELECT to_char(booked_period, 'YYYY-MM') = '2026-03' AS march, count(*)::int, trim_scale(sum(amount))::text AS sum FROM ledger_entry WHERE organization_id = $1 GROUP BY 1 ORDER BY 1",
    [actor.organization.id],
  );
  expect(rows).toEqual([
    { march: false, count: 6, sum: "0" },
    { march: true, count: 3, sum: "0.108" },
  ]);
});

const wish = fc.record(
  {
    campaign: fc.constantFrom("SPRING26", "SUMMER26", null),
    costCenter: fc.constantFrom("BRAND", "ARTS"),
    motif: fc.constantFrom("motif-1", "new", null),
  },
  { requiredKeys: [] },
);

test("after any history a correction of many only moves: every dimension sums to the same before and after, the total stays, and figures are those of an independent calculation", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20, size: "max" }), wish, async (steps, assigned) => {
      fc.pre(Object.keys(assigned).length > 0);
      actor = await anOrganization();
      await playOn(await aPlay(actor), steps);
      const before = await kpis(actor, kpiQuery.parse(RANGE));
      const asked = { filter: {}, ...assigned };
      const seen = await preview(asked);
      for (const [, moves] of Map.groupBy(seen.moves, ({ dimension }) => dimension)) {
        expect(addMoney(moves.map((move) => money(move.before))).toFixed()).toBe(seen.cost);
        expect(addMoney(moves.map((move) => money(move.after))).toFixed()).toBe(seen.cost);
        expect(moves.reduce((sum, { jobsBefore, jobsAfter }) => sum + jobsBefore - jobsAfter, 0)).toBe(0);
      }
      if (seen.jobs > 0) await mend(asked, seen);
      const after = await kpis(actor, kpiQuery.parse(RANGE));
      expect(after.total.spend).toBe(before.total.spend);
      expect(await ledgerBy("cost_center")).toEqual(
        Object.fromEntries(Object.entries(await spendBy("costCenter")).filter(([, spend]) => spend !== "0")),
      );
      for (const dimension of ["campaign", "costCenter", "motif"]) {
        const question = kpiQuery.parse({ ...RANGE, groupBy: dimension });
        const { total, groups } = await kpis(actor, question);
        const expected = await independentKpis(actor, { ...question, filter: {} });
        expect({ total, groups: groups.map(({ name: _, ...row }) => row) }).toEqual({
          total: expected.total,
          groups: expected.groups,
        });
      }
    }),
    { numRuns: 8 },
  );
}, 120_000);
