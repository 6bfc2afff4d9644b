import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, vi } from "vitest";
import { removePostgres } from "./postgres.mjs";
import { isAlive } from "./processes.mjs";

export type Identity = { pid: number; born: string };
export type Launched = { child: ChildProcess; port: number; said: () => string; ended: Promise<number | null> };
type Runtime = { children: Identity[]; postgres: Identity; databaseUrl: string };

export function listening(): Promise<{ server: Server; port: number }> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      done({ server, port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

export async function freePort(): Promise<number> {
  const { server, port } = await listening();
  await new Promise((done) => server.close(done));
  return port;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

/**
 * `npm start` from outside, with a data folder to throw away. Needs a build: `npm test` makes one before. Everything
 * that was started ends with its test.
 */
export function launchpad() {
  const dataDir = mkdtempSync(join(tmpdir(), "pixelledger-start-"));
  // As root, Postgres runs as another user, who has to get through here.
  chmodSync(dataDir, 0o755);
  const started: ChildProcess[] = [];
  const everStarted: Identity[] = [];
  afterEach(async () => {
    const launchers = started.splice(0);
    for (const child of launchers) child.kill("SIGTERM");
    // The next test finds nobody on the data, whether or not this one looked at what was started.
    await Promise.all(launchers.filter(isRunning).map((child) => once(child, "exit")));
    await vi.waitUntil(() => !everStarted.some(isAlive), { timeout: 30_000 });
  });
  afterAll(async () => {
    await removePostgres(join(dataDir, "postgres"));
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(over: Record<string, string> & { PORT: string }): Launched {
    const none = { DATABASE_URL: "", DATABASE_DIRECT_URL: "", DATABASE_REPLICA_URL: "", BASE_URL: "", AUTH_SECRET: "" };
    const own = { NODE_ENV: "production", DATA_DIR: dataDir, LOG_LEVEL: "warn" };
    const env: NodeJS.ProcessEnv = Object.assign({}, process.env, none, own, over);
    const child = spawn(process.execPath, ["scripts/serve.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        text += String(chunk);
      });
    }
    const ended = new Promise<number | null>((done) => child.on("exit", done));
    return { child, port: Number(over.PORT), said: () => text, ended };
  }

  async function ready(over: Record<string, string> = {}): Promise<Launched> {
    const launched = start({ PORT: String(await freePort()), ...over });
    await vi.waitUntil(() => launched.said().includes("Pixelledger is ready") || launched.child.exitCode !== null, {
      timeout: 120_000,
    });
    expect(launched.said()).toContain("Pixelledger is ready");
    return launched;
  }

  /** What the launcher has noted about its processes; they are remembered, so that none outlives its test. */
  function noted(): Runtime {
    const runtime: Runtime = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8"));
    everStarted.push(...runtime.children, runtime.postgres);
    return runtime;
  }

  return { dataDir, start, ready, noted };
}
