import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { FxRate } from "../schema";
import { dateOf } from "./book";
import { AUTHOR, AUTHOR_JOINS, afterKeys, authored, NEWEST_FIRST, usedBy } from "./rows";

type Row = Omit<FxRate, "author" | "createdAt"> & {
  authorKind: FxRate["author"]["kind"];
  authorName: string | null;
  at: Date;
};

export type RateFields = {
  currency: string;
  firstDay: string;
  rate: string;
  source: string | null;
  note: string | null;
};

const SELECT = Prisma.sql`
  SELECT t.id, t.currency, o.currency AS "to", t.first_day::text AS "firstDay", trim_scale(t.rate)::text AS rate,
    t.source, t.note, t.check_before_use AS "checkBeforeUse", ${usedBy("rate_id", "t.id")} AS used, ${AUTHOR}
  FROM fx_rate t
  JOIN organization o ON o.id = t.organization_id
  ${AUTHOR_JOINS}`;

export async function selectRates(
  db: Db,
  organizationId: string,
  currency: string | undefined,
  page: { after: string[] | null; rows: number },
): Promise<FxRate[]> {
  const rows = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid
      ${currency ? Prisma.sql`AND t.currency = ${currency}` : Prisma.empty}
      ${afterKeys(page.after)}
    ${NEWEST_FIRST} LIMIT ${page.rows}`;
  return rows.map(authored);
}

export async function selectRate(db: Db, organizationId: string, id: string): Promise<FxRate | null> {
  const [row] = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid AND t.id = ${id}::uuid`;
  return row ? authored(row) : null;
}

/** The id of the rate that starts on this day. */
export async function findRateOn(
  db: Db,
  organizationId: string,
  currency: string,
  firstDay: string,
): Promise<string | null> {
  const where = { organizationId_currency_firstDay: { organizationId, currency, firstDay: dateOf(firstDay) } };
  return (await db.fxRate.findUnique({ where, select: { id: true } }))?.id ?? null;
}

export async function insertRate(db: Db, actor: Actor, { firstDay, ...fields }: RateFields): Promise<string> {
  const { id } = await db.fxRate.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      ...fields,
      firstDay: dateOf(firstDay),
    },
    select: { id: true },
  });
  return id;
}

export async function updateRate(
  db: Db,
  organizationId: string,
  id: string,
  fields: Partial<Pick<RateFields, "rate" | "source" | "note">> & { checkBeforeUse?: boolean },
): Promise<void> {
  await db.fxRate.update({
    where: { organizationId_id: { organizationId, id } },
    data: fields,
    select: { id: true },
  });
}

export async function deleteRateRow(db: Db, organizationId: string, id: string): Promise<void> {
  await db.fxRate.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}
