import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { budgetInput } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/service";
import type { Actor } from "@/lib/core/actor";
import { logJob } from "@/lib/jobs/service/log";
import { closeDatabase, db } from "@/lib/server/db";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { aPlay, playOn, step } from "@/lib/testing/play";
import { seeded } from "@/lib/testing/random";
import { replayed } from "@/lib/testing/replay";
import { type Rule, ruleInput } from "./schema";
import { changeRule, createRule, listAlerts, removeRule } from "./service";
import { evaluateOne } from "./service/evaluate";

afterAll(closeDatabase);

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-03-01T09:00:00Z");
const quick = { pendingForHours: 6, keepFiringForHours: 6, minSpend: "0", minSample: 1, minDecided: 0 };
const KPI = { kind: "KPI_THRESHOLD", groupBy: "campaign", ...quick };

const RULES = [
  { ...KPI, name: "Dear pictures", metric: "costPerImage", warning: "0.01", critical: "0.03" },
  { ...KPI, name: "Waste", metric: "wasteShare", groupBy: "costCenter", warning: "0.3", critical: "0.6" },
  { ...KPI, name: "Few approvals", metric: "approvalRate", warning: "0.6", critical: "0.3", minSample: 2 },
  { ...KPI, name: "Approved", metric: "costPerApprovedImage", groupBy: "none", warning: "0.02", minCoverage: "0.5" },
  { name: "No price", kind: "DATA_QUALITY", measure: "unpricedJobs", warning: "1", pendingForHours: 0 },
  { name: "Budgets", kind: "BUDGET_STEP" },
];

async function someRules(actor: Actor): Promise<Rule[]> {
  const made: Rule[] = [];
  for (const rule of RULES) made.push(await createRule(actor, ruleInput.parse(rule)));
  return made;
}

/** One step of what is done, then two workers at once. */
const steps = fc.array(fc.record({ what: fc.array(step, { maxLength: 4 }), hours: fc.integer({ min: 1, max: 90 }) }), {
  minLength: 8,
  maxLength: 14,
});

test("any history, looked at by two workers at once: one open incident a scope, every fired is ended once, and replay over the stored samples gives the stored events", async () => {
  let incidents = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const actor = await anOrganization();
      const play = await aPlay(actor);
      const firstDay = "2026-03-01";
      await setBudget(actor, budgetInput.parse({ campaign: "SPRING26", period: "month", amount: "0.1", firstDay }));
      const [dear, waste] = await someRules(actor);
      let now = START;
      for (const [at, { what, hours }] of history.entries()) {
        await playOn(play, what);
        now += hours * HOUR_MS;
        const both = [
          evaluateOne(actor.organization.id, new Date(now), "all"),
          evaluateOne(actor.organization.id, new Date(now), "all"),
        ];
        const done = await Promise.allSettled(both);
        expect(done.map(({ status }) => status)).toContain("fulfilled");
        // Rules change and go while they fire.
        if (at === 4 && dear)
          await changeRule(actor, { ...ruleInput.parse({ ...RULES[0], warning: "0.02" }), id: dear.id });
        if (at === 6 && waste) await removeRule(actor, { id: waste.id });
      }
      const { said, stored } = await replayed(actor.organization.id);
      expect(said).toEqual(stored);
      for (const own of Map.groupBy(stored, ({ alert }) => alert).values()) {
        const open = own.reduce((count, { transition }) => {
          if (transition === "fired") incidents += 1;
          const now =
            count + (transition === "fired" ? 1 : transition === "recovered" || transition === "closed" ? -1 : 0);
          expect([0, 1]).toContain(now);
          return now;
        }, 0);
        const [kept] = await db().alertInstance.findMany({ where: { id: own[0]?.alert ?? "" } });
        expect(kept?.open).toBe(open === 1);
      }
      const quiet = stored.filter(({ reason }) => reason === "PERIOD_ENDED");
      expect(quiet.every((event) => event.quiet)).toBe(true);
    }),
    { numRuns: 3, seed: 26 },
  );
  // These three histories are the same every time, and something happens in them.
  expect(incidents).toBeGreaterThan(0);
});

test("rows that arrive late, in any order: once all are there and were looked at, the states are the same", async () => {
  const jobs = Array.from({ length: 12 }, (_, at) =>
    aJob({
      occurredAt: new Date(START + at * 9 * HOUR_MS).toISOString(),
      ...(at % 3 === 0 ? { campaign: "unassigned" } : {}),
      cost: { amount: String(2 + at * 11), unit: "CREDITS" },
      imagesRequested: 4,
      reviewed: { approved: at % 3, rejected: 1 },
    }),
  );
  const after = async (seed: number) => {
    const random = seeded(seed);
    const actor = await anOrganization();
    await aCatalogue(actor);
    await someRules(actor);
    const order = jobs.map((job) => ({ job, at: random.below(1_000) })).sort((a, b) => a.at - b.at);
    for (const [at, { job }] of order.entries()) {
      await logJob(actor, job);
      if (random.chance(0.5)) await evaluateOne(actor.organization.id, new Date(START + (120 + at) * HOUR_MS), "all");
    }
    for (const hours of [140, 150, 160])
      await evaluateOne(actor.organization.id, new Date(START + hours * HOUR_MS), "all");
    const { data } = await listAlerts(actor, { state: "all" });
    return data
      .map(({ rule, scope, state, severity, sample }) =>
        [rule.name, scope.key, state, severity, sample.value].join(" "),
      )
      .sort();
  };
  const one = await after(1);
  expect(one.filter((line) => line.includes("FIRING")).length).toBeGreaterThan(2);
  expect(await after(2)).toEqual(one);
  expect(await after(3)).toEqual(one);
});
