import { pool } from "@/lib/server/db";
import { TABLES } from "./tables";

type Key = { name: string; of: string; to: string; columns: string[]; targets: string[] };

/** What the tables that are written past their triggers refer to: by foreign keys, and by triggers named `refers_to_…`. */
async function references(): Promise<Key[]> {
  const columns = (relation: string, numbers: string) =>
    `(SELECT array_agg(attname::text ORDER BY place) FROM unnest(c.${numbers}) WITH ORDINALITY k(number, place)
      JOIN pg_attribute a ON a.attrelid = c.${relation} AND a.attnum = k.number)`;
  const { rows } = await pool().query<Key>(
    `SELECT conname AS name, conrelid::regclass::text AS of, confrelid::regclass::text AS to,
       ${columns("conrelid", "conkey")} AS columns, ${columns("confrelid", "confkey")} AS targets
     FROM pg_constraint c WHERE contype = 'f' AND conrelid = ANY($1::regclass[])
     UNION ALL
     SELECT t.tgrelid::regclass || '_' || p.proname, t.tgrelid::regclass::text, substr(p.proname, 11),
       ARRAY['organization_id', substr(p.proname, 11) || '_id'], ARRAY['organization_id', 'id']
     FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname LIKE 'refers\\_to\\_%' AND t.tgrelid = ANY($1::regclass[])
     ORDER BY 1`,
    [TABLES],
  );
  return rows;
}

/**
 * That every row of the organization points to a row that is there, as the database promises.
 * @throws with the name of what does not hold
 */
export async function proveReferences(organizationId: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("SET work_mem = '256MB'");
    for (const { name, of, to, columns, targets } of await references()) {
      const same = columns.map((column, at) => `t."${targets[at]}" = r."${column}"`).join(" AND ");
      const given = columns.map((column) => `r."${column}" IS NOT NULL`).join(" AND ");
      const { rows } = await client.query<{ broken: number }>(
        `SELECT count(*)::int AS broken FROM ${of} r WHERE r.organization_id = $1 AND ${given}
          AND NOT EXISTS (SELECT 1 FROM ${to} t WHERE ${same})`,
        [organizationId],
      );
      if (rows[0]?.broken !== 0) throw new Error(`${rows[0]?.broken} rows of ${of} point nowhere (${name})`);
    }
  } finally {
    client.release(true);
  }
}
