import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { JobFilter } from "../schema/list";

const STATES = {
  live: Prisma.sql`j.voided_at IS NULL`,
  void: Prisma.sql`j.voided_at IS NOT NULL`,
  all: Prisma.sql`true`,
};

function search(text: string): Prisma.Sql {
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(j.external_id ILIKE ${like} OR j.model ILIKE ${like}
    OR j.motif_id IN (SELECT m.id FROM motif m WHERE m.organization_id = j.organization_id AND m.code ILIKE ${like})
    OR j.campaign_id IN (SELECT c.id FROM campaign c WHERE c.organization_id = j.organization_id AND (c.code ILIKE ${like} OR c.name ILIKE ${like})))`;
}

const hasMoneyOf = (classes: readonly string[]) =>
  Prisma.sql`(${Prisma.raw(classes.map((name) => `j.cost_${name} > 0`).join(" OR "))})`;

const whether = (asked: boolean, condition: Prisma.Sql) => (asked ? condition : Prisma.sql`NOT (${condition})`);

/** What job list and job export filter besides the KPI filters: a condition on job `j`. */
export function listedCondition({ status, unpriced, duplicate, waste, state, importId, q }: JobFilter): Prisma.Sql {
  const conditions = [
    STATES[state],
    ...(status ? [Prisma.sql`j.status = ANY(${status}::text[])`] : []),
    ...(unpriced === null ? [] : [whether(unpriced, Prisma.sql`j.unpriced_reason IS NOT NULL`)]),
    ...(duplicate === null ? [] : [whether(duplicate, Prisma.sql`j.duplicate_of_id IS NOT NULL`)]),
    ...(waste ? [hasMoneyOf(waste)] : []),
    ...(importId ? [Prisma.sql`j.import_id = ${importId}::uuid`] : []),
    ...(q ? [search(q)] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** Both as one condition. */
export function bothConditions(dimensions: Prisma.Sql, listed: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${dimensions} AND ${listed}`;
}
