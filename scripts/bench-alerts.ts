// npm run bench:alerts -- [--organization slug] [--jobs n] [--runs n] [--json file]: from a committed write to a fired event
// with 500 rules in one organization, and how long all of them take together, as every hour. Without a slug in an
// organization of its own with as many generated jobs, which is deleted afterwards; with one in that organization, where
// its rules are removed again. For a million jobs: npm run generate -- --jobs 1000000 --organization million, then this with
// --organization million.
import { spawn } from "node:child_process";
import { type RuleInput, ruleInput } from "@/lib/alerts/schema";
import { createRule, removeRule } from "@/lib/alerts/service";
import { evaluateOne } from "@/lib/alerts/service/evaluate";
import { systemActorOf } from "@/lib/auth/service/actors";
import { budgetInput } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/service";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn, monthStart } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { deleteOrganization } from "@/lib/founding/service";
import type { JobInput } from "@/lib/jobs/schema";
import { bookJobs } from "@/lib/jobs/service";
import { logJob } from "@/lib/jobs/service/log";
import { refreshSums } from "@/lib/kpi/service/refresh";
import { closeDatabase, db } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { typescript } from "./app-processes.mjs";
import { benchOptions, machine, quantile, report } from "./bench/report.mjs";
import { generate } from "./generate/make";
import { mayGoPastTriggers } from "./generate/session";

const RULES = 500;
const options = benchOptions({ organization: { type: "string" }, jobs: { type: "string" } }, 20);
const jobs = Number(options.values.jobs ?? 20_000);

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
const codesOf = (rows: readonly { code: string; archived: boolean }[]) =>
  rows.filter(({ archived }) => !archived).map(({ code }) => code);

/** Campaigns of this run alone, one budget each, so that every sample crosses a step that none crossed before. */
async function budgetCampaigns(actor: Actor): Promise<string[]> {
  const { timeZone } = actor.organization;
  const firstDay = monthStart(dayIn(timeZone, new Date()));
  const stamp = Date.now().toString(36).toUpperCase();
  const codes = Array.from({ length: options.runs + 1 }, (_, at) => `BENCH-${stamp}-${at}`);
  for (const code of codes) {
    await campaigns.create(actor, { code, name: code });
    await setBudget(actor, budgetInput.parse({ campaign: code, period: "month", amount: "100", firstDay }));
  }
  return codes;
}

const METRICS = ["costPerImage", "costPerApprovedImage", "costPerVariation", "wasteShare", "approvalRate"] as const;
const GROUPS = ["none", "costCenter", "campaign", "market", "channel"] as const;
type Known = { campaign: string[]; costCenter: string[] };

function kpiRule(at: number, { costCenter }: Known): object {
  const metric = METRICS[at % METRICS.length] ?? METRICS[0];
  const isRate = metric === "wasteShare" || metric === "approvalRate";
  const centre = costCenter[at % costCenter.length];
  const filter = at % 3 === 0 && centre ? { costCenter: [centre] } : {};
  const groupBy = GROUPS[Math.floor(at / METRICS.length) % GROUPS.length];
  return { kind: "KPI_THRESHOLD", metric, groupBy, warning: isRate ? "0.5" : (1 + at / 100).toFixed(2), filter };
}

const budgetRule = (at: number, { campaign }: Known) => ({
  kind: "BUDGET_STEP",
  ...(at < 30 ? {} : { filter: { campaign: [campaign[at % campaign.length]] } }),
});

/** What 500 rules of a large organization look like: few questions, asked with many thresholds and filters. */
const MIX: readonly { until: number; body: (at: number, known: Known) => object }[] = [
  { until: 20, body: (at) => ({ kind: "JOB_OUTLIER", warning: (3 + at / 10).toFixed(1) }) },
  { until: 100, body: budgetRule },
  { until: 120, body: () => ({ kind: "BUDGET_FORECAST", warning: "1", critical: "1.2" }) },
  { until: 140, body: () => ({ kind: "BALANCE_LOW", measure: "daysLeft", warning: "14", critical: "3" }) },
  { until: 160, body: () => ({ kind: "DAY_ANOMALY", groupBy: "costCenter", warning: "3" }) },
  { until: 180, body: (at) => ({ kind: "NO_APPROVAL", groupBy: "campaign", warning: String(100 + at) }) },
  {
    until: 200,
    body: (at) => ({ kind: "DATA_QUALITY", measure: "unpricedJobs", groupBy: "costCenter", warning: `${at}` }),
  },
  { until: RULES, body: kpiRule },
];

async function rules(actor: Actor): Promise<RuleInput[]> {
  const lists = await bookingLists(db(), actor.organization.id);
  const known = {
    campaign: codesOf(lists.campaigns).slice(0, 40),
    costCenter: codesOf(lists.costCenters).slice(0, 20),
  };
  return Array.from({ length: RULES }, (_, at) => {
    const body = MIX.find(({ until }) => at < until)?.body(at, known);
    return ruleInput.parse({ name: `Bench ${at}`, ...body });
  });
}

const aJob = (over: Partial<JobInput> = {}): JobInput => ({
  ...{ occurredAt: new Date().toISOString(), provider: "own-gpu", model: "bench", kind: "generation", stage: "draft" },
  ...{ imagesRequested: 4, cost: { amount: "1", unit: "EUR" } },
  ...over,
});

/** Looks until the first event of this scope can be seen by others: from then on people are told. */
async function untilFired(actor: Actor, groupKey: string, since: number): Promise<number> {
  for (;;) {
    const rows = await db().$queryRaw<{ one: number }[]>`SELECT 1 AS one FROM alert_event e
      JOIN alert_instance i ON i.organization_id = e.organization_id AND i.id = e.instance_id
      WHERE e.organization_id = ${actor.organization.id}::uuid AND i.group_key = ${groupKey} AND e.transition = 'fired' LIMIT 1`;
    if (rows.length > 0) return performance.now() - since;
    if (performance.now() - since > 60_000) throw new Error(`Nothing fired for ${groupKey} within a minute`);
    await pause(10);
  }
}

type Measured = { outlier: number[]; budget: number[]; all: number[] };

async function measure(actor: Actor): Promise<Measured> {
  const measured: Measured = { outlier: [], budget: [], all: [] };
  const own = await budgetCampaigns(actor);
  await bookJobs(
    actor,
    Array.from({ length: 40 }, () => ({ input: aJob() })),
    "api",
  );
  const ids: string[] = [];
  for (const rule of await rules(actor)) ids.push((await createRule(actor, rule)).id);
  try {
    for (let round = -1; round < Math.min(options.runs, 5); round += 1) {
      const start = performance.now();
      await evaluateOne(actor.organization.id, new Date(), "all");
      if (round >= 0) measured.all.push(performance.now() - start);
    }
    const worker = spawn(process.execPath, typescript("scripts/worker.ts"), { stdio: "ignore", env: process.env });
    try {
      for (const [round, campaign] of own.entries()) {
        const { job } = await logJob(actor, aJob({ cost: { amount: "60", unit: "EUR" }, campaign }));
        const since = performance.now();
        const [outlier, budget] = await Promise.all([
          untilFired(actor, job.id, since),
          untilFired(actor, `campaign:${campaign}`, since),
        ]);
        // The first one waits for the worker to start.
        if (round > 0) measured.outlier.push(outlier);
        if (round > 0) measured.budget.push(budget);
        await pause(Math.random() * 1_000);
      }
    } finally {
      worker.kill("SIGTERM");
      await new Promise((done) => worker.once("exit", done));
    }
  } finally {
    if (options.values.organization) for (const id of ids) await removeRule(actor, { id });
  }
  return measured;
}

/** The slug of what is made here, to be deleted again. */
async function organizationId(): Promise<{ id: string; own: string | null }> {
  const { organization } = options.values;
  const slug = organization ?? `bench-${Date.now()}`;
  if (!organization) {
    const lastDay = addDays(new Date().toISOString().slice(0, 10), -1);
    const pastTriggers = await mayGoPastTriggers();
    await generate({ jobs, slug, lastDay, seed: 1, pastTriggers }, (said) => process.stderr.write(`${said}\n`));
  }
  const { id } = await db().organization.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  return { id, own: organization ? null : slug };
}

const of = machine();
try {
  const { id, own } = await organizationId();
  try {
    const actor = await systemActorOf(id);
    // As a running server has them: days that changed are made anew before anybody measures.
    for (let days = 1; days > 0; ) days = await refreshSums(id);
    await db().$executeRaw`ANALYZE`;
    const count = await db().job.count({ where: { organizationId: id } });
    const { outlier, budget, all } = await measure(actor);
    const fast = (values: readonly number[]) => quantile(values, 0.95) < 2_000;
    const lines = [
      { what: "write to event, outlier", unit: "ms", values: outlier, goal: { text: "p95 < 2 s", met: fast(outlier) } },
      { what: "write to event, budget", unit: "ms", values: budget, goal: { text: "p95 < 2 s", met: fast(budget) } },
      { what: "all rules", unit: "ms", values: all, goal: { text: "< 30 s", met: quantile(all, 0.95) < 30_000 } },
    ];
    report({ name: "bench:alerts", of, facts: { rules: RULES, jobs: count }, lines, json: options.json });
  } finally {
    if (own) await deleteOrganization(own);
  }
} finally {
  await stopQueue();
  await closeDatabase();
}
