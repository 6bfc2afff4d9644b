import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { type Launched, launchpad } from "./launchpad";

// kill -9 of the web server in the middle of a batch: all of it is booked or nothing, and the retry completes it.
const { dataDir, ready, noted } = launchpad();

const BATCH = 1000;
type Session = { origin: string; cookie: string };
type Sums = { jobs: number; images: number; spend: string };

async function foundStudio(origin: string): Promise<string> {
  const organization = { name: "Studio", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" };
  const owner = { name: "Mara", email: "mara@example.test", password: "four small pixels" };
  const answer = await post({ origin, cookie: "" }, "/api/auth/sign-up", { organization, owner });
  expect(answer.status).toBe(201);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

function post({ origin, cookie }: Session, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, cookie, ...headers },
    body: JSON.stringify(body),
  });
}

/** A month for each round, so that its figures are its own. */
const monthOf = (round: number) => `2026-0${round + 1}`;

/** 1000 generations of two pictures for 0.001 € each. */
const batch = (round: number) => ({
  jobs: Array.from({ length: BATCH }, (_, index) => ({
    occurredAt: `${monthOf(round)}-${String((index % 28) + 1).padStart(2, "0")}T12:00:00+01:00`,
    provider: "own-gpu",
    kind: "generation",
    stage: "draft",
    motif: `m-${index % 10}`,
    imagesRequested: 2,
    cost: { amount: "0.001", unit: "EUR" },
  })),
});

const send = (session: Session, round: number) =>
  post(session, "/api/v1/jobs/batch", batch(round), { "idempotency-key": `batch-${round}` });

async function sums({ origin, cookie }: Session, round: number): Promise<Sums> {
  const query = `from=${monthOf(round)}-01&to=${monthOf(round)}-28`;
  const answer = await fetch(`${origin}/api/v1/kpis?${query}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const { total } = await answer.json();
  return { jobs: total.jobs, images: total.images, spend: total.spend };
}

const NOTHING: Sums = { jobs: 0, images: 0, spend: "0" };
const ALL: Sums = { jobs: BATCH, images: 2 * BATCH, spend: "1" };

async function database(): Promise<Client> {
  const client = new Client({ connectionString: noted().databaseUrl });
  // The launcher stops Postgres when its web server is gone, also under this connection.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function heldUp(table: string): Promise<{ reached: () => Promise<void>; release: () => Promise<void> }> {
  const client = await database();
  await client.query(`BEGIN; LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass";
  const reached = () =>
    vi.waitUntil(async () => (await client.query(waiting, [table])).rowCount, { timeout: 20_000, interval: 20 });
  return { reached: async () => void (await reached()), release: () => client.end() };
}

/** The moment when the batch waits to write into this table, with everything before it written but not committed. */
const waitsFor = async (table: string) => (await heldUp(table)).reached;

/** The moment right after the commit: nobody has heard of it yet, or only just. */
async function committed(): Promise<() => Promise<void>> {
  const client = await database();
  const before = await countJobs(client);
  return async () => {
    await vi.waitUntil(async () => (await countJobs(client)) > before, { timeout: 20_000, interval: 2 });
  };
}

const countJobs = async (client: Client) => Number((await client.query("SELECT count(*) FROM job")).rows[0].count);

const MOMENTS = [
  { name: "before the first job is written", reach: () => waitsFor("job"), left: NOTHING },
  { name: "between the jobs and their pictures", reach: () => waitsFor("asset"), left: NOTHING },
  { name: "before the money is in the ledger", reach: () => waitsFor("ledger_entry"), left: NOTHING },
  { name: "right after the commit", reach: () => committed(), left: ALL },
];

/** Of the studio that the first test founds; its data outlives every kill. */
let cookie = "";

async function killWebServer(launched: Launched): Promise<void> {
  process.kill(noted().children[0]?.pid ?? 0, "SIGKILL");
  await launched.ended;
}

test("kill -9 in the middle of a batch leaves all of it or nothing, and the retry completes it exactly once", async () => {
  let launched = await ready({ SIGN_UP: "open" });
  const session = (): Session => ({ origin: `http://localhost:${launched.port}`, cookie });
  cookie = await foundStudio(session().origin);

  for (const [round, { name, reach, left }] of MOMENTS.entries()) {
    const reached = await reach();
    // The connection may break before the answer or in the middle of it.
    const broken = send(session(), round)
      .then((answer) => answer.text())
      .catch(() => "no answer");
    await reached();
    await killWebServer(launched);
    await broken;

    launched = await ready({ SIGN_UP: "open" });
    noted();
    expect(await sums(session(), round), name).toEqual(left);
    const retry = await send(session(), round);
    expect(retry.status).toBe(200);
    expect(retry.headers.get("idempotent-replayed"), name).toBe(left === ALL ? "true" : null);
    expect(await retry.json()).toMatchObject({ accepted: BATCH, replayed: 0, rejected: [] });
    const again = await send(session(), round);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await sums(session(), round), name).toEqual(ALL);
  }
});

test("SIGTERM in the middle of a batch: it is stored and answered before the server ends", async () => {
  const launched = await ready({ SIGN_UP: "open" });
  const round = MOMENTS.length;
  const { reached, release } = await heldUp("ledger_entry");
  const answer = send({ origin: `http://localhost:${launched.port}`, cookie }, round);
  await reached();
  launched.child.kill("SIGTERM");
  await vi.waitUntil(() => launched.said().includes("stopping"), { timeout: 10_000 });
  await release();
  expect((await answer).status).toBe(200);
  expect(await launched.ended).toBe(0);

  const next = await ready({ SIGN_UP: "open" });
  expect(await sums({ origin: `http://localhost:${next.port}`, cookie }, round)).toEqual(ALL);
  next.child.kill("SIGTERM");
  expect(await next.ended).toBe(0);
});

test("a copy of the stopped data folder is a whole backup: figures, and sessions that go on", async () => {
  const copy = `${dataDir}-copy`;
  try {
    execFileSync("cp", ["-a", dataDir, copy]);
    const launched = await ready({ DATA_DIR: copy, SIGN_UP: "open" });
    const session = { origin: `http://localhost:${launched.port}`, cookie };
    for (const round of MOMENTS.keys()) expect(await sums(session, round)).toEqual(ALL);
    launched.child.kill("SIGTERM");
    expect(await launched.ended).toBe(0);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
