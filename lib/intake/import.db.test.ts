import { existsSync, readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { addStarterLists } from "@/lib/dimensions/service";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { closeDatabase, db, transaction } from "@/lib/server/db";
import { stopQueue } from "@/lib/server/queue";
import { aMember, anOrganization } from "@/lib/testing/make";
import type { Decisions, ImportDetail, ImportKind, Mapping } from "./schema";
import { cancelImport, confirmImport, decide, importById, importPage, startPreview, undoImport } from "./service";
import { advanceImport } from "./service/advance";
import { rejectedFile } from "./service/rejected";
import { uploadImport } from "./service/upload";

afterAll(async () => {
  await stopQueue();
  await closeDatabase();
});

const NEVER = new AbortController().signal;

async function aStudio(): Promise<Actor> {
  const actor = await anOrganization();
  await transaction((tx) => addStarterLists(tx, actor));
  return actor;
}

const advance = (actor: Actor, importId: string) =>
  advanceImport({ organizationId: actor.organization.id, importId }, NEVER);

type Given = { kind?: ImportKind; mapping?: Mapping; decisions?: Decisions };

async function upload(
  actor: Actor,
  content: string | Uint8Array,
  { kind = "jobs", ...json }: Given = {},
): Promise<string> {
  async function* bytes() {
    yield typeof content === "string" ? Buffer.from(content) : content;
  }
  const texts = Object.entries(json).map(([name, value]) => [name, JSON.stringify(value)]);
  const { id } = await uploadImport(actor, {
    fileName: "log.csv",
    bytes: bytes(),
    fields: () => ({ kind, ...Object.fromEntries(texts) }),
  });
  return id;
}

/** Upload → confirm, as a script does; then what a worker does. */
async function importFile(actor: Actor, content: string | Uint8Array, given: Given = {}): Promise<ImportDetail> {
  const id = await upload(actor, content, given);
  await confirmImport(actor, { id });
  await advance(actor, id);
  return importById(actor, { id });
}

async function undo(actor: Actor, id: string): Promise<ImportDetail> {
  await undoImport(actor, { id });
  await advance(actor, id);
  return importById(actor, { id });
}

const figures = async (actor: Actor, month = "2026-03") =>
  kpis(actor, kpiQuery.parse({ from: `${month}-01`, to: `${month}-31`, groupBy: "provider" }));

const OWN: Decisions = { fallback: { provider: "own-gpu", kind: "generation", stage: "draft" } };
const example = (name: string) => readFileSync(new URL(`./examples/${name}`, import.meta.url));

const LOG = `Zeitpunkt;Anbieter;Art;Stufe;Bilder;Kosten;Währung
01.03.2026 09:00;own-gpu;Generierung;Entwurf;4;1,50;EUR
01.03.2026 09:05;own-gpu;Generierung;Entwurf;4;1,50;EUR
01.03.2026 09:05;own-gpu;Generierung;Entwurf;4;1,50;EUR
02.03.2026 10:00;own-gpu;Generierung;final;1;0,25;EUR
`;

test("4 rows, two of them identical: 4 jobs for 4.75 €; the same file again books 0; a grown file books the new row", async () => {
  const actor = await aStudio();
  const first = await importFile(actor, LOG);
  expect(first).toMatchObject({ state: "done", rows: { total: 4, read: 4, accepted: 4, replayed: 0, rejected: 0 } });
  expect((await figures(actor)).total).toMatchObject({ spend: "4.75", images: 13, jobs: 4 });

  expect((await importFile(actor, LOG)).rows).toMatchObject({ accepted: 0, replayed: 4 });
  const grown = `${LOG}01.03.2026 09:05;own-gpu;Generierung;Entwurf;4;1,50;EUR\n`;
  expect((await importFile(actor, grown)).rows).toMatchObject({ accepted: 1, replayed: 4 });
  expect((await figures(actor)).total).toMatchObject({ spend: "6.25", jobs: 5 });
});

test("undo returns every figure to what it was, to the last digit; then the file can be imported again", async () => {
  const actor = await aStudio();
  await importFile(actor, LOG.replaceAll("1,50", "0,333333"));
  const before = await figures(actor);
  const { id } = await importFile(actor, LOG);
  expect((await figures(actor)).total).not.toEqual(before.total);
  expect(await undo(actor, id)).toMatchObject({ state: "undone" });
  const { asOf: _before, ...then } = before;
  const { asOf: _after, ...now } = await figures(actor);
  expect(now).toEqual(then);
  expect((await importFile(actor, LOG)).rows).toMatchObject({ accepted: 3, replayed: 1 });
});

test("real", async () => {
  const actor = await aStudio();
  const r = await importFile(actor, readFileSync("../shared/data/open-prompts/jobs_flat.csv"), { decisions: OWN });
  console.log(JSON.stringify({ ...r, file: undefined }, null, 1));
});
