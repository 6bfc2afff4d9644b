import { existsSync, readdirSync, readFileSync } from "node:fs";
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
const withDay = (occurredAt: string): Decisions => ({ fallback: { ...OWN.fallback, occurredAt } });
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

test("rows are recognised by what the file says: another fallback date books nothing twice", async () => {
  const actor = await aStudio();
  const file = example("webui-log.csv");
  const first = await importFile(actor, file, { decisions: withDay("2026-03-05") });
  expect(first.rows).toMatchObject({ total: 3, accepted: 3, rejected: 0 });
  expect((await figures(actor)).total).toMatchObject({ jobs: 3, images: 3 });
  const again = await importFile(actor, file, { decisions: withDay("2026-04-01") });
  expect(again.rows).toMatchObject({ accepted: 0, replayed: 3 });
});

test("a log without times is refused row by row with the reason; with a fallback date only its rows are booked", async () => {
  const actor = await aStudio();
  const file = example("flat-jobs.csv");
  const first = await importFile(actor, file, { decisions: OWN });
  expect(first.rows).toMatchObject({ total: 40, accepted: 35, replayed: 0, rejected: 5 });
  expect(first.reasons).toEqual([
    expect.objectContaining({ code: "REQUIRED", field: "occurredAt", count: 5, rows: [9, 17, 25, 33, 41] }),
  ]);
  const second = await importFile(actor, file, { decisions: withDay("2026-03-31") });
  expect(second.rows).toMatchObject({ accepted: 5, replayed: 35, rejected: 0 });
});

test("a German report: comma, thousands, words, counts; unknown campaigns wait for an answer, or are refused", async () => {
  const actor = await aStudio();
  const done = await importFile(actor, example("kampagnenbericht.csv"));
  expect(done.rows).toMatchObject({ accepted: 2, rejected: 0 });
  const { total } = await figures(actor, "2026-01");
  expect(total).toMatchObject({ spend: "0.25", images: 2, approved: 2 });
  const december = await kpis(actor, kpiQuery.parse({ from: "2025-12-31", to: "2025-12-31" }));
  expect(december.total).toMatchObject({ spend: "1234.5", images: 4, approved: 2, rejected: 1 });
});

test("quotes, line breaks, sizes and ids of a generator's export; the same id saying something else is refused", async () => {
  const actor = await aStudio();
  const text = example("generation-export.csv").toString();
  expect((await importFile(actor, text)).rows).toMatchObject({ accepted: 2, rejected: 0 });
  const jobs = await db().job.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { externalId: "asc" },
  });
  expect(jobs).toMatchObject([
    {
      externalId: "gen-1",
      width: 1024,
      height: 768,
      seed: "42",
      imagesDelivered: 4,
      occurredAt: new Date("2026-03-29T00:30:00Z"),
    },
    { externalId: "gen-2", occurredAt: new Date("2026-03-29T01:30:00Z") },
  ]);
  const prompts = await db().jobPrompt.findMany({ where: { jobId: { in: jobs.map(({ id }) => id) } } });
  const promptOf = new Map(prompts.map(({ jobId, prompt }) => [jobId, prompt]));
  expect(jobs.map(({ id }) => promptOf.get(id))).toEqual(["A lamp, soft light\non two lines", 'She said "hello"']);
  const changed = await importFile(actor, text.replace(",4,0.04", ",3,0.04"));
  expect(changed.rows).toMatchObject({ accepted: 0, replayed: 1, rejected: 1 });
  expect(changed.reasons).toMatchObject([{ code: "CONFLICT", count: 1, rows: [2] }]);
});

test.each([
  [
    "UTF-16 LE with its mark",
    (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
    "utf-16le",
  ],
  [
    "UTF-16 BE with its mark",
    (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()]),
    "utf-16be",
  ],
  ["UTF-8 with its mark", (text: string) => Buffer.from(`\uFEFF${text}`), "utf-8"],
  ["Windows-1252", (text: string) => Buffer.from(text, "latin1"), "windows-1252"],
])("%s: the same four jobs, umlauts kept", async (_name, encode, encoding) => {
  const actor = await aStudio();
  const done = await importFile(actor, encode(LOG));
  expect(done).toMatchObject({
    file: { encoding },
    rows: { accepted: 4, rejected: 0 },
    mapping: { costUnit: "Währung" },
  });
});

test("a preview says what booking then does, and books nothing itself", async () => {
  const actor = await aStudio();
  await importFile(actor, LOG);
  const text = `${LOG}03.03.2026 10:00;own-gpu;Generierung;final;3;0,50;EUR
heute;own-gpu;Generierung;final;3;0,50;EUR
03.03.2026 11:00;neu-labs;Generierung;final;2;;
`;
  const id = await upload(actor, text, { decisions: { codes: { provider: { "neu-labs": { do: "create" } } } } });
  await advance(actor, id);
  expect(await importById(actor, { id })).toMatchObject({ state: "analysed", questions: { open: 0 } });
  const before = await figures(actor);
  await startPreview(actor, { id });
  await advance(actor, id);
  const { preview, state } = await importById(actor, { id });
  expect({ preview, state }).toMatchObject({
    state: "previewed",
    preview: {
      rows: 7,
      fresh: 2,
      replayed: 4,
      rejected: 1,
      images: 5,
      cost: "0.5",
      unpriced: 1,
      reasons: [{ code: "NOT_A_DATE", rows: [7] }],
    },
  });
  const { asOf: _then, ...then } = before;
  const { asOf: _now, ...now } = await figures(actor);
  expect(now).toEqual(then);

  await confirmImport(actor, { id });
  await advance(actor, id);
  expect((await importById(actor, { id })).rows).toMatchObject({ accepted: 2, replayed: 4, rejected: 1 });
});

test("unknown codes: created, mapped or left unassigned once per word; the answers are remembered for the next file", async () => {
  const actor = await aStudio();
  const text =
    "Zeitpunkt,Anbieter,Kampagne,Markt,Kanal,Stufe\n01.03.2026 09:00,own-gpu,FRUEHLING,Schland,TV,final\n02.03.2026 09:00,own-gpu,FRUEHLING,Schland,TV,final\n";
  const id = await upload(actor, text);
  await advance(actor, id);
  const asked = await importById(actor, { id });
  expect(asked.questions?.codes.map(({ list, value, rows }) => [list, value, rows])).toEqual([
    ["campaign", "FRUEHLING", 2],
    ["market", "Schland", 2],
    ["channel", "TV", 2],
  ]);
  const codes: Decisions["codes"] = {
    campaign: { FRUEHLING: { do: "create" } },
    market: { Schland: { do: "map", to: "DE" } },
    channel: { TV: { do: "unassigned" } },
  };
  expect(await decide(actor, { id, decisions: { codes } })).toMatchObject({ questions: { open: 0 } });
  await confirmImport(actor, { id });
  await advance(actor, id);
  expect((await importById(actor, { id })).rows).toMatchObject({ accepted: 2, rejected: 0 });
  const byCampaign = await kpis(
    actor,
    kpiQuery.parse({ from: "2026-03-01", to: "2026-03-31", groupBy: "campaign,market" }),
  );
  expect(byCampaign.groups).toMatchObject([{ key: { campaign: "FRUEHLING", market: "DE" }, jobs: 2 }]);

  const next = await importFile(actor, text.replaceAll("09:00", "10:00"));
  expect(next).toMatchObject({ file: { remembered: true }, rows: { accepted: 2, rejected: 0 } });
});

test("every row is booked, replayed or refused, whatever stands in the cells", async () => {
  const actor = await aStudio();
  const odd = [
    "1e400",
    "NaN",
    "-5",
    "1,5",
    "=cmd()",
    "\u0000",
    "🦊",
    '"',
    "a;b",
    "x".repeat(300),
    "01.03.2026",
    "",
    "99999999999999999999",
    "2026-03-01T10:00:00Z",
  ];
  const header = "Zeitpunkt;Anbieter;Stufe;Bilder;Kosten;Währung;Prompt;Schritte";
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  let seed = 7;
  const pick = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return odd[seed % odd.length] ?? "";
  };
  const rows = Array.from({ length: 300 }, (_, index) => {
    const good = [`0${1 + (index % 9)}.03.2026 10:00`, "own-gpu", "final", "2", "0,25", "EUR", `nr ${index}`, "30"];
    return good.map((cell, column) => quoted((index + column) % 5 === 0 ? pick() : cell)).join(";");
  });
  const done = await importFile(actor, [header, ...rows].join("\n"));
  const { total, read, accepted, replayed, rejected } = done.rows;
  expect({ state: done.state, total, read }).toEqual({ state: "done", total: 300, read: 300 });
  expect(accepted + replayed + rejected).toBe(300);
  expect(await db().job.count({ where: { importId: done.id } })).toBe(accepted);
  expect(await db().importRejection.count({ where: { importId: done.id } })).toBe(rejected);
});

test("a quotation mark that is never closed: what stands before it is booked, the rest is refused with the line", async () => {
  const actor = await aStudio();
  const done = await importFile(
    actor,
    `${LOG}"03.03.2026 10:00;own-gpu;Generierung;final;1;0,25;EUR\n04.03.2026 10:00;own-gpu;Generierung;final;1;0,25;EUR\n`,
  );
  expect(done.rows).toMatchObject({ accepted: 4, rejected: 1 });
  expect(done.reasons).toMatchObject([{ code: "UNREADABLE", rows: [6] }]);
});

test("refused rows come back as they stood in the file, formulas made harmless, with row, field and reason", async () => {
  const actor = await aStudio();
  const { id } = await importFile(actor, `${LOG}heute;=own-gpu;Generierung;final;1;0,25;EUR\n`);
  const words = {
    headers: ["Zeile", "Feld", "Grund"] as const,
    sentence: ({ code }: { code: string }) => code,
    field: (path: string) => path,
  };
  const { rows, fileName } = await rejectedFile(actor, { id }, words);
  let text = "";
  for await (const piece of rows) text += piece;
  expect(fileName).toBe("log-rejected.csv");
  expect(text).toBe(
    "\uFEFFZeitpunkt;Anbieter;Art;Stufe;Bilder;Kosten;Währung;Zeile;Feld;Grund\r\nheute;'=own-gpu;Generierung;final;1;0,25;EUR;6;occurredAt;NOT_A_DATE\r\n",
  );
});

test("a worker that dies between two batches leaves whole batches, and the next one goes on to the same result", async () => {
  const actor = await aStudio();
  const lines = Array.from(
    { length: 2_500 },
    (_, index) =>
      `2026-03-${String(1 + (index % 28)).padStart(2, "0")}T10:00:00Z,own-gpu,final,0.5,EUR,nr ${index % 1_250}`,
  );
  const text = ["Zeitpunkt,Anbieter,Stufe,Kosten,Währung,Prompt", ...lines].join("\n");
  const id = await upload(actor, text);
  await confirmImport(actor, { id });
  // Told to stop: the batch at hand is booked whole, nothing of the next one.
  const stopping = new AbortController();
  const watch = setInterval(async () => {
    if ((await importById(actor, { id })).rows.read > 0) stopping.abort(new Error("stopped"));
  }, 5);
  await expect(advanceImport({ organizationId: actor.organization.id, importId: id }, stopping.signal)).rejects.toThrow(
    "stopped",
  );
  clearInterval(watch);
  const halted = await importById(actor, { id });
  expect(halted.state).toBe("booking");
  expect([1_000, 2_000]).toContain(halted.rows.read);
  expect(await db().job.count({ where: { importId: id } })).toBe(halted.rows.accepted);
  // Two workers at once: one of them gives way.
  await Promise.all([advance(actor, id), advance(actor, id)]);
  await advance(actor, id);
  expect(await importById(actor, { id })).toMatchObject({
    state: "done",
    rows: { read: 2_500, accepted: 2_500, replayed: 0, rejected: 0 },
  });
  expect((await figures(actor)).total).toMatchObject({ jobs: 2_500, spend: "1250" });
});

test("undo while it is being booked stops it and takes everything back", async () => {
  const actor = await aStudio();
  const id = await upload(actor, LOG);
  await confirmImport(actor, { id });
  await undoImport(actor, { id });
  await advance(actor, id);
  expect(await importById(actor, { id })).toMatchObject({ state: "undone" });
  expect((await figures(actor)).total.jobs).toBe(0);
});

test("decisions from a file: approved by word and by count, nothing twice, withdrawn by undo", async () => {
  const actor = await aStudio();
  await importFile(actor, example("generation-export.csv"));
  const text =
    "Auftragsnummer;Bild;Entscheidung;Grund\ngen-1;1;freigegeben;\ngen-1;2;abgelehnt;unscharf\ngen-9;1;freigegeben;\ngen-2;;offen;\n";
  const done = await importFile(actor, text, { kind: "reviews" });
  expect(done.rows).toMatchObject({ accepted: 2, rejected: 2 });
  expect(done.reasons.map(({ code }) => code).sort()).toEqual(["NOTHING_DECIDED", "UNKNOWN_JOB"]);
  expect((await figures(actor)).total).toMatchObject({ approved: 1, rejected: 1 });
  expect((await importFile(actor, text, { kind: "reviews" })).rows).toMatchObject({ accepted: 0, replayed: 2 });
  await undo(actor, done.id);
  expect((await figures(actor)).total).toMatchObject({ approved: 0, rejected: 0 });
});

test("campaigns from a file with their cost centres; another name for a known code is refused; undo archives them", async () => {
  const actor = await aStudio();
  const text =
    "Code;Name;Kostenstelle;Von;Bis\nFR26;Frühling;BRAND-A;01.03.2026;31.05.2026\nSO26;Sommer;BRAND-A;01.06.2026;31.08.2026\n";
  const given: Given = { kind: "campaigns", decisions: { codes: { costCenter: { "BRAND-A": { do: "create" } } } } };
  const first = await importFile(actor, text, given);
  expect(first.rows).toMatchObject({ accepted: 2, rejected: 0 });
  expect((await importFile(actor, text, given)).rows).toMatchObject({ accepted: 0, replayed: 2 });
  const renamed = await importFile(actor, text.replace("Sommer", "Hochsommer"), given);
  expect(renamed.rows).toMatchObject({ accepted: 0, replayed: 1, rejected: 1 });
  await undo(actor, first.id);
  expect(
    await db().campaign.count({ where: { organizationId: actor.organization.id, archivedAt: { not: null } } }),
  ).toBe(2);
  expect((await importFile(actor, text, given)).rows).toMatchObject({ accepted: 2 });
});

test("another organization's import is not there, and neither is a colleague's for who sees only their own", async () => {
  const actor = await aStudio();
  const { id } = await importFile(actor, LOG);
  const stranger = await aStudio();
  const colleague = await aMember(actor, "logger");
  for (const other of [stranger, colleague]) {
    for (const ask of [importById, confirmImport, undoImport, cancelImport, startPreview, decide])
      await expect(ask(other, { id })).rejects.toMatchObject({ code: "not_found" });
    expect((await importPage(other, { limit: 50 })).data).toEqual([]);
  }
  expect((await importPage(await aMember(actor, "controller"), { limit: 50 })).data).toHaveLength(1);
});

test("who may not log jobs may not import them; who may not keep lists cannot create codes by a file", async () => {
  const actor = await aStudio();
  await expect(upload(await aMember(actor, "viewer"), LOG)).rejects.toMatchObject({ code: "forbidden" });
  const logger = await aMember(actor, "logger");
  await expect(upload(logger, "code;name\nA;B\n", { kind: "campaigns" })).rejects.toMatchObject({ code: "forbidden" });
  const id = await upload(logger, LOG);
  const codes: Decisions["codes"] = { campaign: { NEW: { do: "create" } } };
  await expect(confirmImport(logger, { id, decisions: { codes } })).rejects.toMatchObject({ code: "forbidden" });
});

test("wrong uploads leave nothing behind", async () => {
  const actor = await aStudio();
  await expect(upload(actor, "")).rejects.toMatchObject({ code: "invalid_input" });
  await expect(upload(actor, LOG, { mapping: { nonsense: "Kosten" } })).rejects.toMatchObject({
    errors: [{ path: "mapping.nonsense", code: "UNKNOWN_FIELD" }],
  });
  await expect(upload(actor, LOG, { kind: "pictures" as ImportKind })).rejects.toMatchObject({
    errors: [{ path: "kind" }],
  });
  expect(await db().import.count({ where: { organizationId: actor.organization.id } })).toBe(0);
  const header = await upload(actor, "Zeitpunkt;Anbieter\n");
  await advance(actor, header);
  expect(await importById(actor, { id: header })).toMatchObject({ state: "failed", problem: "NO_ROWS" });
});

test("cancelled before booking: nothing is booked, the file is gone", async () => {
  const actor = await aStudio();
  const id = await upload(actor, LOG);
  expect(await cancelImport(actor, { id })).toMatchObject({ state: "cancelled" });
  await advance(actor, id);
  expect(await db().importChunk.count({ where: { importId: id } })).toBe(0);
  await expect(confirmImport(actor, { id })).rejects.toMatchObject({ code: "conflict" });
});

const SHARED = "../shared/data";

test.runIf(existsSync(`${SHARED}/open-prompts/jobs_flat.csv`))(
  "600 real jobs as they are: 57 lack a time; with a fallback date all are booked, once",
  async () => {
    const actor = await aStudio();
    const file = readFileSync(`${SHARED}/open-prompts/jobs_flat.csv`);
    expect((await importFile(actor, file, { decisions: OWN })).rows).toMatchObject({
      total: 600,
      accepted: 543,
      rejected: 57,
    });
    const rest = await importFile(actor, file, { decisions: withDay("2022-08-31") });
    expect(rest.rows).toMatchObject({ accepted: 57, replayed: 543, rejected: 0 });
    const { total } = await figures(actor, "2022-08");
    const sum = await db().job.aggregate({
      where: { organizationId: actor.organization.id },
      _sum: { imagesDelivered: true },
    });
    expect(total).toMatchObject({ jobs: 600, images: sum._sum.imagesDelivered });
  },
);

test.runIf(existsSync(`${SHARED}/a1111-logs`))(
  "real logs without times, provider and costs: two identical rows are two jobs",
  async () => {
    const actor = await aStudio();
    const counts = readdirSync(`${SHARED}/a1111-logs`)
      .filter((name) => name.endsWith(".csv"))
      .sort();
    const accepted: number[] = [];
    for (const name of counts)
      accepted.push(
        (await importFile(actor, readFileSync(`${SHARED}/a1111-logs/${name}`), { decisions: withDay("2026-03-02") }))
          .rows.accepted,
      );
    expect(accepted).toEqual([3, 1]);
  },
);
