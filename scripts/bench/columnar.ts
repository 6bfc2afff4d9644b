import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type pg from "pg";
import { TIME_ZONE } from "../generate/world";

// The same jobs in DuckDB: what a columnar database makes of them, with as many threads as this machine has cores.

const ROWS_AT_ONCE = 50_000;
const COLUMNS = `to_char(occurred_at AT TIME ZONE '${TIME_ZONE}', 'YYYY-MM-DD') AS day, campaign_id::text, market_id::text,
  channel_id::text, kind, known_cost::text, images_delivered::text, approved::text`;

type Row = { id: string; at: string } & Record<string, string>;

async function writeJobs(pool: pg.Pool, organizationId: string, file: string): Promise<void> {
  const out = createWriteStream(file);
  let [at, id] = ["-infinity", "00000000-0000-0000-0000-000000000000"];
  for (;;) {
    const { rows } = await pool.query<Row>(
      `SELECT ${COLUMNS}, id::text, occurred_at::text AS at FROM job WHERE organization_id = $1 AND voided_at IS NULL
       AND (occurred_at, id) > ($2::timestamptz, $3::uuid) ORDER BY occurred_at, id LIMIT ${ROWS_AT_ONCE}`,
      [organizationId, at, id],
    );
    const last = rows.at(-1);
    if (!last) break;
    [at, id] = [last.at, last.id];
    const lines = rows.map(({ id: _, at: __, ...row }) => Object.values(row).join(","));
    if (!out.write(`${lines.join("\n")}\n`)) await new Promise<void>((drained) => out.once("drain", drained));
  }
  await new Promise<void>((closed) => out.end(closed));
}

export async function openColumnar(pool: pg.Pool, organizationId: string) {
  const folder = await mkdtemp(join(tmpdir(), "bench-kpi-"));
  const file = join(folder, "jobs.csv");
  await writeJobs(pool, organizationId, file);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE job AS SELECT * FROM read_csv('${file}', header = false, columns = {
    day: 'DATE', campaign_id: 'UUID', market_id: 'UUID', channel_id: 'UUID', kind: 'VARCHAR', known_cost: 'DECIMAL(38,18)',
    images_delivered: 'INTEGER', approved: 'INTEGER'})`);
  await rm(folder, { recursive: true });
  return {
    rows: async (sql: string) => (await connection.runAndReadAll(sql)).getRows(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
