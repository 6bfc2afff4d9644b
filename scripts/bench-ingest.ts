// npm run bench:ingest -- [--batches 5] [--singles 200] [--connections 4] [--runs n] [--json file]
// Books jobs in batches of 1,000 and one by one: over HTTP from a production build, through the service, by a bare route of
// the framework and by bare set-based inserts of the same rows into the same tables, all in turns, in an organization of
// its own that is deleted afterwards.
import pg from "pg";
import { systemActorOf } from "@/lib/auth/service/actors";
import { createApiKey } from "@/lib/auth/service/api-keys";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import type { JobInput } from "@/lib/jobs/schema";
import { logBatch, logJob } from "@/lib/jobs/service/log";
import { closeDatabase } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { stopQueue } from "@/lib/server/queue";
import { type Bare, bareOf, insertBare } from "./bench/bare-inserts";
import { benchOptions, inTurns, type Line, machine, median, ratios, report } from "./bench/report.mjs";
import { BARE, buildServed, withServed } from "./bench/served.mjs";
import { ensure } from "./prepare-steps.mjs";
import { root } from "./project.mjs";

const text = { type: "string" } as const;
const options = benchOptions({ batches: text, singles: text, connections: text }, 5);
const BATCH = 1_000;
const batches = Number(options.values.batches ?? 5);
const singles = Number(options.values.singles ?? 200);
const connections = Number(options.values.connections ?? 4);
/** Of what the bare route of the framework does, of bare set-based inserts, and jobs per second. */
const GOALS = { single: 0.6, batch: 0.5, batchSpeed: 6_000 };

/** No two alike, with an id of their own that grows with time, four pictures and a reported cost. */
function aJob(index: number): JobInput {
  return {
    externalId: newId(),
    occurredAt: new Date(Date.now() - index * 1000).toISOString(),
    provider: "own-gpu",
    model: "flux-dev",
    kind: "generation",
    stage: index % 4 === 0 ? "final" : "draft",
    imagesDelivered: 4,
    seed: String(index),
    prompt: `A product picture, number ${newId()}`,
    cost: { amount: "0.012", unit: "EUR" },
  };
}

/** `work` with the numbers up to `count`, `connections` at a time. */
async function spread(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

/** Jobs per second of `count` jobs. */
const speed = (count: number, work: () => Promise<unknown>) => async () => {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * 1000;
};

/** Statements that go to the database meanwhile, one way each. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    count += 1;
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
    return count;
  } finally {
    pg.Client.prototype.query = query;
  }
}

async function post(url: string, body: unknown, authorization = ""): Promise<void> {
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${said.slice(0, 300)}`);
}

const manyJobs = (batch: number) => ({ jobs: Array.from({ length: BATCH }, (_, row) => aJob(batch * BATCH + row)) });

const BATCHED = {
  bare: "bare inserts of 1,000",
  route: "bare route that inserts 1,000",
  service: "service, 1,000 at once",
  http: "POST /jobs/batch",
};
const SINGLE = {
  nothing: "bare route that does nothing",
  bare: "bare inserts, one by one",
  route: "bare route that inserts, one by one",
  service: "service, one by one",
  http: "POST /jobs",
};

type Sides = { bareUrl: string; url: string; key: string; bare: Bare };

function measure(actor: Actor, { bareUrl, url, key, bare }: Sides): Promise<Record<string, number[]>> {
  const batched = (work: (batch: number) => Promise<unknown>) =>
    speed(batches * BATCH, () => spread(batches, (batch) => work(batch)));
  const single = (work: (index: number) => Promise<unknown>) => speed(singles, () => spread(singles, work));
  const api = `${url}/api/v1`;
  const bearer = `Bearer ${key}`;
  return inTurns(
    {
      [BATCHED.bare]: batched(() => insertBare(bare, BATCH)),
      [BATCHED.route]: batched((batch) => post(`${bareUrl}/jobs`, manyJobs(batch))),
      [BATCHED.service]: batched((batch) => logBatch(actor, manyJobs(batch))),
      [BATCHED.http]: batched((batch) => post(`${api}/jobs/batch`, manyJobs(batch), bearer)),
      [SINGLE.nothing]: single((index) => post(`${bareUrl}/nothing`, aJob(index))),
      [SINGLE.bare]: single(() => insertBare(bare, 1)),
      [SINGLE.route]: single((index) => post(`${bareUrl}/jobs`, aJob(index))),
      [SINGLE.service]: single((index) => logJob(actor, aJob(index))),
      [SINGLE.http]: single((index) => post(`${api}/jobs`, aJob(index), bearer)),
    },
    { runs: options.runs },
  );
}

/** One line for what was measured under this name, beside what it is compared with. */
function lineOf(measured: Record<string, number[]>, what: string, to?: string, atLeast?: number): Line {
  const values = measured[what] ?? [];
  const line: Line = { what, unit: "jobs/s", values, higherIsBetter: true };
  if (to === undefined) return line;
  const compared = ratios(values, measured[to] ?? []);
  const goal = atLeast === undefined ? {} : { goal: { text: `≥ ${atLeast} ×`, met: median(compared) >= atLeast } };
  return { ...line, ratio: { to, values: compared }, ...goal };
}

function linesOf(measured: Record<string, number[]>): Line[] {
  const batch = lineOf(measured, BATCHED.http);
  const met = median(batch.values) >= GOALS.batchSpeed;
  return [
    lineOf(measured, BATCHED.bare),
    lineOf(measured, BATCHED.route, BATCHED.bare),
    lineOf(measured, BATCHED.service, BATCHED.bare),
    lineOf(measured, BATCHED.http, BATCHED.bare, GOALS.batch),
    { ...batch, what: `${BATCHED.http}, by the clock`, goal: { text: `≥ ${GOALS.batchSpeed} jobs/s`, met } },
    lineOf(measured, SINGLE.nothing),
    lineOf(measured, SINGLE.bare),
    lineOf(measured, SINGLE.route, SINGLE.bare),
    lineOf(measured, SINGLE.service, SINGLE.bare),
    lineOf(measured, SINGLE.http, SINGLE.route, GOALS.single),
  ];
}

async function bench(actor: Actor): Promise<void> {
  const of = machine();
  const { job } = await logJob(actor, aJob(0));
  const bare = await bareOf(job.id);
  const ways = await statementsOf(() => logJob(actor, aJob(1)));
  const access = { name: "Bench", role: "admin", scopes: null, costCenters: null, expiresAt: null } as const;
  const { key } = await createApiKey(actor, access);
  const ofBare = { DATABASE_POOL_MAX: String(env.DATABASE_POOL_MAX), BARE_INSERTS: JSON.stringify(bare) };
  const measured = await withServed(BARE, ofBare, (bareUrl) =>
    withServed(root, {}, (url) => measure(actor, { bareUrl, url, key, bare })),
  );
  const lines = linesOf(measured);
  lines.push({ what: "statements of one job, service", unit: "", values: [ways], higherIsBetter: false });
  report({ name: "bench:ingest", of, facts: { batches, singles, connections }, lines, json: options.json });
}

await ensure("build", { isQuiet: true, log: (text: string) => process.stdout.write(`${text}\n`) });
await buildServed(BARE);
const { organization } = await foundOrganization({
  name: `Bench ${Date.now()}`,
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "de",
  owner: { invite: "bench@example.test" },
});
try {
  await bench(await systemActorOf(organization.id));
} finally {
  await deleteOrganization(organization.slug);
  await stopQueue();
  await closeDatabase();
}
