// Brings a database to the state of prisma/migrations, with Prisma's own CLI, and only when something is missing.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { root, toolEnvironment } from "./project.mjs";

export const NO_SUCH_DATABASE = "3D000";
const NO_SUCH_TABLE = "42P01";

export async function query(url, sql, values = []) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

function inTheFolder() {
  const entries = readdirSync(join(root, "prisma/migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function inTheDatabase(url) {
  try {
    const rows = await query(url, "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL");
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if (error.code === NO_SUCH_DATABASE || error.code === NO_SUCH_TABLE) return new Set();
    throw error;
  }
}

function deploy(url) {
  return new Promise((done, fail) => {
    let said = "";
    const prisma = join(root, "node_modules/prisma/build/index.js");
    const child = spawn(process.execPath, [prisma, "migrate", "deploy"], {
      cwd: root,
      env: toolEnvironment({ DATABASE_URL: url, DATABASE_DIRECT_URL: "" }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", fail);
    child.on("close", (code) => (code === 0 ? done() : fail(new Error(`The migrations failed:\n${said.trim()}`))));
  });
}

/** True when there was something to do. */
export async function migrate(url) {
  const applied = await inTheDatabase(url);
  if (inTheFolder().every((name) => applied.has(name))) return false;
  await deploy(url);
  return true;
}
