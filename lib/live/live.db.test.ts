import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { bookJobs } from "@/lib/jobs/service";
import { logJob } from "@/lib/jobs/service/log";
import { pool } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { aCatalogue, aJob, aMember, anOrganization } from "@/lib/testing/make";
import type { LiveTopic } from "./rules";
import { closeLive, follow } from "./service";

let actor: Actor;
beforeAll(async () => {
  actor = await anOrganization();
  await aCatalogue(actor);
});
afterAll(closeLive);

/** What a follower is told, once as many messages as wanted are there. */
function heard() {
  const messages: (readonly LiveTopic[])[] = [];
  const isEnded = { current: false };
  const listener = {
    tell: (topics: readonly LiveTopic[]) => messages.push(topics),
    end: () => (isEnded.current = true),
  };
  const until = (topic: LiveTopic) => expect.poll(() => messages.flat(), { timeout: 5_000 }).toContain(topic);
  return { listener, messages, isEnded, until };
}

test("a job that is logged is told to those of its organization, and to nobody else", async () => {
  const stranger = await anOrganization();
  const [own, other] = [heard(), heard()];
  const stops = [await follow(actor, own.listener), await follow(stranger, other.listener)];
  await logJob(actor, aJob());
  await own.until("jobs");
  await own.until("ledger");
  expect(other.messages).toEqual([]);
  for (const stop of stops) stop();
});

/** What the database says of the organization from now on, in the order in which transactions end. */
async function saidFromNowOn() {
  const client = new pg.Client({ connectionString: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL });
  await client.connect();
  const said: string[] = [];
  client.on("notification", ({ payload }) => {
    const { organizationId, topic } = JSON.parse(payload ?? "{}");
    if (organizationId === actor.organization.id) said.push(topic);
  });
  await client.query("LISTEN pixelledger_changes");
  return { said, stop: () => client.end() };
}

test("a batch of 200 jobs says each topic once", async () => {
  const { said, stop } = await saidFromNowOn();
  await bookJobs(
    actor,
    Array.from({ length: 200 }, () => ({ input: aJob() })),
    "api",
  );
  await expect.poll(() => said).toContain("jobs");
  expect(said.filter((topic) => topic === "jobs")).toHaveLength(1);
  expect(said.filter((topic) => topic === "ledger")).toHaveLength(1);
  await stop();
});

test("a refused transaction says nothing", async () => {
  const { said, stop } = await saidFromNowOn();
  const client = await pool().connect();
  await client.query("BEGIN");
  await client.query("UPDATE job SET revision = revision WHERE organization_id = $1", [actor.organization.id]);
  await client.query("ROLLBACK");
  client.release();
  await pool().query("UPDATE market SET name = name WHERE organization_id = $1", [actor.organization.id]);
  await expect.poll(() => said).toContain("lists");
  expect(said).toEqual(["lists"]);
  await stop();
});

test("after the connection was lost everything is asked for, and changes are told again", async () => {
  const own = heard();
  const stop = await follow(actor, own.listener);
  await pool().query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN pixelledger%' AND datname = current_database() AND pid <> pg_backend_pid()",
  );
  await own.until("imports");
  own.messages.length = 0;
  await logJob(actor, aJob());
  await own.until("jobs");
  stop();
});

test("one person follows in at most twelve windows; closing ends all of them", async () => {
  const busy = await aMember(actor, "viewer");
  const windows = Array.from({ length: 12 }, heard);
  for (const { listener } of windows) await follow(busy, listener);
  await expect(follow(busy, heard().listener)).rejects.toMatchObject({ code: "too_many_requests" });
  await closeLive();
  expect(windows.every(({ isEnded }) => isEnded.current)).toBe(true);
});
