import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchpad } from "../launchpad";
import { removePostgres, startPostgres } from "../postgres.mjs";
import { place, postgresPackage } from "../postgres-place.mjs";
import { type Gate, openGate } from "./gate";
import { aHome, type Ground, given, ground, portOf, rows, through } from "./ground";

// A real streaming replica answers for figures, and never one write too few: whatever happens to it, the next question
// after a write knows that write.
const ROUNDS = 8;
const home = aHome();
const [first, second] = [join(home, "primary"), join(home, "replica")];
const pad = launchpad();

type Server = Awaited<ReturnType<typeof startPostgres>>;
let primary: Ground;
let replica: Server;
let gate: Gate;
let origin: string;
let booked = 0;

const startReplica = () =>
  startPostgres({
    home: second,
    settings: {
      log_statement: "all",
      primary_conninfo: `host=127.0.0.1 port=${portOf(primary.server)} user=app password=${new URL(primary.server.url()).password}`,
    },
  });

beforeAll(async () => {
  primary = await ground(first);
  await primary.server.stop();
  const spot = await postgresPackage();
  mkdirSync(second);
  const [from, to] = [first, second].map((folder) => join(place(spot, folder).home, "data"));
  execFileSync("cp", ["-a", from ?? "", to ?? ""]);
  writeFileSync(join(to ?? "", "standby.signal"), "");
  await primary.restart();
  replica = await startReplica();
  gate = await openGate(portOf(replica));
}, 120_000);
afterAll(async () => {
  for (const open of [gate, primary?.gate]) await open?.close();
  await replica?.stop();
  await primary?.server.stop();
  for (const folder of [first, second]) await removePostgres(folder);
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** Questions about figures that have reached the replica so far. */
async function answeredByReplica(): Promise<number> {
  const { home: folder } = place(await postgresPackage(), second);
  return readFileSync(join(folder, "postgres.log"), "utf8").split("FROM kpi_stale").length - 1;
}

/** Books a job and asks at once how many there are, again and again. */
async function everyWriteIsRead(): Promise<void> {
  const headers = { authorization: `Bearer ${primary.apiKey}`, "content-type": "application/json" };
  for (let round = 0; round < ROUNDS; round += 1) {
    const job = { occurredAt: "2026-03-02T12:00:00Z", provider: "own-gpu", kind: "generation", stage: "draft" };
    const body = JSON.stringify({ ...job, imagesRequested: 1, cost: { amount: "0.001", unit: "EUR" } });
    const answer = await fetch(`${origin}/api/v1/jobs`, { method: "POST", headers, body });
    expect(answer.status).toBe(201);
    booked += 1;
    const figures = await fetch(`${origin}/api/v1/kpis?from=2026-03-01&to=2026-03-31&interval=day`, { headers });
    const { total } = await figures.json();
    expect(total.jobs).toBe(booked);
  }
}

const isAsked = async () => {
  const before = await answeredByReplica();
  await everyWriteIsRead();
  return (await answeredByReplica()) > before;
};
const onReplica = (sql: string) => rows(replica.url("pixelledger"), sql);

test("a question after a write knows it: with the replica at hand, behind, out of reach, killed and back", async () => {
  const settings = { DATABASE_REPLICA_URL: through(replica, gate.port), LOG_LEVEL: "error" };
  const launched = await pad.ready({ ...given(primary.url), ...settings });
  origin = `http://localhost:${launched.port}`;
  const comesBack = () => vi.waitUntil(isAsked, { timeout: 60_000, interval: 500 });

  await comesBack();
  await onReplica("SELECT pg_wal_replay_pause()");
  expect(await isAsked()).toBe(false);
  await onReplica("SELECT pg_wal_replay_resume()");
  await comesBack();

  for (const how of ["silent", "refused"] as const) {
    gate.cut(how);
    expect(await isAsked()).toBe(false);
    gate.mend();
    await comesBack();
  }

  process.kill(replica.identity.pid, "SIGKILL");
  await everyWriteIsRead();
  replica = await startReplica();
  gate.lead(portOf(replica));
  await comesBack();
});
