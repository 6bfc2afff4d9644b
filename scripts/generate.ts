// npm run generate -- --jobs 1000000 --organization <slug>: an organization of its own with two years of made-up jobs,
// written by COPY past the services but past no constraint and no trigger. The same options make the same jobs.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { addDays } from "@/lib/core/period";
import { type Random, randomFrom } from "@/lib/demo/rules/random";
import { closeDatabase, pool } from "@/lib/server/db";
import { copyInto } from "./generate/copy";
import { aSitting } from "./generate/jobs";
import { COLUMNS, Lines } from "./generate/lines";
import { write } from "./generate/rows";
import { foundWorld, type World } from "./generate/world";

const USAGE = "Usage: npm run generate -- --jobs <number> --organization <slug> [--last-day YYYY-MM-DD] [--seed 1]";
const DAYS = 730;
const JOBS_PER_BATCH = 4_000;
const DAY_MS = 86_400_000;

type Options = { jobs: number; slug: string; lastDay: string; seed: number };

function options(): Options {
  const { values } = parseArgs({
    options: {
      jobs: { type: "string" },
      organization: { type: "string" },
      "last-day": { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const jobs = Number(values.jobs);
  const slug = values.organization;
  const lastDay = values["last-day"] ?? addDays(new Date().toISOString().slice(0, 10), -1);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(lastDay) && !Number.isNaN(Date.parse(lastDay));
  if (!Number.isInteger(jobs) || jobs < 1 || !slug || !/^[a-z0-9-]{1,48}$/.test(slug) || !isDay) throw new Error(USAGE);
  return { jobs, slug, lastDay, seed: Number(values.seed) || 1 };
}

/** Growing over two years, less at weekends, with busy and quiet weeks. */
function weightOf(day: number, random: Random): number {
  const weekend = day % 7 > 4 ? 0.15 : 1;
  return weekend * (1 + day / DAYS) * (1 + 0.3 * Math.sin(day / 9)) * random.around(0.25);
}

/** Sittings of a day, most of them in working hours; a pipeline also works at night. */
function* sittings(world: World, random: Random, { day, start, jobs }: { day: number; start: number; jobs: number }) {
  const plan: { at: number; size: number }[] = [];
  for (let left = jobs; left > 0; ) {
    const size = Math.min(left, random.int(4, 40));
    const hour = random.chance(0.85) ? random.int(7, 17) : random.int(0, 22);
    plan.push({ at: start + hour * 3_600_000 + random.int(0, 3_599) * 1_000, size });
    left -= size;
  }
  plan.sort((one, other) => one.at - other.at);
  for (const { at, size } of plan) yield aSitting(world, random, { at, day, size });
}

async function store(lines: Lines): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const { first, second } = lines;
    await copyInto(client, "motif", COLUMNS.motif, first.motif);
    for (const part of [first, second]) {
      await copyInto(client, "job", COLUMNS.job, part.job);
      await copyInto(client, "asset", COLUMNS.asset, part.asset);
    }
    for (const table of ["attempt", "asset_version", "ledger_entry", "review"] as const)
      await copyInto(client, table, COLUMNS[table], first[table]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

async function analyse(): Promise<void> {
  for (const table of ["motif", "job", "attempt", "asset", "asset_version", "ledger_entry", "review"])
    await pool().query(`VACUUM (ANALYZE) ${table}`);
}

async function generate({ jobs, slug, lastDay, seed }: Options): Promise<void> {
  const random = randomFrom(seed);
  const firstDay = addDays(lastDay, 1 - DAYS);
  const password = randomUUID();
  const { world, signIn } = await foundWorld({ slug, password, firstDay, days: DAYS, random });
  const weights = Array.from({ length: DAYS }, (_, day) => weightOf(day, random));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const started = performance.now();
  let [planned, weight, written] = [0, 0, 0];
  let lines = new Lines();
  // The next batch is thought out while Postgres reads the one before.
  let storing = Promise.resolve();
  const flush = async () => {
    await storing;
    storing = store(lines);
    storing.catch(() => {});
    written += lines.jobs;
    lines = new Lines();
    const rate = Math.round(written / ((performance.now() - started) / 1_000));
    process.stderr.write(`${written} of ${jobs} jobs, ${rate}/s\n`);
  };
  for (const [day, own] of weights.entries()) {
    weight += own;
    const until = day === DAYS - 1 ? jobs : Math.round((jobs * weight) / whole);
    const start = Date.parse(firstDay) + day * DAY_MS;
    for (const sitting of sittings(world, random, { day, start, jobs: until - planned })) {
      write(world, lines, sitting);
      if (lines.jobs >= JOBS_PER_BATCH) await flush();
    }
    planned = until;
  }
  await flush();
  await storing;
  await analyse();
  const seconds = Math.round((performance.now() - started) / 1_000);
  process.stdout.write(`${JSON.stringify({ organization: slug, jobs: written, seconds, signIn, password })}\n`);
}

try {
  await generate(options());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
