import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { addMoney, money } from "@/lib/core/amount";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { DECISIONS } from "@/lib/reviews/schema";
import { reviewJob } from "@/lib/reviews/service";
import { pool } from "@/lib/server/db";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import type { Job, JobInput } from "./schema";
import { correctJob, voidJob } from "./service/correct";
import { logJob } from "./service/log";
import { dropMotif, undropMotif } from "./service/motif";

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("log" as const),
      motif: fc.nat(2),
      iteration: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(3),
      pictures: fc.integer({ min: 0, max: 4 }),
      credits: fc.nat(50),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("decide" as const),
      job: fc.nat(),
      picture: fc.nat(),
      decision: fc.constantFrom(...DECISIONS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("upscale" as const),
      job: fc.nat(),
      picture: fc.nat(),
      credits: fc.nat(20),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("correct" as const), job: fc.nat(), credits: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("void" as const), job: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), motif: fc.nat(2), back: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const generation = (asked: Extract<Step, { do: "log" }>): Partial<JobInput> => ({
  ...(asked.motif === 0 ? {} : { motif: `motif-${asked.motif}`, iteration: asked.iteration }),
  prompt: "a red shoe",
  seed: String(asked.seed),
  model: "Phoenix",
  imagesRequested: asked.pictures,
  cost: { amount: String(asked.credits), unit: "CREDITS" },
  ...(asked.fails ? { attempts: [{ status: "failed", cost: { amount: "3", unit: "CREDITS" } }] } : {}),
});

type Play = { actor: Actor; jobs: Job[]; voided: Set<string> };

/** A live job by a random number, and one of its pictures. */
function chosen({ jobs, voided }: Play, asked: { job: number; picture?: number }) {
  const live = jobs.filter(({ id }) => !voided.has(id));
  const job = live[asked.job % Math.max(1, live.length)];
  return { job, picture: job?.assets[(asked.picture ?? 0) % Math.max(1, job.assets.length)] };
}

const MOVES: { [K in Step["do"]]: (play: Play, asked: Extract<Step, { do: K }>) => Promise<unknown> } = {
  log: async ({ actor, jobs }, asked) => jobs.push((await logJob(actor, aJob(generation(asked)))).job),
  decide: async (play, asked) => {
    const { job, picture } = chosen(play, asked);
    if (!job || !picture) return;
    const decisions = [{ index: picture.index, decision: asked.decision }];
    await reviewJob(play.actor, { id: job.id, decisions });
  },
  upscale: async (play, asked) => {
    const { picture } = chosen(play, asked);
    const cost = { amount: String(asked.credits), unit: "CREDITS" };
    if (!picture) return;
    const upscale = {
      kind: "upscale",
      stage: "final",
      model: "up",
      upscaleFactor: 2,
      sourceAsset: picture.id,
    } as const;
    await logJob(play.actor, aJob({ ...upscale, cost }));
  },
  correct: async (play, asked) => {
    const { job } = chosen(play, asked);
    const cost = { amount: String(asked.credits), unit: "CREDITS" };
    // The same amount again changes nothing and is refused.
    if (job) await correctJob(play.actor, { id: job.id, reason: "x", cost }).catch(() => null);
  },
  void: async (play, asked) => {
    const { job } = chosen(play, asked);
    if (!job) return;
    await voidJob(play.actor, { id: job.id, reason: "x" });
    play.voided.add(job.id);
  },
  drop: async ({ actor }, asked) => {
    const { rows } = await pool().query("SELECT id FROM motif WHERE organization_id = $1 AND code = $2", [
      actor.organization.id,
      `motif-${asked.motif}`,
    ]);
    if (rows[0]) await (asked.back ? undropMotif : dropMotif)(actor, { id: rows[0].id });
  },
};

async function play(actor: Actor, steps: readonly Step[]): Promise<void> {
  const state: Play = { actor, jobs: [], voided: new Set() };
  for (const asked of steps) await (MOVES[asked.do] as (play: Play, asked: Step) => Promise<unknown>)(state, asked);
}

/** The whole state of the money, told apart from the product: SQL over tries, pictures and decisions alone. */
const INDEPENDENT = `
  WITH live AS (SELECT * FROM job WHERE organization_id = $1 AND voided_at IS NULL),
  last AS (SELECT DISTINCT ON (asset_id) asset_id, decision FROM review WHERE organization_id = $1 ORDER BY asset_id, seq DESC),
  picture AS (
    SELECT a.id, a.job_id, a.index, coalesce(last.decision, 'open') AS said FROM asset a LEFT JOIN last ON last.asset_id = a.id
    WHERE a.organization_id = $1),
  money AS (
    SELECT job_id, sum(cost) AS all_of_it, coalesce(sum(cost) FILTER (WHERE status = 'failed'), 0) AS failed FROM attempt WHERE organization_id = $1 GROUP BY 1),
  original AS (
    SELECT DISTINCT ON (config_hash) config_hash, l.id FROM live l JOIN money m ON m.job_id = l.id
    WHERE config_hash IS NOT NULL AND l.status = 'succeeded' AND m.all_of_it > 0 ORDER BY config_hash, l.occurred_at, l.id),
  good AS (SELECT l.motif_id, max(l.iteration) AS iteration FROM live l JOIN picture p ON p.job_id = l.id
    WHERE p.said LIKE 'approved%' AND l.motif_id IS NOT NULL GROUP BY 1),
  judged AS (
    SELECT p.id, p.job_id, p.index, count(*) OVER (PARTITION BY p.job_id) AS n, m.all_of_it - m.failed AS shared,
      CASE WHEN o.id IS NOT NULL AND o.id <> l.id AND m.all_of_it > 0 THEN 'duplicate'
           WHEN t.dropped_at IS NOT NULL AND p.said NOT LIKE 'approved%' THEN 'dropped'
           WHEN p.said = 'rejected' THEN 'rejected' WHEN p.said LIKE 'approved%' THEN 'useful'
           WHEN l.motif_id IS NOT NULL AND good.iteration >= l.iteration THEN 'superseded'
           WHEN l.motif_id IS NULL AND EXISTS (SELECT 1 FROM picture s WHERE s.job_id = p.job_id AND s.said LIKE 'approved%') THEN 'superseded'
           ELSE 'open' END AS class
    FROM picture p JOIN live l ON l.id = p.job_id JOIN money m ON m.job_id = l.id
    LEFT JOIN original o ON o.config_hash = l.config_hash LEFT JOIN motif t ON t.id = l.motif_id LEFT JOIN good ON good.motif_id = l.motif_id),
  shares AS (
    SELECT class, trunc(shared / n, 18) + CASE WHEN index <= (shared - trunc(shared / n, 18) * n) * 1e18 THEN 1e-18 ELSE 0 END AS amount FROM judged
    UNION ALL SELECT 'failed', m.failed FROM live l JOIN money m ON m.job_id = l.id WHERE EXISTS (SELECT 1 FROM picture p WHERE p.job_id = l.id)
    UNION ALL SELECT 'failed', m.all_of_it FROM live l JOIN money m ON m.job_id = l.id WHERE l.kind = 'generation' AND NOT EXISTS (SELECT 1 FROM picture p WHERE p.job_id = l.id)
    UNION ALL SELECT CASE WHEN o.id IS NOT NULL AND o.id <> l.id AND m.all_of_it > 0 THEN 'duplicate' ELSE coalesce(j.class, 'open') END, m.all_of_it
      FROM live l JOIN money m ON m.job_id = l.id LEFT JOIN judged j ON j.id = l.source_asset_id
      LEFT JOIN original o ON o.config_hash = l.config_hash WHERE l.kind = 'upscale')
  SELECT class, trim_scale(sum(amount))::text AS amount FROM shares GROUP BY 1 HAVING sum(amount) <> 0`;

async function compare(actor: Actor): Promise<void> {
  const { total } = await kpis(actor, kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31" }));
  const { rows } = await pool().query<{ class: string; amount: string }>(INDEPENDENT, [actor.organization.id]);
  const expected = Object.fromEntries(rows.map((row) => [row.class, row.amount]));
  const { total: waste, ...classes } = total.waste;
  const told = Object.entries({ ...classes, useful: total.useful, open: total.open }).filter(
    ([, amount]) => amount !== "0",
  );
  expect(Object.fromEntries(told)).toEqual(expected);
  expect(addMoney([waste, total.useful, total.open].map(money)).toFixed()).toBe(total.spend);
  const ledger = await pool().query<{ sum: string }>(
    "SELECT trim_scale(coalesce(sum(amount), 0))::text AS sum FROM ledger_entry WHERE organization_id = $1",
    [actor.organization.id],
  );
  expect(ledger.rows[0]?.sum).toBe(total.spend);
}

test("after any history of jobs, decisions, upscales, corrections, voids and drops: classes equal an independent calculation, Σ classes = spend = Σ ledger", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      const actor = await anOrganization();
      await aCatalogue(actor);
      await play(actor, steps);
      await compare(actor);
    }),
    { numRuns: 25 },
  );
}, 180_000);

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
