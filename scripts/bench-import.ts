// npm run bench:import -- [rows] [pictures per row, 4]: imports a made-up log into an organization of its own,
// which is deleted afterwards, and prints rows per second and peak memory of every step.
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { deleteOrganization, foundOrganization } from "@/lib/founding/service";
import { confirmImport, importById, startPreview } from "@/lib/intake/service";
import { advanceImport } from "@/lib/intake/service/advance";
import { uploadImport } from "@/lib/intake/service/upload";
import { closeDatabase } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";

const rows = Number(process.argv[2] ?? 100_000);
const pictures = Number(process.argv[3] ?? 4);
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

const peak = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB peak`;

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  // On a busy machine the processor's own time says more than the clock.
  const own = `${((user + system) / 1e6).toFixed(1)} s of this process`;
  process.stdout.write(`${name}: ${seconds.toFixed(1)} s (${own}), ${Math.round(rows / seconds)} rows/s, ${peak()}\n`);
}

async function bench(actor: Actor): Promise<void> {
  const decisions = JSON.stringify({ others: "create" });
  const advance = (importId: string) =>
    advanceImport({ organizationId: actor.organization.id, importId }, new AbortController().signal);
  const upload = async () =>
    (await uploadImport(actor, { fileName: "bench.csv", bytes: file(), fields: () => ({ kind: "jobs", decisions }) }))
      .id;

  process.stdout.write(`${rows} rows, ${peak()} before\n`);
  let id = "";
  await timed("upload", async () => {
    id = await upload();
  });
  await timed("analysis", () => advance(id));
  await startPreview(actor, { id });
  await timed("preview", () => advance(id));
  await confirmImport(actor, { id });
  await timed("booking", () => advance(id));
  process.stdout.write(`${JSON.stringify((await importById(actor, { id })).rows)}\n`);
  const again = await upload();
  await confirmImport(actor, { id: again });
  await timed("the same file again", () => advance(again));
  process.stdout.write(`${JSON.stringify((await importById(actor, { id: again })).rows)}\n`);
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
