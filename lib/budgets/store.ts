import "server-only";
import { type Actor, type AuthorKind, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Budget, BudgetInput } from "./schema";

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** A version with the ids it is kept under. */
export type KeptBudget = Budget & { scopeId: string; providerId: string | null };

type Row = Omit<KeptBudget, "author" | "createdAt"> & { authorKind: AuthorKind; authorName: string | null; at: Date };

// Codes after merges: a budget of a merged campaign is one of the campaign that it was merged into.
const SELECT = Prisma.sql`
  SELECT t.id::text, CASE WHEN t.campaign_id IS NULL THEN 'costCenter' ELSE 'campaign' END AS scope,
    coalesce(ce.id, ke.id)::text AS "scopeId", coalesce(ce.code, ke.code) AS code, coalesce(ce.name, ke.name) AS name,
    t.unit, t.provider_id::text AS "providerId", p.code AS provider, p.name AS "providerName", t.period,
    trim_scale(t.amount)::text AS amount, t.roll_over AS "rollOver", t.steps, t.first_day::text AS "firstDay",
    t.last_day::text AS "lastDay", t.note, t.author_kind AS "authorKind", coalesce(u.name, a.name) AS "authorName",
    t.created_at AS at
  FROM budget t
  LEFT JOIN campaign c ON c.organization_id = t.organization_id AND c.id = t.campaign_id
  LEFT JOIN campaign ce ON ce.organization_id = t.organization_id AND ce.id = c.effective_id
  LEFT JOIN cost_center k ON k.organization_id = t.organization_id AND k.id = t.cost_center_id
  LEFT JOIN cost_center ke ON ke.organization_id = t.organization_id AND ke.id = k.effective_id
  LEFT JOIN provider p ON p.organization_id = t.organization_id AND p.id = t.provider_id
  LEFT JOIN member m ON t.author_kind = 'member' AND m.organization_id = t.organization_id AND m.id = t.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key a ON t.author_kind = 'api_key' AND a.organization_id = t.organization_id AND a.id = t.author_id`;

const toBudget = ({ authorKind, authorName, at, ...row }: Row): KeptBudget => ({
  ...row,
  author: { kind: authorKind, name: authorName },
  createdAt: at.toISOString(),
});

/**
 * All versions, by scope, oldest first.
 * @param scope ids of cost centres that the asker may see (null: all): their budgets, and those of their campaigns
 */
export async function selectBudgets(
  db: Db,
  organizationId: string,
  scope: readonly string[] | null,
  today: string,
): Promise<KeptBudget[]> {
  const own = Prisma.sql`(SELECT s.effective_id FROM cost_center s
    WHERE s.organization_id = ${organizationId}::uuid AND s.id = ANY(${scope ?? []}::uuid[]))`;
  const seen =
    scope === null
      ? Prisma.empty
      : Prisma.sql`AND (ke.id IN ${own} OR (
          SELECT sc.effective_id FROM campaign_cost_center b
          JOIN cost_center sc ON sc.organization_id = b.organization_id AND sc.id = b.cost_center_id
          WHERE b.organization_id = t.organization_id AND b.campaign_id = ce.id
          ORDER BY (b.first_day <= ${today}::date) DESC, CASE WHEN b.first_day <= ${today}::date THEN b.first_day END DESC, b.first_day
          LIMIT 1) IN ${own})`;
  const rows = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid ${seen}
    ORDER BY scope DESC, code, t.unit DESC, provider, t.first_day`;
  return rows.map(toBudget);
}

/** Changes of budgets wait for each other, so that two people do not both end the same version. */
export async function lockBudgets(tx: Db, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`budgets:${organizationId}`}, 0))`;
}

export async function insertBudget(
  tx: Db,
  actor: Actor,
  { costCenter: _costCenter, campaign: _campaign, provider: _provider, ...fields }: BudgetInput,
  ids: { costCenterId: string | null; campaignId: string | null; providerId: string | null },
): Promise<string> {
  const { id } = await tx.budget.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      ...fields,
      ...ids,
      steps: fields.steps.toSorted((a, b) => a - b),
      firstDay: dateOf(fields.firstDay),
      lastDay: fields.lastDay === null ? null : dateOf(fields.lastDay),
    },
    select: { id: true },
  });
  return id;
}

export async function endBudgetRow(tx: Db, organizationId: string, id: string, lastDay: string): Promise<void> {
  await tx.budget.update({
    where: { organizationId_id: { organizationId, id } },
    data: { lastDay: dateOf(lastDay) },
    select: { id: true },
  });
}

export async function deleteBudgetRow(tx: Db, organizationId: string, id: string): Promise<void> {
  await tx.budget.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}
