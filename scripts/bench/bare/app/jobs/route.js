import pg from "pg";
import { v7 } from "uuid";

const { DATABASE_URL, DATABASE_POOL_MAX, BARE_INSERTS } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_MAX ?? 10) });
const { statements, organizationId, template, partsPerJob } = JSON.parse(BARE_INSERTS ?? "{}");

const ids = (count) => Array.from({ length: count }, () => v7());

/** Reads what the product reads, and writes as many jobs as are in it with nothing around: a statement per table. */
export async function POST(request) {
  const { jobs } = await request.json();
  const count = jobs?.length ?? 1;
  const values = [template, ids(count), ids(count * partsPerJob), organizationId];
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const statement of statements) await client.query(statement, values);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  return Response.json({ accepted: count });
}
