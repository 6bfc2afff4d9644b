// The processes of the app: the web server, the worker, and single commands in TypeScript.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { endProcess, identityOf } from "./processes.mjs";
import { root } from "./project.mjs";

/** tsx reads TypeScript and the "@/" alias; react-server is the condition under which "server-only" is empty. */
export const typescript = (file) => ["--import", "tsx", "--conditions=react-server", file];

/** A process group of its own: the terminal's Ctrl-C reaches only the launcher, which then orders the stop. */
function start(args, env) {
  return spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"], detached: true });
}

const ended = (child) => new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));

export function startWeb(env, isDev) {
  const child = start([join(root, "node_modules/next/dist/bin/next"), isDev ? "dev" : "start", "-p", env.PORT], env);
  return { child, identity: identityOf(child.pid), ended: ended(child) };
}

export async function endWeb({ identity }) {
  await endProcess(identity, { group: true });
}

const SHORTEST_MS = 1000;
const LONGEST_MS = 30_000;
const STEADY_MS = 60_000;

/** Keeps one worker alive: the web goes on without it, and work waits in the queue meanwhile. */
export function keepWorker(env, onChange) {
  let current;
  let timer;
  let stopping = false;
  let waitMs = SHORTEST_MS;

  async function run() {
    const since = Date.now();
    current = start(typescript("scripts/worker.ts"), env);
    const identity = identityOf(current.pid);
    const end = ended(current);
    current.identity = identity;
    onChange();
    const how = await end;
    current = undefined;
    if (stopping) return;
    if (Date.now() - since > STEADY_MS) waitMs = SHORTEST_MS;
    process.stderr.write(`The worker ended (${how}); it starts again in ${waitMs / 1000} s\n`);
    timer = setTimeout(run, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_MS);
  }

  void run();
  return {
    child: () => current,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (current) await endProcess(current.identity, { waitMs: 15_000, group: true });
    },
  };
}
