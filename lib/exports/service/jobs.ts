import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { jobsMatching } from "@/lib/jobs/service/log";
import { pool, snapshot } from "@/lib/server/db";
import { opening } from "../rules/csv";
import { jobHeader, jobWriter } from "../rules/job-columns";
import { noteLines } from "../rules/notes";
import type { JobsExportQuery } from "../schema";
import { readJobs } from "../store/jobs";

/** All jobs that the filters name, training too, as they were at one moment. */
export async function exportJobs(actor: Actor, query: JobsExportQuery) {
  authorise(actor, "exports:read");
  const { condition, limitedTo } = await snapshot((tx) => jobsMatching(tx, actor, query));
  const { from, to } = query;
  const range = [from, to].filter((day) => day !== null).map((day) => `-${day}`);
  return { name: `jobs${range.join("")}.csv`, pieces: pieces(actor, query, condition, limitedTo) };
}

/** Each holds a connection for as long as its reader takes; the others are for people at work. */
const MOST_AT_ONCE = 3;
let running = 0;

async function* pieces(...asked: Parameters<typeof written>): AsyncGenerator<string> {
  if (running >= MOST_AT_ONCE)
    throw new AppError("unavailable", `${running} exports are running already; try again`, undefined, 10);
  running += 1;
  try {
    yield* written(...asked);
  } finally {
    running -= 1;
  }
}

async function* written(
  actor: Actor,
  query: JobsExportQuery,
  condition: Awaited<ReturnType<typeof jobsMatching>>["condition"],
  limitedTo: string[] | null,
): AsyncGenerator<string> {
  const { dialect, filter, from, to, status, unpriced, duplicate, waste, state, importId, q } = query;
  const { timeZone, currency, name } = actor.organization;
  let write: ReturnType<typeof jobWriter> | undefined;
  for await (const part of readJobs(pool(), actor.organization, condition)) {
    if ("asOf" in part) {
      const flags = { unpriced: unpriced?.toString() ?? null, duplicate: duplicate?.toString() ?? null };
      const filters = { ...filter, status, ...flags, waste, state, importId, q };
      const about = { title: "Jobs", organization: name, from, to, timeZone, currency, asOf: part.asOf, filters };
      const more = {
        "cost and spend": "known_cost is what KPIs add up as spend; cost is empty while a part is unpriced",
      };
      yield opening(dialect) + noteLines({ ...about, limitedTo, more }, dialect) + jobHeader(dialect);
    } else {
      write ??= jobWriter(part.names, dialect);
      yield part.jobs.map(write).join("");
    }
  }
}
