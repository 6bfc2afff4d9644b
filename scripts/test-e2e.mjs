// npm run test:e2e [-- file filter, Playwright options]: the product as `npm start` runs it, with a data folder to
// throw away, and a real browser.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { removePostgres } from "./postgres.mjs";
import { ensure, runCommand } from "./prepare-steps.mjs";
import { endProcess, identityOf } from "./processes.mjs";
import { bin, root, toolEnvironment } from "./project.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** The settings of whoever runs the tests must not reach them: they would test another database. */
const OWN = [
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "BASE_URL",
  "AUTH_SECRET",
  "SMTP_URL",
  "MAIL_FROM",
  "METRICS_TOKEN",
];

function settings(dataDir, port) {
  const unset = Object.fromEntries(OWN.map((name) => [name, ""]));
  return { ...unset, PORT: `${port}`, DATA_DIR: dataDir, SIGN_UP: "open", DEMO: "1", LOG_LEVEL: "warn" };
}

async function startProduct(dataDir, port) {
  const env = toolEnvironment(settings(dataDir, port));
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn(join(bin, "node"), ["scripts/serve.mjs"], { cwd: root, env, stdio });
  const identity = identityOf(child.pid);
  let said = "";
  await new Promise((done, fail) => {
    const listen = (chunk) => {
      said += chunk;
      if (said.includes("Pixelledger is ready")) done();
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", listen);
    child.on("exit", () => fail(new Error(`The product did not start:\n${said}`)));
  });
  return { stop: () => endProcess(identity, { waitMs: 30_000 }), said: () => said };
}

function environmentOfTests(dataDir, port, browser) {
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8"));
  return {
    E2E_URL: `http://localhost:${port}`,
    E2E_DATABASE_URL: databaseUrl,
    E2E_DATA_DIR: dataDir,
    ...(browser ? { CHROMIUM_PATH: browser } : {}),
  };
}

async function runTests(args) {
  const browser = await findBrowser(say);
  await ensure("generate");
  await ensure("build", { isQuiet: true, log: say });
  const dataDir = mkdtempSync(join(tmpdir(), "pixelledger-e2e-"));
  // As root, Postgres runs as another user, who has to get through here.
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  try {
    const product = await startProduct(dataDir, port);
    const env = environmentOfTests(dataDir, port, browser);
    const { code } = await runCommand([join(bin, "playwright"), "test", ...args], { env });
    await product.stop();
    if (code !== 0) say(`The product said:\n${product.said().slice(-8000)}`);
    return code;
  } finally {
    await removePostgres(join(dataDir, "postgres"));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
try {
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
