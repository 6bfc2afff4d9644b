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
import { type Rule, ruleInput, sample as sampleSchema } from "./schema";
import { changeRule, createRule, listAlerts, removeRule } from "./service";
import { evaluateOne } from "./service/evaluate";
import { insertSilence } from "./store/rules";

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
  const recipients = { roles: ["admin"] };
  for (const rule of RULES) made.push(await createRule(actor, ruleInput.parse({ ...rule, recipients })));
  return made;
}

/** One step of what is done, then two workers at once. */
const steps = fc.array(fc.record({ what: fc.array(step, { maxLength: 4 }), hours: fc.integer({ min: 1, max: 90 }) }), {
  minLength: 8,
  maxLength: 14,
});

const DAY_MS = 24 * HOUR_MS;

/** From the beginning to the end of any history; one alone lasts 30 days at most. */
async function silenceAll(actor: Actor, rules: readonly Rule[]): Promise<void> {
  for (const { id: ruleId } of rules)
    for (const day of [0, 30])
      await insertSilence(db(), actor, {
        ...{ ruleId, groupKey: null, reason: "Migration" },
        startsAt: new Date(START + day * DAY_MS),
        endsAt: new Date(START + (day + 30) * DAY_MS),
      });
}

/** Two workers at once; one of them may find the other at it. */
async function lookTwice({ organization }: Actor, now: number): Promise<void> {
  const look = () => evaluateOne(organization.id, new Date(now), "all");
  const done = await Promise.allSettled([look(), look()]);
  expect(done.map(({ status }) => status)).toContain("fulfilled");
}

const OPENS = new Map([
  ["fired", 1],
  ["recovered", -1],
  ["closed", -1],
]);

/** Replay knows no silence, no worker and no order of writes: only the samples that were stored. */
async function expectReplay({ organization }: Actor): Promise<void> {
  const { said, stored } = await replayed(organization.id);
  expect(said).toEqual(stored);
  for (const [id, own] of Map.groupBy(stored, ({ alert }) => alert)) {
    let open = 0;
    for (const { transition } of own) {
      open += OPENS.get(transition) ?? 0;
      expect([0, 1]).toContain(open);
    }
    const kept = await db().alertInstance.findFirst({ where: { id } });
    expect(kept?.open).toBe(open === 1);
  }
}

/** Nobody is told of what is silenced or only a turn of the period; of all else the admin is. Nothing fires on a guess. */
async function expectTold({ organization }: Actor, silenced: readonly Rule[]) {
  const where = { organizationId: organization.id };
  const heard = new Set((await db().inboxItem.findMany({ where })).map(({ eventId }) => eventId));
  const isSilenced = (ruleId: string) => silenced.some(({ id }) => id === ruleId);
  const events = await db().alertEvent.findMany({ where });
  for (const { id, ruleId, transition, reason } of events) {
    const isQuiet = reason === "PERIOD_ENDED" || transition === "eased";
    expect(heard.has(id)).toBe(!isSilenced(ruleId) && !isQuiet);
  }
  const fired = events.filter(({ transition }) => transition === "fired");
  for (const { sample, atLeast } of fired) expect(sampleSchema.parse(sample).status === "OK").toBe(!atLeast);
  return { fired: fired.length, silenced: fired.filter(({ ruleId }) => isSilenced(ruleId)).length, told: heard.size };
}

test("any history, looked at by two workers at once: one open incident a scope, every fired is ended once, nothing fires on a guess; replay over the stored samples, which knows no silence, gives the stored events; of a silenced rule and of a period's turn nobody is told", async () => {
  const seen = { fired: 0, silenced: 0, told: 0 };
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const actor = await anOrganization();
      const play = await aPlay(actor);
      const firstDay = "2026-03-01";
      await setBudget(actor, budgetInput.parse({ campaign: "SPRING26", period: "month", amount: "0.1", firstDay }));
      const [dear, waste, ...others] = await someRules(actor);
      const silent = others.filter(({ name }) => name === "Few approvals" || name === "Budgets");
      await silenceAll(actor, silent);
      let now = START;
      for (const [at, { what, hours }] of history.entries()) {
        await playOn(play, what);
        now += hours * HOUR_MS;
        await lookTwice(actor, now);
        // Rules change and go while they fire.
        if (at === 4 && dear)
          await changeRule(actor, { ...ruleInput.parse({ ...RULES[0], warning: "0.02" }), id: dear.id });
        if (at === 6 && waste) await removeRule(actor, { id: waste.id });
      }
      await expectReplay(actor);
      const counts = await expectTold(actor, silent);
      for (const key of ["fired", "silenced", "told"] as const) seen[key] += counts[key];
    }),
    { numRuns: 3, seed: 26 },
  );
  // These three histories are the same every time, and something happens in them.
  expect(Object.values(seen)).not.toContain(0);
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
