import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { PlanPeriod, PlanPeriodInput } from "../schema";
import { dateOf } from "./book";
import { AUTHOR, AUTHOR_JOINS, afterKeys, authored, NEWEST_FIRST, usedBy } from "./rows";

type Row = Omit<PlanPeriod, "author" | "createdAt"> & {
  authorKind: PlanPeriod["author"]["kind"];
  authorName: string | null;
  at: Date;
};

const SELECT = Prisma.sql`
  SELECT t.id, p.code AS provider, w.code AS wallet, w.name AS "walletName", t.name,
    trim_scale(t.fee)::text AS fee, trim_scale(t.discount)::text AS discount, t.currency,
    trim_scale(t.included_credits)::text AS "includedCredits", trim_scale(t.bonus_credits)::text AS "bonusCredits",
    t.first_day::text AS "firstDay", t.last_day::text AS "lastDay", t.roll_over AS "rollOver",
    trim_scale(c.amount)::text AS "pricePerCredit", c.id AS "priceId", t.source, t.note,
    ${usedBy("price_id", "c.id")} AS used, ${AUTHOR}
  FROM plan_period t
  JOIN wallet w ON w.organization_id = t.organization_id AND w.id = t.wallet_id
  JOIN provider p ON p.organization_id = t.organization_id AND p.id = w.provider_id
  JOIN price c ON c.organization_id = t.organization_id AND c.plan_period_id = t.id
  ${AUTHOR_JOINS}`;

export async function selectPlanPeriods(
  db: Db,
  organizationId: string,
  wallet: string | undefined,
  page: { after: string[] | null; rows: number },
): Promise<PlanPeriod[]> {
  const rows = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid
      ${wallet ? Prisma.sql`AND lower(w.code) = lower(${wallet})` : Prisma.empty}
      ${afterKeys(page.after)}
    ${NEWEST_FIRST} LIMIT ${page.rows}`;
  return rows.map(authored);
}

export async function selectPlanPeriod(db: Db, organizationId: string, id: string): Promise<PlanPeriod | null> {
  const [row] = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid AND t.id = ${id}::uuid`;
  return row ? authored(row) : null;
}

export async function insertPlanPeriod(
  db: Db,
  actor: Actor,
  walletId: string,
  { wallet: _code, firstDay, lastDay, source, note, name, ...fields }: PlanPeriodInput & { name: string },
): Promise<string> {
  const { id } = await db.planPeriod.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      ...fields,
      name,
      walletId,
      source: source ?? null,
      note: note ?? null,
      firstDay: dateOf(firstDay),
      lastDay: dateOf(lastDay),
    },
    select: { id: true },
  });
  return id;
}

export async function deletePlanPeriodRow(db: Db, organizationId: string, id: string): Promise<void> {
  await db.price.deleteMany({ where: { organizationId, planPeriodId: id } });
  await db.planPeriod.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}
