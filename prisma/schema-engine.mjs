#!/usr/bin/env node
// Speaks the Prisma CLI's schema-engine protocol (JSON-RPC over stdio) and answers it with
// the WebAssembly build of the same engine, which npm carries. Use where binaries.prisma.sh is
// out of reach:  PRISMA_SCHEMA_ENGINE_BINARY=$PWD/schema-engine-shim.mjs npx prisma migrate dev
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const argv = process.argv.slice(2);
const valuesOf = (flag) => argv.flatMap((arg, i) => (arg === flag ? [argv[i + 1]] : []));
const url = JSON.parse(valuesOf("--datasource")[0] ?? "{}").url;

// Catalogue queries return "char" and name columns, which the adapter has no mapping for.
const CHAR = 18,
  NAME = 19,
  TEXT = 25;
async function open(config) {
  let charColumns = [];
  class CatalogueAwarePool extends pg.Pool {
    async query(...args) {
      const result = await super.query(...args);
      const fields = result?.fields ?? [];
      charColumns = fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
      for (const field of fields) if (field.dataTypeID === CHAR || field.dataTypeID === NAME) field.dataTypeID = TEXT;
      return result;
    }
  }
  const connection = await new PrismaPg(new CatalogueAwarePool(config), { disposeExternalPool: true }).connect();
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // The adapter cuts a script at every semicolon, also inside function bodies. Postgres reads a whole script by itself,
  // and then a migration that fails half-way leaves nothing behind.
  connection.executeScript = async (script) => {
    await connection.client.query(script);
  };
  return connection;
}
const adminSql = async (sql) => {
  const admin = new URL(url);
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
};

class MigrationAdapter {
  provider = "postgres";
  adapterName = "@prisma/adapter-pg";
  connect() {
    return open({ connectionString: url });
  }
  async connectToShadowDb() {
    const name = `${new URL(url).pathname.slice(1)}_shadow`;
    await adminSql(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await adminSql(`CREATE DATABASE "${name}"`);
    const shadow = new URL(url);
    shadow.pathname = `/${name}`;
    return open({ connectionString: shadow.href });
  }
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };

async function loadWasm() {
  const require = createRequire(import.meta.url);
  const wasmPath = join(dirname(require.resolve("@prisma/schema-engine-wasm")), "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function newEngine() {
  const datamodels = valuesOf("--datamodels").map((path) => [path, readFileSync(path, "utf8")]);
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter());
  return glue.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, adapter);
}

if (argv.includes("cli")) {
  const command = argv.at(-1);
  const name = new URL(url).pathname.slice(1);
  const { rowCount } = await adminSql(`SELECT 1 FROM pg_database WHERE datname = '${name.replaceAll("'", "''")}'`);
  if (command === "create-database" && !rowCount) await adminSql(`CREATE DATABASE "${name}"`);
  if (command === "can-connect-to-database" && !rowCount) {
    console.error(
      "schema-engine\n" +
        JSON.stringify({
          level: "ERROR",
          target: "schema_engine::logger",
          fields: { error_code: "P1003", message: `Database ${name} does not exist` },
        }),
    );
    process.exit(1);
  }
  process.exit(0);
}

await loadWasm();
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (!method) continue;
  try {
    const engine = await newEngine();
    // These two read the shadow database's schema from a cache that devDiagnostic fills.
    if (method === "evaluateDataLoss" || method === "createMigration")
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    const result = (await engine[method === "getDatabaseVersion" ? "version" : method](params)) ?? {};
    // The native engine prints by calling back; the WASM build hands the text over instead.
    if (result.stdout)
      process.stdout.write(
        `${JSON.stringify({ jsonrpc: "2.0", id: 0, method: "print", params: { content: result.stdout } })}\n`,
      );
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
  } catch (error) {
    const message = error?.message ?? String(error);
    process.stdout.write(
      `${JSON.stringify({ jsonrpc: "2.0", id, error: { code: 4466, message, data: { is_panic: false, message, error_code: error?.code ?? null, meta: error?.meta ?? null } } })}\n`,
    );
  }
}
