// npm run bench:review -- [motifs, 40] [jobs per motif, 6] [--runs n] [--json file]: decides on pictures one at a time and
// fifty at a time, as the review board sends them, in an organization of its own, which is deleted afterwards: how long an
// answer takes, the processor's own time, and how often the database was asked.
import pg from "pg";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import { answerOnce } from "@/lib/idempotency/service";
import type { JobInput } from "@/lib/jobs/schema";
import { bookJobs } from "@/lib/jobs/service";
import { queueQuery } from "@/lib/reviews/schema";
import { reviewAssets } from "@/lib/reviews/service";
import { reviewQueue } from "@/lib/reviews/service/queue";
import { closeDatabase } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { benchOptions, machine, report } from "./bench/report.mjs";

const options = benchOptions({}, 100);
const motifs = Number(options.positionals[0] ?? 40);
const jobs = Number(options.positionals[1] ?? 6);
const TOGETHER = 50;

let asked = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(this: pg.Client, ...args: Parameters<typeof query>) {
  asked += 1;
  return query.apply(this, args);
} as typeof query;

const jobOf = (index: number): { input: JobInput } => ({
  input: {
    occurredAt: new Date(Date.now() - index * 60_000).toISOString(),
    ...{ provider: "own-gpu", kind: "generation", stage: "draft", imagesDelivered: 4 },
    ...{ motif: `motif-${index % motifs}`, iteration: 1 + Math.floor(index / motifs / 2) },
    cost: { amount: "0.12", unit: "EUR" },
  },
});

async function book(actor: Actor): Promise<void> {
  const rows = Array.from({ length: motifs * jobs }, (_, index) => jobOf(index));
  for (let start = 0; start < rows.length; start += 500) await bookJobs(actor, rows.slice(start, start + 500), "api");
}

const took = { one: [] as number[], many: [] as number[] };
const own = { one: [] as number[], many: [] as number[] };
const round = { one: [] as number[], many: [] as number[] };

/** As the endpoint does it: with its key, in one transaction. */
async function decide(actor: Actor, of: "one" | "many"): Promise<void> {
  const limit = of === "one" ? 1 : TOGETHER;
  const { data } = await reviewQueue(actor, queueQuery.parse({ limit, state: "open" }));
  const reviews = data.map(({ id, version, last }, at) => ({
    ...{ id, version, seen: last?.id ?? null },
    decision: at % 4 === 0 ? ("approved" as const) : ("rejected" as const),
  }));
  const before = asked;
  const processor = process.cpuUsage();
  const start = performance.now();
  const place = { key: crypto.randomUUID(), method: "POST", path: "/api/v1/assets/reviews", secret: [] };
  await answerOnce(actor, { ...place, body: { reviews } }, async () => ({
    ...{ status: 200, headers: {} },
    body: await reviewAssets(actor, { reviews }),
  }));
  took[of].push(performance.now() - start);
  const { user, system } = process.cpuUsage(processor);
  own[of].push((user + system) / 1000);
  round[of].push(asked - before);
}

const of = machine();
const { organization } = await foundOrganization({
  name: `Bench ${Date.now()}`,
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "de",
  owner: { invite: "bench@example.test" },
});
try {
  const actor = await systemActorOf(organization.id);
  await book(actor);
  for (let count = 0; count < 5; count += 1) await decide(actor, "one");
  for (const list of [took, own, round]) list.one.length = 0;
  for (let count = 0; count < options.runs; count += 1) await decide(actor, "one");
  for (let count = 0; count < Math.ceil(options.runs / 20); count += 1) await decide(actor, "many");
  const lines = (["one", "many"] as const).flatMap((name) => {
    const what = name === "one" ? "one decision" : `${TOGETHER} decisions`;
    return [
      { what, unit: "ms", values: took[name] },
      { what: `${what}, this process alone`, unit: "ms", values: own[name] },
      { what: `${what}, questions to the database`, unit: "", values: round[name] },
    ];
  });
  report({ name: "bench:review", of, facts: { jobs: motifs * jobs, motifs }, lines, json: options.json });
} finally {
  await deleteOrganization(organization.slug);
  await stopQueue();
  await closeDatabase();
}
