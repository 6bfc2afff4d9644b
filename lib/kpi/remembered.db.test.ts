import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { logJob } from "@/lib/jobs/service/log";
import { pool } from "@/lib/server/db";
import { freshSums } from "@/lib/testing/fresh-sums";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { kpiQuery } from "./schema";
import { kpis } from "./service";
import { biggestMovers } from "./service/insight";

// Sums that were added up are remembered under a version; nobody may ever be told what is not so any more.

const NOW = new Date("2026-12-24T12:00:00Z");
const RANGE = { from: "2026-02-01", to: "2026-04-30" };
const DIMENSIONS = [
  "costCenter",
  "campaign",
  "market",
  "channel",
  "provider",
  "wallet",
  "model",
  "assetType",
  "source",
];

const { query } = pg.Client.prototype;
afterEach(() => {
  pg.Client.prototype.query = query;
});

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  pg.Client.prototype.query = function heard(this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    texts.push(typeof first === "string" ? first : first.text);
    return Reflect.apply(query, this, args);
  } as typeof query;
  await work();
  pg.Client.prototype.query = query;
  return texts;
}

const asked = (more: Record<string, string> = {}) => kpiQuery.parse({ ...RANGE, interval: "month", ...more });

async function aPlace() {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const book = (day: string) => logJob(actor, aJob({ occurredAt: `2026-03-${day}T12:00:00Z`, imagesRequested: 2 }));
  await book("02");
  await freshSums(actor.organization.id);
  return { actor, book, id: actor.organization.id };
}

test("asked again, one statement says that nothing has changed, for all that is asked in one breath", async () => {
  const { actor } = await aPlace();
  const ask = () =>
    Promise.all([
      kpis(actor, asked(), NOW),
      kpis(actor, asked({ groupBy: "campaign" }), NOW),
      biggestMovers(
        actor,
        { from: "2026-03-01", to: "2026-03-31", by: ["campaign", "market"], limit: 5, filter: {} },
        NOW,
      ),
    ]);
  const first = await ask();
  let again: unknown = null;
  const statements = await statementsOf(async () => {
    again = await ask();
  });
  expect(again).toEqual(first);
  expect(statements).toHaveLength(1);
});

test("a job, a decision, another name, a merge and sums made anew are known to the next question", async () => {
  const { actor, book, id } = await aPlace();
  const ask = () => kpis(actor, asked({ groupBy: "campaign" }), NOW);
  const before = await ask();
  expect(before.total.jobs).toBe(1);
  await book("03");
  expect((await ask()).total.jobs).toBe(2);
  await freshSums(id);
  expect((await ask()).total.jobs).toBe(2);
  await pool().query("UPDATE asset SET state = 'approved', decided_at = now() WHERE organization_id = $1", [id]);
  await pool().query("UPDATE job SET approved = 1 WHERE organization_id = $1", [id]);
  expect((await ask()).total.approved).toBe(2);
  await pool().query("UPDATE campaign SET name = 'Another name' WHERE organization_id = $1", [id]);
  expect((await ask()).groups[0]?.name?.campaign).toBe("Another name");
  await freshSums(id);
  await pool().query("UPDATE kpi_sum SET jobs = jobs + 1 WHERE organization_id = $1", [id]);
  expect((await ask()).total.jobs).not.toBe(2);
});

test("what is remembered for one asker is nobody else's", async () => {
  const { actor } = await aPlace();
  expect((await kpis(actor, asked(), NOW)).total.jobs).toBe(1);
  const limited = { ...actor, costCenterIds: [] };
  const answer = await kpis(limited, asked(), NOW);
  expect([answer.total.jobs, answer.limitedTo]).toEqual([0, []]);
  expect((await kpis(actor, asked(), NOW)).limitedTo).toBeNull();
});

test("every table that is read for what is remembered makes another version, or leaves a mark", async () => {
  const { actor, book } = await aPlace();
  await book("04");
  const texts = await statementsOf(async () => {
    for (const groupBy of DIMENSIONS) await kpis(actor, asked({ groupBy }), NOW);
    const filter = { campaign: "SPRING26", kind: "generation" };
    await kpis({ ...actor, costCenterIds: [] }, asked({ groupBy: "stage", ...filter }), NOW);
  });
  const tables = new Set(
    texts.flatMap((text) => [...text.matchAll(/\b(?:FROM|JOIN) "?([a-z_]+)"?/g)].map(([, name]) => name)),
  );
  const { rows } = await pool().query<{ name: string }>(`
    SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgenabled = 'O' AND (t.tgname LIKE 'booking_version_%' OR t.tgname LIKE 'kpi_version_%' OR t.tgname LIKE 'kpi_stale_%')`);
  const guarded = new Set(rows.map(({ name }) => name));
  const real = await pool().query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relkind = 'r'");
  const read = real.rows.map(({ name }) => name).filter((name) => tables.has(name));
  expect(read.length).toBeGreaterThan(9);
  const versions = ["kpi_version", "booking_version"];
  expect(read.filter((name) => !guarded.has(name) && !versions.includes(name))).toEqual([]);
});
