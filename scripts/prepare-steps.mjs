// Install, generate, build: each only when its inputs changed. Runs on the host's Node before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive, pause } from "./processes.mjs";
import { bin, root, toolEnvironment } from "./project.mjs";

// Inside node_modules: whoever deletes that folder, or .next, starts from zero, and nothing else has to know.
const state = join(root, "node_modules/.cache/pixelledger");
const lockFile = "package-lock.json";
const isWindows = process.platform === "win32";

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** npm writes what it has installed into a hidden lockfile: that is compared, so an install by hand counts too. */
function isInstalled() {
  if (!existsSync(join(bin, isWindows ? "node.cmd" : "node"))) return false;
  try {
    const wanted = readJson(lockFile).packages;
    const installed = readJson("node_modules/.package-lock.json").packages;
    return (
      asInManifest(wanted[""]) && Object.entries(wanted).every(([path, entry]) => isSame(path, entry, installed[path]))
    );
  } catch {
    return false;
  }
}

function asInManifest(locked) {
  const manifest = readJson("package.json");
  const kinds = ["dependencies", "devDependencies", "optionalDependencies"];
  // npm sorts the names in the lockfile; a hand-edited package.json need not be sorted.
  const sorted = (packages = {}) => JSON.stringify(Object.entries(packages).sort());
  return kinds.every((kind) => sorted(manifest[kind]) === sorted(locked[kind]));
}

function isSame(path, wanted, installed) {
  if (path === "" || (wanted.optional && !installed)) return true;
  return installed?.version === wanted.version;
}

function filesIn(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  const entries = readdirSync(whole, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Tests are no part of the product: editing one must not cost a build. */
const isTest = (path) => /\.test\.tsx?$|[\\/]lib[\\/]testing[\\/]/.test(path);

function hashOf({ files = [], folders = [] }) {
  const hash = createHash("sha256");
  const single = files.map((file) => join(root, file)).filter((file) => existsSync(file));
  const paths = [...single, ...folders.flatMap(filesIn)].filter((path) => !isTest(path)).sort();
  for (const path of paths) hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

const generateInputs = { files: [lockFile, "prisma.config.ts", "prisma/schema.prisma"] };
const buildInputs = {
  files: [
    lockFile,
    ...["next.config.ts", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts", "tsconfig.json"],
    ...["postcss.config.mjs", "postcss.config.cjs", "prisma/schema.prisma", ".env", ".env.production"],
  ],
  folders: ["app", "components", "lib", "messages", "i18n", "public"],
};

const STEPS = {
  install: {
    isDone: isInstalled,
    // dev packages too, whatever NODE_ENV says: they hold Node itself and the tools of the build
    command: ["npm", "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"],
  },
  generate: {
    inputs: generateInputs,
    output: "prisma/generated/client.ts",
    command: [join(bin, "prisma"), "generate"],
    isQuiet: true,
  },
  build: { inputs: buildInputs, output: ".next/BUILD_ID", command: [join(bin, "next"), "build"] },
};

function isDone(name, { isDone: own, inputs, output }) {
  if (own) return own();
  const mark = join(state, name);
  return existsSync(join(root, output)) && existsSync(mark) && readFileSync(mark, "utf8") === hashOf(inputs);
}

/** Runs a command in the project and resolves to its exit code and, when quiet, to what it said. */
export function runCommand([command, ...args], { env = {}, isQuiet = false } = {}) {
  return new Promise((done) => {
    let said = "";
    const stdio = isQuiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(command, args, { cwd: root, env: toolEnvironment(env), stdio, shell: isWindows });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    // Ctrl-C reaches the command by itself; SIGTERM has to be passed on, and we stay to clean up.
    const forward = () => child.kill("SIGTERM");
    process.on("SIGTERM", forward);
    const finish = (result) => {
      process.off("SIGTERM", forward);
      done(result);
    };
    child.on("error", (error) => finish({ code: 1, said: String(error) }));
    child.on("close", (code) => finish({ code: code ?? 1, said }));
  });
}

/** Two commands at once (a start beside a test) must not build into the same folder. */
async function alone(name, work) {
  const busy = join(state, `${name}.busy`);
  for (;;) {
    mkdirSync(state, { recursive: true });
    try {
      writeFileSync(busy, JSON.stringify(identityOf(process.pid)), { flag: "wx" });
      break;
    } catch {
      if (isHeld(busy)) await pause(200);
      else rmSync(busy, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(busy, { force: true });
  }
}

function isHeld(busy) {
  try {
    return isAlive(JSON.parse(readFileSync(busy, "utf8")));
  } catch {
    return false;
  }
}

async function runStep(name, step, options) {
  const now = step.inputs && hashOf(step.inputs);
  const { code, said } = await runCommand(step.command, { isQuiet: step.isQuiet, ...options });
  if (code !== 0) throw new Error(`${name} failed${said ? `:\n${said.trim()}` : ""}`);
  mkdirSync(state, { recursive: true });
  if (now) writeFileSync(join(state, name), now);
}

/**
 * Brings one step up to date. `log` hears about it only when there is something to do.
 * @param {keyof typeof STEPS} name @param {{ log?: (text: string) => void, isQuiet?: boolean }} options
 */
export async function ensure(name, { log = () => {}, ...options } = {}) {
  const step = STEPS[name];
  if (isDone(name, step)) return;
  const work = async () => {
    if (isDone(name, step)) return;
    const since = Date.now();
    log(`${name} …`);
    await runStep(name, step, options);
    log(`${name} done in ${((Date.now() - since) / 1000).toFixed(1)} s`);
  };
  // npm ci removes node_modules, and the note about who is busy with it.
  await (name === "install" ? work() : alone(name, work));
}
