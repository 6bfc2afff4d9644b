// npm start (and npm run dev, with --dev): database, migrations, web and worker, in this order; back in the other.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { endWeb, keepWorker, startWeb, typescript } from "./app-processes.mjs";
import { isEmpty, openDatabase } from "./database.mjs";
import { pause } from "./processes.mjs";
import { root } from "./project.mjs";
import { removeRuntime, takeFolder, writeRuntime } from "./runtime.mjs";
import { appEnvironment, readSettings } from "./settings.mjs";
import { onStop } from "./stop-signals.mjs";

const isDev = process.argv.includes("--dev");
const say = (text) => process.stdout.write(`${text}\n`);
const up = { settings: undefined, database: undefined, command: undefined, web: undefined, worker: undefined };
let stopping = false;

async function end(code) {
  if (up.web) await endWeb(up.web);
  await up.worker?.stop();
  up.command?.kill("SIGTERM");
  // A database that is just starting is waited for, or nobody would stop it.
  const database = await up.database?.catch(() => undefined);
  const isStopped = await database?.stop();
  if (isStopped === false) say("The database stays up: another command still uses it");
  if (up.settings) removeRuntime(up.settings.dataDir);
  process.exit(code);
}

async function stop(why, code = 0) {
  if (stopping) return;
  stopping = true;
  say(`\n${why}: stopping`);
  await end(code);
}

function checkPort(port) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", ({ code }) => {
      const why = code === "EADDRINUSE" ? "is already in use" : `cannot be used (${code})`;
      fail(new Error(`Port ${port} ${why}. Choose another one: PORT=${port + 1} npm start`));
    });
    probe.listen(port, () => probe.close(done));
  });
}

/** The demo organization, with its sign-in on the screen. Only where nothing is public yet. */
async function firstStart(settings, database, env) {
  if (!settings.isDemo || !(await isEmpty(database))) return;
  up.command = spawn(process.execPath, typescript("scripts/first-start.ts"), { cwd: root, env, stdio: "inherit" });
  const code = await new Promise((done) => up.command.on("close", done));
  up.command = undefined;
  if (code !== 0 && !stopping) throw new Error("The demo organization could not be made; see above.");
}

async function answered(port) {
  while (!stopping) {
    try {
      // Any answer will do, and this address is cheap.
      await fetch(`http://127.0.0.1:${port}/robots.txt`, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
      return;
    } catch {
      await pause(50);
    }
  }
}

function watchDatabase(database) {
  const timer = setInterval(() => {
    if (database.isRunning()) return;
    clearInterval(timer);
    void stop("The embedded database ended unexpectedly", 1);
  }, 1000);
  timer.unref();
}

async function serve() {
  const since = Date.now();
  const settings = await readSettings();
  const stale = await takeFolder(settings);
  up.settings = settings;
  if (stale > 0) say(`Ended ${stale} process(es) that a killed start had left behind`);
  await checkPort(settings.port);
  if (!isDev && !existsSync(join(root, ".next/BUILD_ID"))) throw new Error("Nothing is built yet: use npm start.");
  up.database = openDatabase(settings, say);
  const database = await up.database;
  const env = appEnvironment(settings, database, isDev ? "development" : "production");
  await firstStart(settings, database, env);
  if (stopping) return;

  up.web = startWeb(env, isDev);
  const note = () => writeRuntime(settings, database, [up.web.child, up.worker?.child()].filter(Boolean));
  up.worker = keepWorker(env, note);
  note();
  void up.web.ended.then((how) => stop(`The web server ended (${how})`, 1));
  watchDatabase(database);
  await answered(settings.port);
  if (stopping) return;
  say(`\nPixelledger is ready: ${settings.baseUrl} (${((Date.now() - since) / 1000).toFixed(1)} s; Ctrl-C stops it)\n`);
}

onStop((why) => void stop(why));
try {
  await serve();
} catch (error) {
  if (!stopping) {
    stopping = true;
    process.stderr.write(`${error.message}\n`);
    await end(1);
  }
}
