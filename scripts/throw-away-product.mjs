// The product as `npm start` runs it, on a free port and with a data folder to throw away.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgres } from "./postgres.mjs";
import { ensure } from "./prepare-steps.mjs";
import { endProcess, identityOf } from "./processes.mjs";
import { bin, root, toolEnvironment } from "./project.mjs";

export function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** The settings of whoever runs this must not reach the product: it would work on another database. */
const OWN = [
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "DATABASE_REPLICA_URL",
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

async function start(dataDir, port) {
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

/**
 * Runs `work` beside a product that is built, started, stopped and removed around it.
 * @param work gets its address, its data folder, and what it has said so far
 */
export async function withThrowAwayProduct(work, log = () => {}) {
  await ensure("generate");
  await ensure("build", { isQuiet: true, log });
  const dataDir = mkdtempSync(join(tmpdir(), "pixelledger-product-"));
  // As root, Postgres runs as another user, who has to get through here.
  chmodSync(dataDir, 0o755);
  let product;
  try {
    const port = await freePort();
    product = await start(dataDir, port);
    return await work({ url: `http://localhost:${port}`, dataDir, said: product.said });
  } finally {
    await product?.stop();
    await removePostgres(join(dataDir, "postgres"));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
