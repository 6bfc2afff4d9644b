import pg from "pg";
import { afterEach, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { creditFunctions } from "@/lib/credits/service";
import { bookingLists } from "@/lib/dimensions/service";
import { priceBook } from "@/lib/prices/service";
import { pool, transaction } from "@/lib/server/db";
import { aCatalogue, aJob, anOrganization } from "@/lib/testing/make";
import { bookJobs } from "./service";
import { bookingContext } from "./service/context";
import { logJob } from "./service/log";
import { bookingSettings } from "./store/lookup";

// A process keeps what jobs are booked by and asks only for its version: whatever is read for it must make another one.

const { query } = pg.Client.prototype;
afterEach(() => {
  pg.Client.prototype.query = query;
});

/** Texts of the statements that go to the database meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  pg.Client.prototype.query = function heard(this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text: string }];
    texts.push(typeof asked === "string" ? asked : asked.text);
    return Reflect.apply(query, this, args);
  } as typeof query;
  await work();
  pg.Client.prototype.query = query;
  return texts;
}

const read = (actor: Actor) =>
  transaction(async (tx) => {
    await bookingSettings(tx, actor.organization.id);
    await bookingLists(tx, actor.organization.id);
    await priceBook(tx, actor.organization.id);
    await creditFunctions(tx, actor.organization.id);
  });

async function versionOf(actor: Actor): Promise<string> {
  const { rows } = await pool().query("SELECT version FROM booking_version WHERE organization_id = $1", [
    actor.organization.id,
  ]);
  return rows[0].version;
}

test("every table that is read to book by makes another version when one of its rows comes, changes or goes", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const texts = (await statementsOf(() => read(actor))).join("\n");
  const tables = new Set([...texts.matchAll(/\b(?:FROM|JOIN) (?:"public"\.)?"?([a-z_]+)"?/g)].map(([, name]) => name));
  expect(tables.size).toBeGreaterThan(10);
  const { rows } = await pool().query<{ name: string; events: number }>(`
    SELECT c.relname AS name, bit_or(t.tgtype & 28)::int AS events FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname LIKE 'booking_version_%' AND t.tgenabled = 'O' GROUP BY 1`);
  const [INSERTED, DELETED, CHANGED] = [4, 8, 16];
  const events = new Map(rows.map((row) => [row.name, row.events]));
  for (const table of tables)
    expect([table, events.get(table ?? "")]).toEqual([
      table,
      table === "organization" ? INSERTED + CHANGED : INSERTED + DELETED + CHANGED,
    ]);
});

test("another price, campaign or setting is booked by from the next job on, and what is rolled back never", async () => {
  const actor = await anOrganization();
  const { campaignId } = await aCatalogue(actor);
  const book = async (code: string) => (await bookJobs(actor, [{ input: aJob({ campaign: code }) }], "api")).results[0];
  expect(await book("NEW")).toHaveProperty("errors");
  const before = await versionOf(actor);
  await expect(
    transaction(async (tx) => {
      await tx.$executeRaw`UPDATE campaign SET code = 'NEW' WHERE id = ${campaignId}::uuid`;
      expect(await book("NEW")).toHaveProperty("state", "accepted");
      throw new Error("No, not so");
    }),
  ).rejects.toThrow("No, not so");
  expect(await versionOf(actor)).toBe(before);
  expect(await book("NEW")).toHaveProperty("errors");
  await pool().query("UPDATE campaign SET code = 'NEW' WHERE id = $1", [campaignId]);
  expect(await book("NEW")).toHaveProperty("state", "accepted");
  await pool().query("UPDATE price SET amount = 2 WHERE organization_id = $1", [actor.organization.id]);
  await pool().query("UPDATE organization SET store_prompts = false WHERE id = $1", [actor.organization.id]);
  await transaction(async (tx) => {
    const { book: prices, storePrompts } = await bookingContext(tx, actor);
    expect(prices.prices.map(({ amount }) => amount)).toEqual(["2"]);
    expect(storePrompts).toBe(false);
  });
});

test("a single job with an id takes 11 ways to the database, however many lists and prices there are", async () => {
  const actor = await anOrganization();
  await aCatalogue(actor);
  const one = (id: string) => logJob(actor, aJob({ externalId: id, prompt: "a", seed: id }));
  await one("1");
  expect(await statementsOf(() => one("2"))).toHaveLength(11);
});
