import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

// A test file gets its own copy of the migrated template, so files can run beside each other.
// The server and the template come from scripts/test-db.mjs, which also drops the copies once vitest has ended.
const { TEST_SERVER, TEST_TEMPLATE, TEST_RUN, TEST_FOLDER } = process.env;
if (!TEST_SERVER || !TEST_TEMPLATE || !TEST_RUN || !TEST_FOLDER) {
  throw new Error("Run database tests with: npm run test:db [-- file]");
}

function urlOf(database: string): string {
  return Object.assign(new URL(TEST_SERVER ?? ""), { pathname: `/${database}` }).href;
}

const name = `${TEST_RUN}_${randomBytes(6).toString("hex")}`;
const admin = new pg.Client({ connectionString: urlOf("postgres") });
await admin.connect();
await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${TEST_TEMPLATE}"`);
await admin.end();

Object.assign(process.env, {
  DATABASE_URL: urlOf(name),
  DATABASE_POOL_MAX: "5",
  DATA_DIR: mkdtempSync(join(TEST_FOLDER, "data-")),
  BASE_URL: "http://localhost:3000",
  AUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
  LOG_LEVEL: "silent",
});
