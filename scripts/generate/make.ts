import { randomUUID } from "node:crypto";
import { addDays } from "@/lib/core/period";
import { type Random, randomFrom } from "@/lib/demo/rules/random";
import { pool } from "@/lib/server/db";
import { proveReferences } from "./prove";
import { Session } from "./session";
import { type Batch, type Library, Planner } from "./sittings";
import { TABLES } from "./tables";
import { foundWorld } from "./world";

const DAYS = 730;
const JOBS_PER_BATCH = 20_000;
/** More would wait for each other: two keep the processor of a small machine busy. */
const SESSIONS = 2;
const DAY_MS = 86_400_000;

type Asked = {
  jobs: number;
  slug: string;
  lastDay: string;
  seed: number;
  /** Whether references are proven for all rows afterwards and marks made per batch, instead of by triggers. */
  pastTriggers: boolean;
};

/** Growing over two years, less at weekends, with busy and quiet weeks. */
function weightOf(day: number, random: Random): number {
  const weekend = day % 7 > 4 ? 0.15 : 1;
  return weekend * (1 + day / DAYS) * (1 + 0.3 * Math.sin(day / 9)) * random.around(0.25);
}

async function analyse(): Promise<void> {
  for (const table of [...TABLES, "kpi_stale"]) await pool().query(`VACUUM (ANALYZE) ${table}`);
}

type Writing = { batch: Batch; library: Library };

/** Batches go to whichever session is free; the next one is thought out while they write. */
async function write(organizationId: string, batches: Iterable<Writing>, pastTriggers: boolean): Promise<void> {
  const all = batches[Symbol.iterator]();
  const lane = async () => {
    const session = await Session.open(organizationId, pastTriggers);
    try {
      for (let next = all.next(); !next.done; next = all.next())
        await session.perform(next.value.library, next.value.batch);
    } finally {
      session.close();
    }
  };
  await Promise.all(Array.from({ length: SESSIONS }, lane));
}

type Plan = { jobs: number; firstDay: string; say: (progress: string) => void };

function* batchesOf(planner: Planner, random: Random, { jobs, firstDay, say }: Plan): Generator<Writing> {
  const weights = Array.from({ length: DAYS }, (_, day) => weightOf(day, random));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const { library } = planner;
  const started = performance.now();
  const nothing = (): Batch => ({ sittings: [], plays: 0, jobs: 0 });
  const ready = (batch: Batch): Writing => ({ batch: { ...batch, plays: library.lines.length }, library });
  let [planned, weight, given, batch] = [0, 0, 0, nothing()];
  for (const [day, own] of weights.entries()) {
    weight += own;
    const until = day === DAYS - 1 ? jobs : Math.round((jobs * weight) / whole);
    for (const { line, size } of planner.day(day, Date.parse(firstDay) + day * DAY_MS, until - planned)) {
      batch.sittings.push(line);
      batch.jobs += size;
      if (batch.jobs < JOBS_PER_BATCH) continue;
      yield ready(batch);
      given += batch.jobs;
      const rate = Math.round(given / ((performance.now() - started) / 1_000));
      say(`${given} of ${jobs} jobs, ${rate}/s`);
      batch = nothing();
    }
    planned = until;
  }
  if (batch.jobs > 0) yield ready(batch);
}

/** Founds an organization and writes its jobs; some of it is there when this fails in between. */
export async function generate(asked: Asked, say: Plan["say"]): Promise<{ signIn: string; password: string }> {
  const { jobs, slug, lastDay, seed, pastTriggers } = asked;
  const random = randomFrom(seed);
  const firstDay = addDays(lastDay, 1 - DAYS);
  const password = randomUUID();
  const { world, signIn } = await foundWorld({ slug, password, firstDay, days: DAYS, random });
  const planner = new Planner(world, random, Date.parse(lastDay) + DAY_MS);
  await write(world.organizationId, batchesOf(planner, random, { jobs, firstDay, say }), pastTriggers);
  await analyse();
  if (pastTriggers) await proveReferences(world.organizationId);
  return { signIn, password };
}
