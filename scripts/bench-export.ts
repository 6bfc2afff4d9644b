// npm run bench:export -- --organization <slug> [--runs n] [--json file] [--url <address> --key <API key>]: every job of an
// organization as CSV, through the service and, with an address and a key of the organization, over HTTP; beside a bare
// cursor over the table `job` alone, in turns. Rows a second, the processor's own time, and what memory it took on top.
import { systemActorOf } from "@/lib/auth/service/actors";
import { jobsExportQuery } from "@/lib/exports/schema";
import { exportJobs } from "@/lib/exports/service/jobs";
import { organizationIdOf } from "@/lib/founding/service";
import { closeDatabase, pool } from "@/lib/server/db";
import { databaseProcessor, ownProcessor } from "./bench/processor";
import { benchOptions, inTurns, type Line, machine, median, ratios, report } from "./bench/report.mjs";

const USAGE = "Usage: npm run bench:export -- --organization <slug> [--runs 3] [--json file] [--url address --key key]";
const GOAL_ROWS = 40_000;
const ROWS_AT_ONCE = 1_000;

const memoryMb = () => process.memoryUsage().rss / 2 ** 20;

/** Reads all of it, keeps nothing. The first line of notes and columns is not worth taking off. */
async function drained(pieces: AsyncIterable<string | Uint8Array>, onPiece = () => {}): Promise<number> {
  let lines = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
    onPiece();
  }
  return lines;
}

async function bareCursor(organizationId: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN READ ONLY");
    const order = "ORDER BY occurred_at DESC, id DESC";
    await client.query(
      `DECLARE bare NO SCROLL CURSOR FOR SELECT * FROM job WHERE organization_id = $1 AND voided_at IS NULL ${order}`,
      [organizationId],
    );
    const page = { text: `FETCH ${ROWS_AT_ONCE} FROM bare`, rowMode: "array" } as const;
    while ((await client.query(page)).rows.length > 0);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

async function bench(): Promise<void> {
  const text = { type: "string" } as const;
  const { values, runs, json } = benchOptions({ organization: text, url: text, key: text }, 3);
  if (!values.organization || (values.url && !values.key)) throw new Error(USAGE);
  const of = machine();
  const actor = await systemActorOf(await organizationIdOf(values.organization));
  const own: number[] = [];
  const ofDatabase: number[] = [];
  const grown: number[] = [];
  let rows = 0;
  const works: Record<string, () => Promise<unknown>> = {
    service: async () => {
      const before = { database: await databaseProcessor(), own: ownProcessor() };
      let [pieces, start, peak] = [0, 0, 0];
      const file = await exportJobs(actor, jobsExportQuery.parse({}));
      rows = await drained(file.pieces, () => {
        pieces += 1;
        // What the first rows need is not growth.
        if (pieces === 10) start = memoryMb();
        if (pieces >= 10) peak = Math.max(peak, memoryMb());
      });
      own.push(((ownProcessor() - before.own) / rows) * 1000);
      ofDatabase.push((((await databaseProcessor()) - before.database) / rows) * 1000);
      grown.push(peak - start);
    },
    bare: () => bareCursor(actor.organization.id),
    ...(values.url ? { http: () => overHttp(`${values.url}/api/v1/exports/jobs.csv`, values.key ?? "") } : {}),
  };
  const took = await inTurns(works, { runs });
  const speed = (milliseconds: readonly number[]) => milliseconds.map((ms) => (rows / ms) * 1000);
  const line = (what: string, name: string): Line => {
    const values = speed(took[name] ?? []);
    const goal = { text: `≥ ${GOAL_ROWS} rows/s`, met: median(values) >= GOAL_ROWS };
    const ratio = { to: "bare cursor", values: ratios(took.bare ?? [], took[name] ?? []) };
    return { what, unit: "rows/s", values, higherIsBetter: true, ...(name === "bare" ? {} : { goal, ratio }) };
  };
  const lines: Line[] = [
    line("all jobs as CSV, through the service", "service"),
    ...(works.http ? [line("all jobs as CSV, over HTTP", "http")] : []),
    line("bare cursor over job, nothing written", "bare"),
    { what: "processor of the process, for 1,000 rows", unit: "ms", values: own.slice(1) },
    { what: "processor of the database, for 1,000 rows", unit: "ms", values: ofDatabase.slice(1) },
    { what: "memory on top, from the tenth piece to the last", unit: "MB", values: grown.slice(1) },
  ];
  report({ name: "Export", of, facts: { rows }, lines, json });
}

async function overHttp(url: string, key: string): Promise<void> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`);
  await drained(answer.body);
}

try {
  await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
