// npm run bench:ingest -- [--batches 5] [--singles 200] [--connections 4] [--runs n] [--json file] [--url … --key …]
// Books jobs in batches of 1,000 and one by one, in turns with bare set-based inserts of the same rows into the same
// tables. With the address of a running server and a key of one of its organizations also over HTTP; those jobs stay.
import pg from "pg";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import type { JobInput } from "@/lib/jobs/schema";
import { logBatch, logJob } from "@/lib/jobs/service/log";
import { closeDatabase, pool } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { benchOptions, inTurns, machine, ratios, report } from "./bench/report.mjs";

const text = { type: "string" } as const;
const options = benchOptions({ batches: text, singles: text, connections: text, url: text, key: text }, 5);
const BATCH = 1_000;
const batches = Number(options.values.batches ?? 5);
const singles = Number(options.values.singles ?? 200);
const connections = Number(options.values.connections ?? 4);
const { url, key } = options.values;

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

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [table],
  );
  return rows.map(({ name }) => `"${name}"`);
}

/** Copies of one booked job under new ids, a statement per table: what Postgres can do with no product around it. */
async function bareInserts(template: string): Promise<(count: number) => Promise<void>> {
  const copy = async (table: string, of: string, own: Record<string, string>) => {
    const columns = (await columnsOf(table)).filter((name) => name !== '"seq"');
    const values = columns.map((name) => own[name] ?? `t.${name}`);
    return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table} t, unnest($2::uuid[]) AS n(id) WHERE t.${of} = $1`;
  };
  const statements = [
    await copy("job", "id", { '"id"': "n.id", '"external_id"': "n.id::text", '"config_hash"': "NULL" }),
    await copy("attempt", "job_id", { '"job_id"': "n.id" }),
    await copy("ledger_entry", "job_id", { '"id"': "gen_random_uuid()", '"job_id"': "n.id" }),
    await copy("asset", "job_id", { '"id"': "gen_random_uuid()", '"job_id"': "n.id" }),
    await copy("job_prompt", "job_id", { '"job_id"': "n.id" }),
  ];
  return async (count) => {
    const ids = Array.from({ length: count }, () => newId());
    const client = await pool().connect();
    try {
      await client.query("BEGIN");
      for (const statement of statements) await client.query(statement, [template, ids]);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
  };
}

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

async function post(path: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${said.slice(0, 300)}`);
}

const manyJobs = (batch: number) => ({ jobs: Array.from({ length: BATCH }, (_, row) => aJob(batch * BATCH + row)) });

async function bench(actor: Actor): Promise<void> {
  const of = machine();
  const { job } = await logJob(actor, aJob(0));
  const bare = await bareInserts(job.id);
  const ways = await statementsOf(() => logJob(actor, aJob(1)));
  const all = batches * BATCH;
  const http: Record<string, () => Promise<number>> =
    url && key
      ? {
          "POST /jobs/batch": speed(all, () => spread(batches, (batch) => post("/jobs/batch", manyJobs(batch)))),
          "POST /jobs": speed(singles, () => spread(singles, (index) => post("/jobs", aJob(index)))),
        }
      : {};
  const measured: Record<string, number[]> = await inTurns(
    {
      "bare inserts of 1,000": speed(all, () => spread(batches, () => bare(BATCH))),
      "service, 1,000 at once": speed(all, () => spread(batches, (batch) => logBatch(actor, manyJobs(batch)))),
      "bare inserts, one by one": speed(singles, () => spread(singles, () => bare(1))),
      "service, one by one": speed(singles, () => spread(singles, (index) => logJob(actor, aJob(index)))),
      ...http,
    },
    { runs: options.runs },
  );
  const lines = Object.entries(measured).map(([what, values]) => {
    const to = what.includes("batch") || what.includes("1,000") ? "bare inserts of 1,000" : "bare inserts, one by one";
    const compared = what === to ? {} : { ratio: { to, values: ratios(values, measured[to] ?? []) } };
    return { what, unit: "jobs/s", values, higherIsBetter: true, ...compared };
  });
  lines.push({ what: "statements of one job, service", unit: "", values: [ways], higherIsBetter: false });
  report({ name: "bench:ingest", of, facts: { batches, singles, connections }, lines, json: options.json });
}

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
