import "server-only";
import type { Actor } from "@/lib/core/actor";
import { bookingLists } from "@/lib/dimensions/service";
import type { Db } from "@/lib/server/db";
import type { PriceBook } from "./rules";
import { starterPrices } from "./rules/starter-2026";
import { lockForRating, readPriceBook } from "./store/book";
import { hasPrices } from "./store/prices";
import { insertStarterPrices } from "./store/starter";

// What other slices ask of the price book, inside of their own transactions. What people do with it is in service/.

/** Until the caller's transaction ends, nobody can change the price book. */
export function keepPrices(db: Db, organizationId: string): Promise<void> {
  return lockForRating(db, organizationId);
}

/**
 * What jobs are rated with. Takes the caller's transaction, so that a job and its price are of one moment: until that
 * transaction ends, nobody can change the price book.
 */
export async function priceBook(db: Db, organizationId: string): Promise<PriceBook> {
  await lockForRating(db, organizationId);
  return readPriceBook(db, organizationId);
}

/** Published prices for the providers that a new organization begins with, each to be checked before use. */
export async function addStarterPrices(tx: Db, actor: Actor): Promise<void> {
  const { id, locale } = actor.organization;
  if (await hasPrices(tx, id)) return;
  await insertStarterPrices(tx, id, starterPrices(locale), await bookingLists(tx, id));
}
