import fc from "fast-check";
import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/kpis/history/route";
import { createApiKey } from "@/lib/auth/service/api-keys";
import type { Actor } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import { snapshot } from "@/lib/server/db";
import { anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { type KpiAnswer, type KpiQuery, kpiQuery } from "./schema";
import type { FigureHistory } from "./schema/history";
import { kpis } from "./service";
import { movement } from "./service/history";

const RANGE = { from: "2026-02-01", to: "2026-04-30" };

/** Every way in which a figure reads a job: each grouping, intervals, decisions of a period, a filter. */
const QUESTIONS = [
  { ...RANGE },
  { ...RANGE, groupBy: "campaign,stage", interval: "month" },
  { ...RANGE, groupBy: "costCenter", approvals: "period", interval: "week" },
  { ...RANGE, groupBy: "source", view: "full" },
  { ...RANGE, groupBy: "motif", source: ["reported", "manual"] },
  { from: "2026-03-01", to: "2026-03-31", campaign: "SPRING26", groupBy: "kind" },
].map((params) => kpiQuery.parse(params));

const ask = (actor: Actor, query: KpiQuery, asOf: string | null = null) => kpis(actor, { ...query, asOf });

const added = (parts: readonly (string | null)[]) =>
  parts.reduce((sum, part) => sum.plus(part ?? "0"), new Exact(0)).toFixed();

/** Two pictures with a price, one approved and one rejected: every figure has a value. */
const BEGINNING = [
  {
    do: "log",
    campaign: "SPRING26",
    day: "2026-03-02",
    stage: "draft",
    motif: 1,
    iteration: 1,
    seed: 9,
    pictures: 2,
    credits: 7,
    fails: true,
    priced: 1,
  },
  { do: "decide", job: 0, picture: 0, decision: "approved" },
  { do: "decide", job: 0, picture: 1, decision: "rejected" },
] as const;

/** Each question at its own instant. */
const answersOf = async (actor: Actor): Promise<KpiAnswer[]> => {
  const answers: KpiAnswer[] = [];
  for (const query of QUESTIONS) answers.push(await ask(actor, query));
  return answers;
};

test("after any later writes, the figures as of an instant are those that were given then, to the last digit", async () => {
  const steps = fc.array(step, { minLength: 2, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(steps, steps, steps, async (first, second, third) => {
      const actor = await anOrganization();
      const state = await aPlay(actor);
      const given: KpiAnswer[][] = [];
      for (const steps of [first, second, third]) {
        await playOn(state, steps);
        given.push(await answersOf(actor));
      }
      for (const answers of given)
        for (const [at, answer] of answers.entries()) {
          const query = QUESTIONS[at];
          if (query) expect(await ask(actor, query, answer.asOf)).toEqual(answer);
        }
    }),
    { numRuns: 12 },
  );
}, 180_000);

test("before anything was known there is nothing, and what is still to come is refused", async () => {
  const actor = await anOrganization();
  await playOn(await aPlay(actor), fc.sample(step, { numRuns: 12, seed: 2 }));
  const answer = await ask(actor, kpiQuery.parse(RANGE), "2020-01-01");
  expect(answer.total.jobs).toBe(0);
  expect(answer.asOf).toBe("2020-01-01T23:00:00.000000Z");
  await expect(ask(actor, kpiQuery.parse(RANGE), "2199-01-01")).rejects.toMatchObject({
    errors: [{ path: "asOf", code: "IN_THE_FUTURE" }],
  });
});

test("between any two instants the parts of cost per approved image and of the rates add up to the change, to the last digit", async () => {
  const steps = fc.array(step, { minLength: 3, maxLength: 12 });
  const query = kpiQuery.parse(RANGE);
  const seen = { values: 0 };
  await fc.assert(
    fc.asyncProperty(steps, steps, async (first, second) => {
      const actor = await anOrganization();
      const state = await aPlay(actor);
      await playOn(state, [...BEGINNING, ...first]);
      const start = await ask(actor, query);
      await playOn(state, second);
      const end = await ask(actor, query);
      for (const figure of ["costPerApprovedImage", "approvalRate", "reviewCoverage", "failureRate"] as const) {
        const parts = await snapshot((tx) =>
          movement(tx, actor, { figure, query }, { before: start.asOf, after: end.asOf }),
        );
        const [before, after] = [start.total[figure], end.total[figure]];
        if (before == null || after == null || parts.some(({ value }) => value === null)) continue;
        seen.values += 1;
        expect(added(parts.map(({ value }) => value))).toBe(new Exact(after).minus(before).toFixed());
      }
    }),
    { numRuns: 8 },
  );
  expect(seen.values).toBeGreaterThan(8);
}, 180_000);

test("GET /kpis/history: the parts add up to numerator and denominator, from nothing known to now", async () => {
  const actor = await anOrganization();
  await playOn(await aPlay(actor), [...BEGINNING, ...fc.sample(step, { numRuns: 12, seed: 2 })]);
  const access = { name: "figures", role: "controller" as const, costCenters: null, expiresAt: null, scopes: null };
  const { key } = await createApiKey(actor, access);
  const params = new URLSearchParams({ ...RANGE, figure: "costPerApprovedImage", since: "2020-01-01" });
  const headers = { authorization: `Bearer ${key}` };
  const asked = new Request(`http://localhost:3000/api/v1/kpis/history?${params}`, { headers });
  const response = await GET(asked, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  const { from, to, steps, points }: FigureHistory = await response.json();
  const { total } = await ask(actor, kpiQuery.parse(RANGE));
  expect([from.value, to.value]).toEqual([null, total.costPerApprovedImage]);
  expect(points.at(-1)).toMatchObject(to);
  expect(added(steps.map(({ numerator }) => numerator))).toBe(total.spend);
  expect(added(steps.map(({ denominator }) => denominator))).toBe(String(total.approved));
});
