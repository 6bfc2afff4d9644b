import "server-only";
import type { Db } from "@/lib/server/db";
import type { PriceBook } from "../rules";

/** A DATE column as YYYY-MM-DD; Prisma hands it out as midnight UTC. */
export const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** YYYY-MM-DD as Prisma wants it for a DATE column. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** All prices and rates of one organization: a few hundred rows, read once per request that rates jobs. */
export async function readPriceBook(db: Db, organizationId: string): Promise<PriceBook> {
  const prices = await db.price.findMany({ where: { organizationId }, orderBy: [{ firstDay: "asc" }, { id: "asc" }] });
  const rates = await db.fxRate.findMany({ where: { organizationId }, orderBy: [{ firstDay: "asc" }, { id: "asc" }] });
  return {
    prices: prices.map(({ id, providerId, walletId, model, variant, unit, amount, currency, source, ...days }) => ({
      ...{ id, providerId, walletId, model, variant, unit, currency, source },
      amount: amount.toFixed(),
      firstDay: dayText(days.firstDay),
      lastDay: days.lastDay && dayText(days.lastDay),
    })),
    rates: rates.map(({ id, currency, firstDay, rate, source }) => ({
      ...{ id, currency, source },
      firstDay: dayText(firstDay),
      rate: rate.toFixed(),
    })),
  };
}
