// npm run generate -- --jobs 1000000 --organization <slug>: an organization of its own with two years of made-up jobs,
// written past the services. The same options make the same jobs. Where the database's role may, foreign keys are proven
// for all rows afterwards instead of for each row, and marks are made per batch; else every trigger runs, which takes longer.
import { parseArgs } from "node:util";
import { addDays } from "@/lib/core/period";
import { closeDatabase } from "@/lib/server/db";
import { generate } from "./generate/make";
import { mayGoPastTriggers } from "./generate/session";

const USAGE = "Usage: npm run generate -- --jobs <number> --organization <slug> [--last-day YYYY-MM-DD] [--seed 1]";

function options() {
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

async function run(): Promise<void> {
  const asked = options();
  const started = performance.now();
  const say = (progress: string) => process.stderr.write(`${progress}\n`);
  const signIn = await generate({ ...asked, pastTriggers: await mayGoPastTriggers() }, say);
  const seconds = Math.round((performance.now() - started) / 1_000);
  process.stdout.write(`${JSON.stringify({ organization: asked.slug, jobs: asked.jobs, seconds, ...signIn })}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
