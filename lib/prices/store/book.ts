import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import type { PriceBook } from "../rules";

/** A DATE column as YYYY-MM-DD; Prisma hands it out as midnight UTC. */
const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** YYYY-MM-DD as Prisma wants it for a DATE column. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

const lockKey = (organizationId: string) => `prices:${organizationId}`;

/**
 * Bookings share this lock until they commit, changes of the price book hold it alone: no job is rated with a price
 * that changes before the job is there to see.
 */
export async function lockForRating(db: Db, organizationId: string): Promise<void> {
  await db.$executeRaw`${plannedOnce}SELECT pg_advisory_xact_lock_shared(hashtextextended(${lockKey(organizationId)}, 0))`;
}

export async function lockForChange(db: Db, organizationId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockKey(organizationId)}, 0))`;
}

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
