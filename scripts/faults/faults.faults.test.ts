import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort, type Launched, launchpad } from "../launchpad";
import { removePostgres } from "../postgres.mjs";
import { aHome, type Ground, given, ground, portOf, rows, through, verifySums, works } from "./ground";
import { BATCH, drive, type Load } from "./load";
import { watchReadiness } from "./readiness";
import { type Finding, note, printFindings } from "./report";

// The real server, a real Postgres and a way between them that can be cut. Each test drives load, breaks something, and
// proves afterwards: every acknowledged job is there exactly once, nothing else is there by half, money adds up, and so do
// the sums that figures are read from.
const HELD_MS = 3_000;
const isRoot = process.getuid?.() === 0;
const hasPooler = works("pgbouncer", ["--version"]);
const canMount = isRoot && works("mount", ["--version"]);

const home = aHome();
const [one, two] = [launchpad(), launchpad()];

let main: Ground;
beforeAll(async () => {
  main = await ground(join(home, "main"));
}, 120_000);
afterAll(async () => {
  await main?.gate.close();
  await main?.server.stop();
  await removePostgres(join(home, "main"));
  rmSync(home, { recursive: true, force: true });
  printFindings();
}, 60_000);

let said = () => "";
async function serve(url: string, pad = one, over: Record<string, string> = {}): Promise<Launched> {
  const launched = await pad.ready({ ...given(url), LOG_LEVEL: "error", ...over });
  said = launched.said;
  return launched;
}
const originOf = ({ port }: Launched) => `http://localhost:${port}`;

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  return answer?.status === 200;
}

/** From now until the server says it is ready and a batch is acknowledged. */
async function recovery(load: Load, origin: () => string): Promise<number> {
  const since = Date.now();
  const isBack = async () => load.lastAt > since && (await isReady(origin()));
  await vi.waitUntil(isBack, { timeout: 60_000, interval: 50 });
  return Date.now() - since;
}

type Booked = { key: string; jobs: number; distinct: number; ledger: number; pictures: number; spend: string };

/** Straight from the database: what is there of each batch that was ever sent. */
async function booked(url: string, name: string): Promise<Map<string, Booked>> {
  const found = await rows<Booked>(
    url,
    `SELECT split_part(j.external_id, '.', 1) AS key, count(*)::int AS jobs, count(DISTINCT j.external_id)::int AS distinct,
            sum((SELECT count(*) FROM ledger_entry l WHERE (l.organization_id, l.job_id) = (j.organization_id, j.id)))::int AS ledger,
            sum((SELECT count(*) FROM asset a WHERE (a.organization_id, a.job_id) = (j.organization_id, j.id)))::int AS pictures,
            sum((SELECT sum(l.amount) FROM ledger_entry l WHERE (l.organization_id, l.job_id) = (j.organization_id, j.id)))::float8::text AS spend
       FROM job j WHERE j.external_id LIKE $1 GROUP BY 1`,
    [`${name}-%`],
  );
  return new Map(found.map((row) => [row.key, row]));
}

const WHOLE = { jobs: BATCH, distinct: BATCH, ledger: BATCH, pictures: 2 * BATCH, spend: String(BATCH / 1000) };

/** The proof after a fault, while the server still runs. */
async function prove(name: string, place: Ground, load: Load, more: Partial<Finding>): Promise<void> {
  await load.stop();
  const there = await booked(place.server.url("pixelledger"), name);
  const lost = [...load.acknowledged].filter((key) => !there.has(key));
  const twice = [...there.values()].filter(({ jobs, distinct }) => jobs > BATCH || jobs > distinct);
  const torn = [...there.values()].filter((row) => !isWhole(row) && !twice.includes(row));
  const foreign = [...there.keys()].filter((key) => !load.sent.has(key));
  note({
    fault: name,
    acknowledged: load.acknowledged.size * BATCH,
    perSecond: (load.acknowledged.size * BATCH) / load.seconds(),
    lost: lost.length * BATCH,
    twice: twice.length,
    torn: torn.length,
    answers: Object.fromEntries(load.answers),
    ...more,
  });
  expect({ lost, twice, torn, foreign }, name).toEqual({ lost: [], twice: [], torn: [], foreign: [] });
  // Whoever is refused is told to come again, never that the product is broken.
  expect(load.answers.get("500"), `${name}: ${said()}`).toBeUndefined();
  expect(load.acknowledged.size, "acknowledged batches").toBeGreaterThan(0);
  await verifySums({ url: place.server.url("pixelledger"), slug: place.slug });
}

const isWhole = (row: Booked) => Object.entries(WHOLE).every(([field, value]) => row[field as keyof Booked] === value);

test("the server is killed in mid-batch three times", async () => {
  let launched = await serve(main.url);
  const origin = () => originOf(launched);
  const load = drive("server", () => ({ origin: origin(), apiKey: main.apiKey }));
  const recoveries: number[] = [];
  for (let round = 1; round <= 3; round += 1) {
    await pause(HELD_MS);
    process.kill(one.noted().children[0]?.pid ?? 0, "SIGKILL");
    await launched.ended;
    // A supervisor (systemd, a container's restart) does this.
    launched = await serve(main.url);
    recoveries.push(await recovery(load, origin));
  }
  await prove("server", main, load, { faults: 3, recoveries });
});

test("Postgres is killed twice and comes back; readiness says so, the server stays", async () => {
  const launched = await serve(main.url);
  const origin = () => originOf(launched);
  const load = drive("postgres", () => ({ origin: origin(), apiKey: main.apiKey }));
  const watch = watchReadiness(origin);
  const recoveries: number[] = [];
  for (let round = 1; round <= 2; round += 1) {
    await pause(HELD_MS);
    process.kill(main.server.identity.pid, "SIGKILL");
    await watch.broken(() => pause(2_000));
    await main.restart();
    recoveries.push(await recovery(load, origin));
  }
  expect(launched.child.exitCode).toBeNull();
  await prove("postgres", main, load, { faults: 2, recoveries, readiness: await watch.stop() });
});

for (const how of ["silent", "refused"] as const)
  test(`the network to the database is cut for eight seconds (${how}); readiness says so`, async () => {
    const launched = await serve(main.url);
    const origin = () => originOf(launched);
    const load = drive(how, () => ({ origin: origin(), apiKey: main.apiKey }));
    const watch = watchReadiness(origin);
    await pause(HELD_MS);
    main.gate.cut(how);
    await watch.broken(() => pause(8_000));
    main.gate.mend();
    const recoveries = [await recovery(load, origin)];
    await prove(how, main, load, { faults: 1, recoveries, readiness: await watch.stop() });
  });

test("a database that needs 40 ms more for every piece of data is slow, and nothing else", async () => {
  const launched = await serve(main.url);
  const load = drive("slow", () => ({ origin: originOf(launched), apiKey: main.apiKey }));
  await pause(HELD_MS);
  main.gate.slow(40);
  const before = load.acknowledged.size;
  await pause(8_000);
  expect(load.acknowledged.size).toBeGreaterThan(before);
  expect(await isReady(originOf(launched))).toBe(true);
  main.gate.mend();
  const recoveries = [await recovery(load, () => originOf(launched))];
  await prove("slow", main, load, { faults: 1, recoveries, readiness: "yes all the time" });
});

test("the worker is killed three times during an import: every row is booked once", async () => {
  const launched = await serve(main.url);
  const origin = originOf(launched);
  const ROWS = 20_000;
  const lines = Array.from({ length: ROWS }, (_, at) => `2026-03-02,own-gpu,draft,worker-${at}.0,1,0.001`);
  const form = new FormData();
  form.set("kind", "jobs");
  form.set("file", new File([`Date,Provider,Stage,External id,Images,Cost EUR\n${lines.join("\n")}\n`], "jobs.csv"));
  const headers = { authorization: `Bearer ${main.apiKey}` };
  const uploaded = await fetch(`${origin}/api/v1/imports`, { method: "POST", headers, body: form });
  const { id } = await uploaded.json();
  type State = { state: string; counts?: Record<string, number> };
  const state = async (): Promise<State> => (await fetch(`${origin}/api/v1/imports/${id}`, { headers })).json();
  await vi.waitUntil(async () => (await state()).state === "analysed", { timeout: 60_000, interval: 100 });
  const json = { ...headers, "content-type": "application/json" };
  await fetch(`${origin}/api/v1/imports/${id}/confirm`, { method: "POST", headers: json, body: "{}" });
  const count = async () => {
    const [row] = await rows<{ count: string }>(
      main.server.url("pixelledger"),
      "SELECT count(*) FROM job WHERE external_id LIKE 'worker-%'",
    );
    return Number(row?.count);
  };
  const recoveries: number[] = [];
  const killed = new Set<number>();
  const worker = () => one.noted().children[1]?.pid ?? 0;
  const moves = async () => {
    const before = await count();
    await vi.waitUntil(async () => !killed.has(worker()) && (await count()) > before, {
      timeout: 90_000,
      interval: 20,
    });
  };
  await moves();
  for (let round = 1; round <= 3; round += 1) {
    const since = Date.now();
    killed.add(worker());
    process.kill(worker(), "SIGKILL");
    await moves();
    recoveries.push(Date.now() - since);
  }
  const running = Date.now();
  const before = await count();
  await vi.waitUntil(async () => (await state()).state === "done", { timeout: 240_000, interval: 200 });
  const perSecond = ((ROWS - before) * 1000) / (Date.now() - running);
  const [sums] = await rows<{ jobs: number; distinct: number; spend: string }>(
    main.server.url("pixelledger"),
    `SELECT count(*)::int AS jobs, count(DISTINCT external_id)::int AS distinct, sum(cost)::float8::text AS spend
       FROM job WHERE external_id LIKE 'worker-%'`,
  );
  const { jobs = 0, distinct = 0 } = sums ?? {};
  note({
    fault: "worker",
    faults: 3,
    acknowledged: ROWS,
    perSecond,
    lost: ROWS - distinct,
    twice: jobs - distinct,
    recoveries,
  });
  expect(sums).toEqual({ jobs: ROWS, distinct: ROWS, spend: "20" });
  await verifySums({ url: main.server.url("pixelledger"), slug: main.slug });
}, 500_000);

test("two web processes and two workers on one database: the same keys sent to both are booked once", async () => {
  const [first, second] = [await serve(main.url, one), await serve(main.url, two)];
  const loads = [first, second].map((launched) =>
    drive("pair", () => ({ origin: originOf(launched), apiKey: main.apiKey })),
  );
  await pause(2 * HELD_MS);
  await Promise.all(loads.map((load) => load.stop()));
  const [left, right] = loads;
  if (!left || !right) throw new Error("two loads");
  for (const key of right.acknowledged) left.acknowledged.add(key);
  for (const key of right.sent) left.sent.add(key);
  await prove("pair", main, left, { faults: 0, recoveries: [] });
});

test.skipIf(!hasPooler)("behind PgBouncer in transaction mode; it is stopped and comes back", async () => {
  const folder = join(home, "pgbouncer");
  mkdirSync(folder, { mode: 0o777 });
  chmodSync(folder, 0o777);
  const port = await freePort();
  const { username, password } = new URL(main.server.url("pixelledger"));
  writeFileSync(join(folder, "users.txt"), `"${username}" "${decodeURIComponent(password)}"\n`, { mode: 0o644 });
  const lines = [
    "[databases]",
    `pixelledger = host=127.0.0.1 port=${portOf(main.server)} dbname=pixelledger`,
    "[pgbouncer]",
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\npool_mode = transaction`,
    `auth_type = scram-sha-256\nauth_file = ${join(folder, "users.txt")}\nmax_client_conn = 200\ndefault_pool_size = 10`,
  ];
  writeFileSync(join(folder, "pgbouncer.ini"), `${lines.join("\n")}\n`, { mode: 0o644 });
  const user = isRoot ? ["-u", "nobody"] : [];
  const open = () => spawn("pgbouncer", ["-q", ...user, join(folder, "pgbouncer.ini")], { stdio: "ignore" });
  let pooler = open();
  try {
    await pause(500);
    const direct = main.server.url("pixelledger");
    const launched = await serve(through(main.server, port), one, { DATABASE_DIRECT_URL: direct });
    const origin = () => originOf(launched);
    const load = drive("pooler", () => ({ origin: origin(), apiKey: main.apiKey }));
    await pause(HELD_MS);
    pooler.kill("SIGKILL");
    await pause(1_000);
    pooler = open();
    const recoveries = [await recovery(load, origin)];
    const headers = { authorization: `Bearer ${main.apiKey}` };
    for (const path of ["kpis?from=2026-03-01&to=2026-03-31&groupBy=campaign", "jobs?limit=5", "exports/jobs.csv"]) {
      const answer = await fetch(`${origin()}/api/v1/${path}`, { headers });
      expect([path, answer.status]).toEqual([path, 200]);
      await answer.text();
    }
    await prove("pooler", main, load, { faults: 1, recoveries });
  } finally {
    pooler.kill("SIGTERM");
  }
});

test.skipIf(!canMount)(
  "the database's disk is full, then it is not: refusals meanwhile, nothing by half",
  async () => {
    const disk = join(home, "small-disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=600m,mode=755", "tmpfs", disk]);
    try {
      const small = { max_wal_size: "80MB", min_wal_size: "48MB", shared_buffers: "64MB" };
      const place = await ground(join(disk, "postgres"), small);
      const launched = await serve(place.url);
      const origin = () => originOf(launched);
      const load = drive("disk", () => ({ origin: origin(), apiKey: place.apiKey }));
      await pause(HELD_MS);
      const ballast = join(disk, "ballast");
      // dd ends with an error when nothing fits any more: that is what it is for.
      works("dd", ["if=/dev/zero", `of=${ballast}`, "bs=1M"]);
      const refusals = () =>
        [...load.answers].filter(([status]) => !status.startsWith("200")).reduce((all, [, n]) => all + n, 0);
      const before = refusals();
      await vi.waitUntil(() => refusals() > before, { timeout: 60_000, interval: 50 });
      await pause(2_000);
      rmSync(ballast);
      // Without room for its log Postgres stops itself; an operator starts it again.
      if (!place.server.isRunning()) await place.restart();
      const recoveries = [await recovery(load, origin)];
      await prove("disk", place, load, { faults: 1, recoveries });
      launched.child.kill("SIGTERM");
      await launched.ended;
      await place.gate.close();
      await place.server.stop();
    } finally {
      works("umount", ["-l", disk]);
    }
  },
  240_000,
);
