import { newId } from "@/lib/core/id";
import { pool } from "@/lib/server/db";

// Copies of one booked job under new ids, a statement per table: what Postgres can do with no product around it.

/** What each statement is given: the job that is copied, the ids of its copies, and ids for what hangs on them. */
export type Bare = { statements: readonly string[]; organizationId: string; template: string; partsPerJob: number };

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [table],
  );
  return rows.map(({ name }) => `"${name}"`);
}

/** @param template a booked job with one try */
export async function bareOf(template: string): Promise<Bare> {
  const { rows } = await pool().query<{ organizationId: string; pictures: number }>(
    `SELECT organization_id AS "organizationId", images_delivered AS pictures FROM job WHERE id = $1`,
    [template],
  );
  const { organizationId, pictures } = rows[0] ?? { organizationId: "", pictures: 0 };
  const partsPerJob = 2 * pictures + 1;
  const part = (nth: string | number) => `($3::uuid[])[(n.nth - 1) * ${partsPerJob} + ${nth}]`;
  const copy = async (from: string, own: Record<string, string>) => {
    const [table = ""] = from.split(" ");
    const columns = (await columnsOf(table)).filter((name) => name !== '"seq"');
    const values = columns.map((name) => own[name] ?? `t.${name}`);
    return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${from}, unnest($2::uuid[]) WITH ORDINALITY AS n(id, nth)`;
  };
  const ofJob = '"job_id"';
  const once = { '"external_id"': "n.id::text", '"config_hash"': "NULL", '"import_key"': "NULL" };
  const statements = [
    `${await copy("job t", { '"id"': "n.id", ...once })} WHERE t.id = $1`,
    `${await copy("attempt t", { [ofJob]: "n.id" })} WHERE t.job_id = $1`,
    `${await copy("ledger_entry t", { '"id"': part(1), [ofJob]: "n.id" })} WHERE t.job_id = $1`,
    `${await copy("asset t", { '"id"': part("1 + t.index"), [ofJob]: "n.id" })} WHERE t.job_id = $1`,
    `${await copy("review t JOIN asset a ON a.organization_id = t.organization_id AND a.id = t.asset_id", {
      ...{ '"id"': part(`${pictures} + 1 + a.index`), '"asset_id"': part("1 + a.index") },
    })} WHERE a.job_id = $1`,
    `${await copy("job_prompt t", { [ofJob]: "n.id" })} WHERE t.job_id = $1`,
  ];
  // Every statement names all four, so that all are given the same.
  const ofOrganization = " AND t.organization_id = $4 AND $3::uuid[] IS NOT NULL";
  return { statements: statements.map((text) => text + ofOrganization), organizationId, template, partsPerJob };
}

export async function insertBare(
  { statements, organizationId, template, partsPerJob }: Bare,
  count: number,
): Promise<void> {
  const ids = (many: number) => Array.from({ length: many }, () => newId());
  const values = [template, ids(count), ids(count * partsPerJob), organizationId];
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    for (const statement of statements) await client.query(statement, values);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
