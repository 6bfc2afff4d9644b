// A throw-away Postgres for tests, with one migrated template that every test file copies.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "./migrate.mjs";
import { removePostgres, startPostgres } from "./postgres.mjs";
import { identityOf, isAlive } from "./processes.mjs";
import { root } from "./project.mjs";

// Nothing here outlives the tests, so nothing has to survive a power cut.
const THROW_AWAY = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "300",
  autovacuum_naptime: "10min",
};

async function start(home) {
  try {
    return await startPostgres({ home, settings: THROW_AWAY });
  } catch {
    // Without fsync a killed server may leave broken files: begin again.
    await removePostgres(home);
    return startPostgres({ home, settings: THROW_AWAY });
  }
}

function hashOfMigrations() {
  const folder = join(root, "prisma/migrations");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    if (name.endsWith(".sql")) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Runs that were killed left their copies behind. A run's name carries its process. */
async function dropLeftOvers(admin) {
  const { rows } = await admin.query("SELECT datname FROM pg_database WHERE datname ~ '^(run|half)_'");
  for (const { datname } of rows) {
    const [, pid, born] = datname.split("_");
    if (!isAlive({ pid: Number(pid), born })) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  }
}

/** Made under another name and then renamed, so that nobody copies a half migrated one. */
async function ensureTemplate(server, admin, owner) {
  const template = `template_${hashOfMigrations()}`;
  await admin.query("SELECT pg_advisory_lock(4711)");
  try {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (rowCount) return template;
    const half = `half_${owner}`;
    await migrate(server.url(half));
    await admin.query(`ALTER DATABASE "${half}" RENAME TO "${template}"`);
    return template;
  } finally {
    await admin.query("SELECT pg_advisory_unlock(4711)");
  }
}

export async function startTestPostgres(home = join(root, ".data/test-pg")) {
  const server = await start(home);
  const { pid, born } = identityOf(process.pid);
  const owner = `${pid}_${born}`;
  const run = `run_${owner}_${randomBytes(2).toString("hex")}`;
  const admin = new pg.Client({ connectionString: server.url() });
  await admin.connect();
  admin.on("error", () => {});
  await dropLeftOvers(admin);
  const template = await ensureTemplate(server, admin, owner);

  const folder = mkdtempSync(join(tmpdir(), "pixelledger-test-"));
  return {
    env: { TEST_FOLDER: folder, TEST_SERVER: server.url(), TEST_TEMPLATE: template, TEST_RUN: run },
    /** An empty database of this run. */
    async empty(name) {
      await admin.query(`CREATE DATABASE "${run}_${name}"`);
      return server.url(`${run}_${name}`);
    },
    async stop() {
      const { rows } = await admin.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [run]);
      for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
      await server.stop();
    },
  };
}
