import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Hit } from "./schema";

type Reader = {
  organizationId: string;
  timeZone: string;
  /** Cost centres that the asker may see; null = all. */
  scope: readonly string[] | null;
};
type Asked = { q: string; ids: { first: string; last: string } | null; most: number };

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, "\\$&");

/** A code that begins with the text comes before a name that contains it. */
const byFit = (code: string, name: string, q: string) => Prisma.sql`
  (lower(${Prisma.raw(code)}) = lower(${q})) DESC, (${Prisma.raw(code)} ILIKE ${`${escaped(q)}%`}) DESC,
  (${Prisma.raw(name)} ILIKE ${`${escaped(q)}%`}) DESC, lower(${Prisma.raw(name)})`;

/** Lists are hundreds of rows, so they are read whole; merged rows are found as what they were merged into. */
export async function findInLists(db: Db, { organizationId, scope }: Reader, { q, most }: Asked): Promise<Hit[]> {
  const like = `%${escaped(q)}%`;
  const visible = scope === null ? Prisma.sql`true` : Prisma.sql`t.id = ANY(${[...scope]}::uuid[])`;
  const own = Prisma.sql`t.organization_id = ${organizationId}::uuid AND NOT t.unassigned AND t.merged_into_id IS NULL`;
  const matches = Prisma.sql`(t.code ILIKE ${like} OR t.name ILIKE ${like})`;
  return db.$queryRaw<Hit[]>`
    (SELECT 'campaign' AS kind, t.id::text, t.code, t.name, NULL AS about FROM campaign t
      WHERE ${own} AND ${matches} ORDER BY t.archived_at IS NOT NULL, ${byFit("t.code", "t.name", q)} LIMIT ${most})
    UNION ALL
    (SELECT 'costCenter', t.id::text, t.code, t.name, NULL FROM cost_center t
      WHERE ${own} AND ${visible} AND ${matches} ORDER BY t.archived_at IS NOT NULL, ${byFit("t.code", "t.name", q)} LIMIT ${most})
    UNION ALL
    (SELECT 'motif', m.id::text, m.code, m.name, e.name FROM motif m
      JOIN campaign c ON c.organization_id = m.organization_id AND c.id = m.campaign_id
      JOIN campaign e ON e.organization_id = c.organization_id AND e.id = c.effective_id
      WHERE m.organization_id = ${organizationId}::uuid AND (m.code ILIKE ${like} OR m.name ILIKE ${like})
      ORDER BY m.archived_at IS NOT NULL, ${byFit("m.code", "m.name", q)} LIMIT ${most})`;
}

/** Jobs by the beginning of their external id or id: both are looks into an index, whatever the number of jobs. */
export async function findJobs(db: Db, reader: Reader, { q, ids, most }: Asked): Promise<Hit[]> {
  const { organizationId, timeZone, scope } = reader;
  const visible = scope === null ? Prisma.empty : Prisma.sql`AND j.cost_center_id = ANY(${[...scope]}::uuid[])`;
  const found = (where: Prisma.Sql) => Prisma.sql`
    (SELECT j.id, j.external_id, j.model, j.occurred_at FROM job j
      WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL ${visible} AND ${where} LIMIT ${most})`;
  const named = found(Prisma.sql`j.external_id LIKE ${`${escaped(q)}%`}
    AND j.provider_id IN (SELECT p.id FROM provider p WHERE p.organization_id = ${organizationId}::uuid)`);
  const either = ids
    ? Prisma.sql`${named} UNION ${found(Prisma.sql`j.id BETWEEN ${ids.first}::uuid AND ${ids.last}::uuid`)}`
    : named;
  return db.$queryRaw<Hit[]>`
    SELECT 'job' AS kind, f.id::text, coalesce(f.external_id, f.id::text) AS code, coalesce(f.external_id, f.id::text) AS name,
      concat_ws(' · ', f.model, to_char(f.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD')) AS about
    FROM (${either}) f ORDER BY f.occurred_at DESC LIMIT ${most}`;
}
