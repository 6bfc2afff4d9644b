import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { removePostgres } from "./postgres.mjs";
import { isAlive } from "./processes.mjs";

// `npm start` from outside, with a data folder to throw away. Needs a build: `npm test` makes one before.
type Identity = { pid: number; born: string };

const dataDir = mkdtempSync(join(tmpdir(), "pixelledger-start-"));
// As root, Postgres runs as another user, who has to get through here.
chmodSync(dataDir, 0o755);

const started: ChildProcess[] = [];
const everStarted: Identity[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGTERM");
  await vi.waitUntil(() => !everStarted.some(isAlive), { timeout: 30_000 });
});
afterAll(async () => {
  await removePostgres(join(dataDir, "postgres"));
  rmSync(dataDir, { recursive: true, force: true });
});

function listening(): Promise<{ server: Server; port: number }> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      done({ server, port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

async function freePort(): Promise<number> {
  const { server, port } = await listening();
  await new Promise((done) => server.close(done));
  return port;
}

type Start = { child: ChildProcess; said: () => string; ended: Promise<number | null> };

function start(over: Record<string, string>): Start {
  const none = { DATABASE_URL: "", DATABASE_DIRECT_URL: "", BASE_URL: "", AUTH_SECRET: "", NODE_ENV: "production" };
  const env: NodeJS.ProcessEnv = Object.assign({}, process.env, none, { DATA_DIR: dataDir, LOG_LEVEL: "warn" }, over);
  const child = spawn(process.execPath, ["scripts/serve.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += String(chunk);
    });
  }
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  return { child, said: () => text, ended };
}

async function ready(over: Record<string, string> = {}): Promise<Start> {
  const launcher = start({ PORT: String(await freePort()), ...over });
  await vi.waitUntil(() => launcher.said().includes("Pixelledger is ready") || launcher.child.exitCode !== null, {
    timeout: 120_000,
  });
  expect(launcher.said()).toContain("Pixelledger is ready");
  return launcher;
}

/** What the launcher has noted about its processes; they are remembered, so that none outlives its test. */
function noted(): { children: Identity[]; postgres: Identity } {
  const runtime = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8"));
  everStarted.push(...runtime.children, runtime.postgres);
  return runtime;
}

test("SIGTERM ends the web server, the worker and Postgres", async () => {
  const launcher = await ready();
  const { children, postgres } = noted();
  const left = [...children, postgres];
  expect(left.every(isAlive)).toBe(true);
  launcher.child.kill("SIGTERM");
  expect(await launcher.ended).toBe(0);
  expect(left.filter(isAlive)).toEqual([]);
});

test("after kill -9 the next start ends what is left, takes Postgres over, and stops it too", async () => {
  const killed = await ready();
  const left = noted();
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(isAlive(left.postgres)).toBe(true);

  const next = await ready();
  expect(left.children.filter(isAlive)).toEqual([]);
  expect(noted().postgres).toEqual(left.postgres);
  next.child.kill("SIGTERM");
  expect(await next.ended).toBe(0);
  expect(isAlive(left.postgres)).toBe(false);
});

test("a worker that dies is started again, and the web server stays", async () => {
  await ready();
  const [web, worker] = noted().children;
  process.kill(worker?.pid ?? 0, "SIGKILL");
  await vi.waitUntil(() => (noted().children[1]?.pid ?? worker?.pid) !== worker?.pid, { timeout: 20_000 });
  expect(noted().children[0]).toEqual(web);
});

test("a second start on the same data is refused, with the address of the first", async () => {
  const first = await ready();
  const second = start({ PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`already runs on ${dataDir}: http://localhost:`);
  expect(first.child.exitCode).toBeNull();
});

test("a taken port is a clear error before anything is started", async () => {
  const { server, port } = await listening();
  const launcher = start({ PORT: String(port) });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said().trim()).toBe(`Port ${port} is already in use. Choose another one: PORT=${port + 1} npm start`);
  server.close();
});

test("an unreachable database is named without its password", async () => {
  const launcher = start({
    PORT: String(await freePort()),
    DATABASE_URL: "postgresql://app:secret@127.0.0.1:1/theirs",
    BASE_URL: "https://pixelledger.example.com",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said()).toContain("DATABASE_URL (127.0.0.1:1/theirs) cannot be used: connect ECONNREFUSED");
  expect(launcher.said()).not.toContain("secret");
});
