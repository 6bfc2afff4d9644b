import { readdirSync } from "node:fs";
import pg from "pg";
import { afterAll, expect, test } from "vitest";

// With a wrong engine path `prisma migrate deploy` does nothing and still reports success, so look at the result.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
afterAll(() => pool.end());

test("Prisma's CLI with the WebAssembly engine has run every migration of the folder", async () => {
  const entries = readdirSync("prisma/migrations", { withFileTypes: true });
  const wanted = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { rows } = await pool.query<{ migration_name: string; applied_steps_count: number }>(
    "SELECT migration_name, applied_steps_count FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1",
  );
  expect(wanted.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.migration_name)).toEqual(wanted.sort());
  expect(rows.every((row) => row.applied_steps_count === 1)).toBe(true);
});

test("and the tables are there", async () => {
  const { rows } = await pool.query<{ tables: number }>(
    "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  expect(rows[0]?.tables).toBeGreaterThan(10);
  await expect(pool.query('SELECT count(*) FROM "organization"')).resolves.toBeDefined();
});
