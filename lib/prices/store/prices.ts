import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { OtherEntry } from "../rules";
import type { Price } from "../schema";
import { dateOf } from "./book";
import { AUTHOR, AUTHOR_JOINS, afterKeys, authored, NEWEST_FIRST, usedBy } from "./rows";

/** What a price is for: entries of one key never overlap. */
export type PriceKeyRow = {
  providerId: string;
  walletId: string | null;
  model: string | null;
  variant: string | null;
  unit: string;
};
export type PriceFields = PriceKeyRow & {
  amount: string;
  currency: string;
  firstDay: string;
  lastDay: string | null;
  source: string | null;
  note: string | null;
  checkBeforeUse: boolean;
  planPeriodId: string | null;
};

type PriceRow = Omit<Price, "author" | "createdAt"> & {
  authorKind: Price["author"]["kind"];
  authorName: string | null;
  at: Date;
};

const SELECT = Prisma.sql`
  SELECT t.id, p.code AS provider, p.name AS "providerName", w.code AS wallet, t.model, t.variant, t.unit,
    trim_scale(t.amount)::text AS amount, t.currency, t.first_day::text AS "firstDay", t.last_day::text AS "lastDay",
    t.plan_period_id AS "planPeriodId", t.source, t.note, t.check_before_use AS "checkBeforeUse",
    ${usedBy("price_id", "t.id")} AS used, ${AUTHOR}
  FROM price t
  JOIN provider p ON p.organization_id = t.organization_id AND p.id = t.provider_id
  LEFT JOIN wallet w ON w.organization_id = t.organization_id AND w.id = t.wallet_id
  ${AUTHOR_JOINS}`;

type Page = { after: string[] | null; rows: number };
type Wanted = { provider?: string | undefined; unit?: string | undefined; day?: string | undefined };

export async function selectPrices(db: Db, organizationId: string, wanted: Wanted, page: Page): Promise<Price[]> {
  const { provider, unit, day } = wanted;
  const rows = await db.$queryRaw<PriceRow[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid
      ${provider ? Prisma.sql`AND lower(p.code) = lower(${provider})` : Prisma.empty}
      ${unit ? Prisma.sql`AND t.unit = ${unit}` : Prisma.empty}
      ${day ? Prisma.sql`AND t.first_day <= ${day}::date AND coalesce(t.last_day >= ${day}::date, true)` : Prisma.empty}
      ${afterKeys(page.after)}
    ${NEWEST_FIRST} LIMIT ${page.rows}`;
  return rows.map(authored);
}

export async function selectPrice(db: Db, organizationId: string, id: string): Promise<Price | null> {
  const [row] = await db.$queryRaw<PriceRow[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid AND t.id = ${id}::uuid`;
  return row ? authored(row) : null;
}

/** The ids behind the codes of a row: what its key is made of. */
export async function selectPriceKey(db: Db, organizationId: string, id: string): Promise<PriceKeyRow> {
  return db.price.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    select: { providerId: true, walletId: true, model: true, variant: true, unit: true },
  });
}

export type SameKeyEntry = OtherEntry & { amount: string; currency: string };

/** Entries with the key of the exclusion constraint, oldest first. */
export function selectSameKey(db: Db, organizationId: string, key: PriceKeyRow): Promise<SameKeyEntry[]> {
  return db.$queryRaw<SameKeyEntry[]>`
    SELECT id, first_day::text AS "firstDay", last_day::text AS "lastDay", check_before_use AS "checkBeforeUse",
      trim_scale(amount)::text AS amount, currency
    FROM price
    WHERE organization_id = ${organizationId}::uuid AND provider_id = ${key.providerId}::uuid AND unit = ${key.unit}
      AND wallet_id IS NOT DISTINCT FROM ${key.walletId}::uuid
      AND lower(coalesce(model, '')) = lower(coalesce(${key.model}, ''))
      AND lower(coalesce(variant, '')) = lower(coalesce(${key.variant}, ''))
    ORDER BY first_day`;
}

export async function insertPrice(db: Db, actor: Actor, fields: PriceFields): Promise<string> {
  const { id } = await db.price.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      ...fields,
      firstDay: dateOf(fields.firstDay),
      lastDay: fields.lastDay === null ? null : dateOf(fields.lastDay),
    },
    select: { id: true },
  });
  return id;
}

export async function updatePrice(
  db: Db,
  organizationId: string,
  id: string,
  { firstDay, lastDay, ...fields }: Partial<Omit<PriceFields, "planPeriodId">>,
): Promise<void> {
  await db.price.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...fields,
      ...(firstDay === undefined ? {} : { firstDay: dateOf(firstDay) }),
      ...(lastDay === undefined ? {} : { lastDay: lastDay === null ? null : dateOf(lastDay) }),
    },
    select: { id: true },
  });
}

export async function deletePriceRow(db: Db, organizationId: string, id: string): Promise<void> {
  await db.price.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}

/** How many jobs were rated with it, also those whose cost was corrected since. */
export async function countJobs(
  db: Db,
  organizationId: string,
  column: "price_id" | "rate_id",
  id: string,
): Promise<number> {
  const uses = (table: string) => Prisma.sql`SELECT job_id FROM ${Prisma.raw(table)}
    WHERE organization_id = ${organizationId}::uuid AND ${Prisma.raw(column)} = ${id}::uuid`;
  const [row] = await db.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::int AS jobs FROM (${uses("attempt")} UNION ${uses("ledger_entry")}) AS rated`;
  return row?.jobs ?? 0;
}

export async function hasPrices(db: Db, organizationId: string): Promise<boolean> {
  return (await db.price.findFirst({ where: { organizationId }, select: { id: true } })) !== null;
}
