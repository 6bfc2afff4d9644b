// What the framework serves, as a production build on a port of its own: the product's routes, or next to nothing (bare/).
import { spawn } from "node:child_process";
import { join } from "node:path";
import { endProcess, identityOf, pause } from "../processes.mjs";
import { bin, root, toolEnvironment } from "../project.mjs";
import { freePort } from "../throw-away-product.mjs";

export const BARE = join(root, "scripts/bench/bare");

/** @param {string} folder @param {string[]} args @param {Record<string, string>} env */
function framework(folder, args, env) {
  const next = join(root, "node_modules/next/dist/bin/next");
  const stdio = /** @type {const} */ (["ignore", "pipe", "pipe"]);
  const over = { NODE_ENV: "production", ...env };
  const child = spawn(join(bin, "node"), [next, ...args], { cwd: folder, env: toolEnvironment(over), stdio });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  /** @type {Promise<number | null>} */
  const ended = new Promise((done) => child.once("exit", done));
  return { identity: identityOf(child.pid), ended, said: () => said, isUp: () => child.exitCode === null };
}

/** @param {string} folder */
export async function buildServed(folder) {
  const build = framework(folder, ["build"], {});
  if ((await build.ended) !== 0) throw new Error(`${folder} was not built:\n${build.said()}`);
}

/**
 * Runs `work` beside the server.
 * @template T
 * @param {string} folder what was built there
 * @param {Record<string, string>} env
 * @param {(url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withServed(folder, env, work) {
  const port = await freePort();
  const server = framework(folder, ["start", "-p", `${port}`], { ...env, PORT: `${port}` });
  try {
    while (!server.said().includes("Ready")) {
      if (!server.isUp()) throw new Error(`${folder} did not start:\n${server.said()}`);
      await pause(50);
    }
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    await endProcess(server.identity, { waitMs: 10_000 });
  }
}
