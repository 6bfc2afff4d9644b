// npm test: everything, from a fresh clone, ending with one line `N passed, N failed`. Plain Node, no dependency.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensure, runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { onStop } from "./stop-signals.mjs";

const say = (text) => process.stdout.write(`${text}\n`);
const tool = (name, ...args) => [join(bin, name), ...args];
const script = (name, ...args) => [join(bin, "node"), `scripts/${name}.mjs`, ...args];

const folder = mkdtempSync(join(tmpdir(), "pixelledger-npm-test-"));
// As root, Postgres runs as another user, who has to get through here.
chmodSync(folder, 0o755);
const postgresHome = join(folder, "test-pg");
const total = { passed: 0, failed: 0 };

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function vitestCounts(report) {
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function playwrightCounts(report) {
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected };
}

/** A step that failed without a failed test (a file that does not load), or that ran no test, counts as one failure. */
function judged({ passed, failed }, code) {
  const isSilentFailure = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}

// What runs is ended (see runCommand), what comes next is not begun, and the cleaning up is done.
let isAborted = false;
onStop((why) => {
  isAborted = true;
  if (why === "npm ended") process.kill(process.pid, "SIGTERM");
});

async function step(name, command, { env = {}, counts } = {}) {
  if (isAborted) return false;
  const since = Date.now();
  const { code, said } = await runCommand(command, {
    isQuiet: true,
    env: { TEST_PG_HOME: postgresHome, TMPDIR: folder, NO_COLOR: "1", ...env },
  });
  const result = counts ? judged(counts(), code) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  total.passed += result.passed;
  total.failed += result.failed;
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  const sums = counts ? ` (${result.passed} passed, ${result.failed} failed)` : "";
  say(`${result.failed === 0 ? "ok    " : "FAILED"} ${name}${sums} ${seconds} s`);
  if (result.failed > 0) say(`\n${said.trim()}\n`);
  return result.failed === 0;
}

function vitest(name, command) {
  const file = join(folder, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return step(name, [...command, ...reporters], { counts: () => vitestCounts(readJson(file)) });
}

function browserTests() {
  const file = join(folder, "browser.json");
  return step("browser tests", script("test-e2e", "--reporter=list,json"), {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, CI: process.env.CI ?? "1" },
    counts: () => playwrightCounts(readJson(file)),
  });
}

/** Two lanes for two cores. Types are checked after the build, which rewrites the route types they read. */
async function checks() {
  const build = step("production build", ["node", "scripts/prepare.mjs", "build"]);
  await step("format and lint", tool("biome", "check", "."));
  await step("architecture", script("architecture"));
  await step("dead code", tool("knip"));
  await step("drift of the schema", script("drift"));
  await vitest("unit tests", tool("vitest", "run", "--project", "unit"));
  await vitest("database tests", script("test-db"));
  const isBuilt = await build;
  const types = step("types", ["npm", "run", "--silent", "types"]);
  // Without a build there is nothing to look at; that it failed is counted already.
  if (isBuilt) {
    await vitest("start and stop", tool("vitest", "run", "--project", "start"));
    await browserTests();
  }
  await types;
}

async function cleanUp() {
  const { removePostgres } = await import("./postgres.mjs");
  await removePostgres(postgresHome);
  rmSync(folder, { recursive: true, force: true });
}

const since = Date.now();
try {
  await ensure("install", { log: say });
  await ensure("generate", { log: say });
  await checks();
  await cleanUp();
} catch (error) {
  say(error.stack ?? String(error));
  total.failed += 1;
}
say(`\nall of it took ${((Date.now() - since) / 1000).toFixed(0)} s`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = !isAborted && total.failed === 0 && total.passed > 0 ? 0 : 1;
