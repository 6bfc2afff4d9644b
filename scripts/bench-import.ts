// npm run bench:import -- [rows] [pictures per row, 4] [--runs n] [--json file]: imports a made-up log into organizations of
// their own, which are deleted afterwards: rows per second and the processor's own time of every step, and peak memory.
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import { confirmImport, importById, startPreview } from "@/lib/intake/service";
import { advanceImport } from "@/lib/intake/service/advance";
import { uploadImport } from "@/lib/intake/service/upload";
import { closeDatabase } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { databaseProcessor, ownProcessor } from "./bench/processor";
import { benchOptions, machine, report } from "./bench/report.mjs";

const options = benchOptions({}, 1);
const rows = Number(options.positionals[0] ?? 100_000);
const pictures = Number(options.positionals[1] ?? 4);
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

const STEPS = ["upload", "analysis", "preview", "booking", "the same file again"] as const;
type Step = (typeof STEPS)[number];
const perStep = (): Record<Step, number[]> => ({
  ...{ upload: [], analysis: [], preview: [], booking: [] },
  "the same file again": [],
});
const [speed, own, ofDatabase] = [perStep(), perStep(), perStep()];
const peaks: number[] = [];

async function step(name: Step, work: () => Promise<unknown>): Promise<void> {
  const before = { database: await databaseProcessor(), own: ownProcessor(), clock: performance.now() };
  await work();
  speed[name].push((rows / (performance.now() - before.clock)) * 1000);
  own[name].push(((ownProcessor() - before.own) / rows) * 1000);
  ofDatabase[name].push((((await databaseProcessor()) - before.database) / rows) * 1000);
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
  await step("the same file again", () => advance(again));
  process.stdout.write(`${JSON.stringify((await importById(actor, { id: again })).rows)}\n`);
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
    peaks.push(peakMb());
  } finally {
    await deleteOrganization(organization.slug);
  }
}

const of = machine();
try {
  for (let count = 0; count < options.runs; count += 1) await run();
  const processor = (what: string, values: number[]) => ({ what, unit: "ms per 1,000 rows", values });
  const lines = [
    ...STEPS.map((name) => ({ what: name, unit: "rows/s", values: speed[name], higherIsBetter: true })),
    ...STEPS.map((name) => processor(`${name}: processor, this process`, own[name])),
    ...STEPS.map((name) => processor(`${name}: processor, database`, ofDatabase[name])),
    { what: "peak memory of this process so far", unit: "MB", values: peaks },
  ];
  report({ name: "bench:import", of, facts: { rows, pictures }, lines, json: options.json });
} finally {
  await stopQueue();
  await closeDatabase();
}
