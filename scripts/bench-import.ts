// npm run bench:import -- [rows] [pictures per row, 4] [--runs n] [--json file]: imports a made-up log into organizations of
// their own, which are deleted afterwards: rows per second and the processor's own time of every step, beside bare parsing of
// the file and bare set-based inserts of as many jobs into the same tables; and peak memory.
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import { confirmImport, importById, startPreview } from "@/lib/intake/service";
import { advanceImport } from "@/lib/intake/service/advance";
import { uploadImport } from "@/lib/intake/service/upload";
import { closeDatabase, pool } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { bareOf, insertBare } from "./bench/bare-inserts";
import { databaseProcessor, ownProcessor } from "./bench/processor";
import { benchOptions, type Line, machine, median, ratios, report } from "./bench/report.mjs";

const options = benchOptions({}, 1);
const rows = Number(options.positionals[0] ?? 100_000);
const pictures = Number(options.positionals[1] ?? 4);
const BATCH = 1_000;
const GOAL_ROWS = 5_000;
const HEADER =
  "Zeitpunkt;Anbieter;Modell;Art;Stufe;Kampagne;Bilder;Kosten;Währung;Freigegeben;Seed;Schritte;Größe;Prompt\n";
const START = Date.parse("2025-01-01T00:00:00Z");

/** No two rows alike, like a log; the same file every time. */
function line(index: number): string {
  const at = new Date(START + index * 240_000).toISOString();
  const campaign = `BENCH${index % 12}`;
  const cost = `0,0${10 + (index % 90)}`;
  const stage = index % 4 === 0 ? "final" : "Entwurf";
  return `${at};own-gpu;flux-dev;Generierung;${stage};${campaign};${pictures};${cost};EUR;${index % Math.min(3, pictures)};${index * 7919};30;1024x1024;"A product picture, number ${index}, soft light; seen from above"\n`;
}

async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(HEADER);
  for (let start = 0; start < rows; start += 500) {
    const lines = Array.from({ length: Math.min(500, rows - start) }, (_, offset) => line(start + offset));
    yield Buffer.from(lines.join(""));
  }
}

const peakMb = () => process.resourceUsage().maxRSS / 1024;

const AGAIN = "the same file again";
const PARSED = "bare parsing of the file";
const INSERTED = "bare inserts of 1,000 jobs at once";
const STEPS = ["upload", "analysis", "preview", "booking", AGAIN, PARSED, INSERTED] as const;
type Step = (typeof STEPS)[number];
const perStep = () => Object.fromEntries(STEPS.map((name) => [name, []])) as unknown as Record<Step, number[]>;
/** What a step is compared with. */
const BESIDE: Partial<Record<Step, Step>> = { analysis: PARSED, booking: INSERTED };
const [speed, own, ofDatabase] = [perStep(), perStep(), perStep()];
const peaks: number[] = [];

async function step(name: Step, work: () => Promise<unknown>): Promise<void> {
  const before = { database: await databaseProcessor(), own: ownProcessor(), clock: performance.now() };
  await work();
  speed[name].push((rows / (performance.now() - before.clock)) * 1000);
  own[name].push(((ownProcessor() - before.own) / rows) * 1000);
  ofDatabase[name].push((((await databaseProcessor()) - before.database) / rows) * 1000);
}

async function bareParsing(): Promise<void> {
  let read = 0;
  for await (const _ of Readable.from(file()).pipe(parse({ delimiter: ";" }))) read += 1;
  if (read !== rows + 1) throw new Error(`${read} rows were read`);
}

/** As many jobs as were booked, each like one of them that has a decision. */
async function bareInserts(importId: string): Promise<void> {
  const { rows: found } = await pool().query<{ id: string }>(
    "SELECT id FROM job WHERE import_id = $1 ORDER BY approved = 1 DESC, id LIMIT 1",
    [importId],
  );
  const bare = await bareOf(found[0]?.id ?? "");
  await step(INSERTED, async () => {
    for (let from = 0; from < rows; from += BATCH) await insertBare(bare, Math.min(BATCH, rows - from));
  });
}

async function bench(actor: Actor): Promise<void> {
  const decisions = JSON.stringify({ others: "create" });
  const advance = (importId: string) =>
    advanceImport({ organizationId: actor.organization.id, importId }, new AbortController().signal);
  const upload = async () =>
    (await uploadImport(actor, { fileName: "bench.csv", bytes: file(), fields: () => ({ kind: "jobs", decisions }) }))
      .id;

  let id = "";
  await step("upload", async () => {
    id = await upload();
  });
  await step("analysis", () => advance(id));
  await startPreview(actor, { id });
  await step("preview", () => advance(id));
  await confirmImport(actor, { id });
  await step("booking", () => advance(id));
  process.stdout.write(`${JSON.stringify((await importById(actor, { id })).rows)}\n`);
  const again = await upload();
  await confirmImport(actor, { id: again });
  await step(AGAIN, () => advance(again));
  process.stdout.write(`${JSON.stringify((await importById(actor, { id: again })).rows)}\n`);
  peaks.push(peakMb());
  await step(PARSED, bareParsing);
  await bareInserts(id);
}

function lineOf(name: Step): Line {
  const line: Line = { what: name, unit: "rows/s", values: speed[name], higherIsBetter: true };
  const to = BESIDE[name];
  const beside = to && { ratio: { to, values: ratios(speed[name], speed[to]) } };
  const goal = { text: `≥ ${GOAL_ROWS} rows/s`, met: median(speed[name]) >= GOAL_ROWS };
  return { ...line, ...beside, ...(name === "booking" ? { goal } : {}) };
}

async function run(): Promise<void> {
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
  }
}

const of = machine();
try {
  for (let count = 0; count < options.runs; count += 1) await run();
  const processor = (what: string, values: number[]) => ({ what, unit: "ms per 1,000 rows", values });
  const lines = [
    ...STEPS.map(lineOf),
    ...STEPS.map((name) => processor(`${name}: processor, this process`, own[name])),
    ...STEPS.map((name) => processor(`${name}: processor, database`, ofDatabase[name])),
    { what: "peak memory of this process so far", unit: "MB", values: peaks },
  ];
  report({ name: "bench:import", of, facts: { rows, pictures }, lines, json: options.json });
} finally {
  await stopQueue();
  await closeDatabase();
}
