import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { type KpiAnswer, type KpiQuery, kpiQuery } from "./schema";
import { kpis } from "./service";

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
