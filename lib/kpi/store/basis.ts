import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { BasisAnswer } from "../schema/insight";

type Counts = Pick<BasisAnswer, "trainingJobs" | "trainingSpend" | "voidedJobs">;

/** @param condition on job `j`, with its days */
export async function readCounts(db: Db, condition: Prisma.Sql): Promise<Counts> {
  const [row] = await db.$queryRaw<Counts[]>`
    SELECT
      count(*) FILTER (WHERE j.voided_at IS NULL AND j.kind = 'training')::float8 AS "trainingJobs",
      trim_scale(coalesce(sum(j.known_cost) FILTER (WHERE j.voided_at IS NULL AND j.kind = 'training'), 0))::text
        AS "trainingSpend",
      count(*) FILTER (WHERE j.voided_at IS NOT NULL)::float8 AS "voidedJobs"
    FROM job j WHERE ${condition}`;
  if (!row) throw new Error("A count is always there");
  return row;
}

/** As many as anyone reads. */
const MOST_PRICES = 100;

export function readUsedPrices(db: Db, organizationId: string, condition: Prisma.Sql): Promise<BasisAnswer["prices"]> {
  const org = Prisma.sql`${organizationId}::uuid`;
  return db.$queryRaw<BasisAnswer["prices"]>`
    SELECT p.id::text, pr.name AS provider, p.model, p.variant, p.unit, trim_scale(p.amount)::text AS amount,
      p.currency, p.first_day::text AS "firstDay", p.last_day::text AS "lastDay", used.jobs
    FROM (
      SELECT a.price_id, count(DISTINCT j.id)::float8 AS jobs
      FROM job j JOIN attempt a ON a.organization_id = ${org} AND a.job_id = j.id
      WHERE ${condition} AND j.voided_at IS NULL AND a.price_id IS NOT NULL
      GROUP BY a.price_id) used
    JOIN price p ON p.organization_id = ${org} AND p.id = used.price_id
    JOIN provider pr ON pr.organization_id = ${org} AND pr.id = p.provider_id
    ORDER BY used.jobs DESC, p.first_day, p.id LIMIT ${MOST_PRICES}`;
}
