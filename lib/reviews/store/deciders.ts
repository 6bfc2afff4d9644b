import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { DecidersAnswer } from "../schema";

type Row = DecidersAnswer["total"] & { isTotal: boolean; by: DecidersAnswer["data"][number]["by"] };

/** Money has 18 places: a charge in these units is a whole number, and so is each picture's share of it. */
const UNITS = Prisma.sql`1000000000000000000::numeric`;
const UNIT = Prisma.sql`0.000000000000000001::numeric`;

/** What a job was charged last: failed tries before it are nobody's picture. */
const CHARGE = Prisma.sql`j.known_cost - CASE WHEN j.failed_attempts = 0 THEN 0 ELSE coalesce((SELECT sum(t.cost) FROM attempt t
  WHERE t.organization_id = j.organization_id AND t.job_id = j.id AND t.status = 'failed' AND t.index < j.attempts), 0) END`;

/**
 * Decided pictures by the author of their newest decision. The charge of a job is split over its pictures as
 * `splitEvenly` does it: evenly, the remainder to the first ones. @param condition on job `j`
 */
export async function selectDeciders(db: Db, condition: Prisma.Sql): Promise<Pick<DecidersAnswer, "total" | "data">> {
  const rows = await db.$queryRaw<Row[]>`
    WITH job_charge AS MATERIALIZED (
      SELECT j.organization_id, j.id, j.images_delivered AS pictures, (j.cost IS NULL) AS unpriced, trunc((${CHARGE}) * ${UNITS}) AS units
      FROM job j WHERE ${condition} AND j.voided_at IS NULL AND j.images_delivered > 0),
    decided AS (
      SELECT a.organization_id, a.state, c.unpriced, newest.author_kind, newest.author_id,
        div(c.units, c.pictures) + CASE WHEN a.index <= mod(c.units, c.pictures) THEN 1 ELSE 0 END AS units
      FROM job_charge c
      JOIN asset a ON a.organization_id = c.organization_id AND a.job_id = c.id
      CROSS JOIN LATERAL (SELECT r.author_kind, r.author_id FROM review r
        WHERE r.organization_id = a.organization_id AND r.asset_id = a.id ORDER BY r.seq DESC LIMIT 1) newest
      WHERE a.state IN ('approved', 'approved_with_changes', 'rejected', 'changes_requested')),
    summed AS (
      SELECT grouping(d.author_kind) = 1 AS "isTotal", d.author_kind, d.author_id, max(d.organization_id::text)::uuid AS organization_id,
        count(*)::int AS pictures,
        count(*) FILTER (WHERE d.state IN ('approved', 'approved_with_changes'))::int AS approved,
        count(*) FILTER (WHERE d.state = 'approved_with_changes')::int AS "approvedWithChanges",
        count(*) FILTER (WHERE d.state = 'rejected')::int AS rejected,
        count(*) FILTER (WHERE d.state = 'changes_requested')::int AS "changesRequested",
        trim_scale(coalesce(sum(d.units), 0) * ${UNIT})::text AS spend, coalesce(bool_or(d.unpriced), false) AS "lowerBound"
      FROM decided d GROUP BY GROUPING SETS ((d.author_kind, d.author_id), ()))
    SELECT s."isTotal", s.pictures, s.approved, s."approvedWithChanges", s.rejected, s."changesRequested", s.spend, s."lowerBound",
      json_build_object('kind', s.author_kind, 'id', s.author_id, 'name', coalesce(person.name, key.name)) AS by
    FROM summed s
    LEFT JOIN member author ON s.author_kind = 'member' AND author.organization_id = s.organization_id AND author.id = s.author_id
    LEFT JOIN app_user person ON person.id = author.user_id
    LEFT JOIN api_key key ON s.author_kind = 'api_key' AND key.organization_id = s.organization_id AND key.id = s.author_id
    ORDER BY s.pictures DESC, s.author_id`;
  const sums = ({ isTotal: _isTotal, by: _by, ...row }: Row) => row;
  const total = rows.find(({ isTotal }) => isTotal);
  if (!total) throw new Error("A sum of nothing is a row, too");
  return {
    total: sums(total),
    data: rows.filter(({ isTotal }) => !isTotal).map((row) => ({ by: row.by, ...sums(row) })),
  };
}
