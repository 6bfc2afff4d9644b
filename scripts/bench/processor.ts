import { existsSync, readFileSync } from "node:fs";
import { pool } from "@/lib/server/db";

// On a busy machine the clock says little, and the processor's own time much.

/** Milliseconds of processor that this process has taken so far. */
export function ownProcessor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that one process has run, where Linux tells it. */
function ranFor(pid: number): number {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ")[0]) / 1e6 : Number.NaN;
}

/** Milliseconds of processor that the database's connections have taken; NaN where it runs on another machine. */
export async function databaseProcessor(): Promise<number> {
  const { rows } = await pool().query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'",
  );
  return rows.reduce((sum, { pid }) => sum + ranFor(pid), 0);
}
