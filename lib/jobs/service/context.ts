import "server-only";
import type { Actor } from "@/lib/core/actor";

import type { CreditFunction } from "@/lib/credits/rules";
import { creditFunctions } from "@/lib/credits/service";
import type { BookingLists } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import type { BookingMonths } from "@/lib/ledger/rules";
import type { PriceBook } from "@/lib/prices/rules";
import { keepPrices, priceBook } from "@/lib/prices/service";
import type { Db } from "@/lib/server/db";
import type { RatingContext } from "../rules/rate";
import { beginBooking, bookingSettings, bookingVersion } from "../store/lookup";
import { keyedHash } from "./keyed-hash";

/** Everything a job is judged by. */
export type BookingContext = {
  organizationId: string;
  currency: string;
  timeZone: string;
  lists: BookingLists;
  book: PriceBook;
  functions: CreditFunction[];
  /** HMAC-SHA-256 with the organization's key. */
  keyedHash: (text: string) => Buffer;
  storePrompts: boolean;
  staffRates: { firstDay: string; perHour: string }[];
};

/** What is booked must know its month, too; read in the transaction that books, under its lock. */
export type WritingContext = BookingContext & { months: BookingMonths };

type Kept = Omit<BookingContext, "organizationId" | "currency" | "timeZone">;

/** Organizations that this process booked for lately, the latest last. */
const kept = new Map<string, { version: string; what: Kept }>();
const MOST_KEPT = 50;

/** Read anew only when something of it changed. */
async function contextOf(tx: Db, actor: Actor, version: string): Promise<BookingContext> {
  const { id: organizationId, currency, timeZone } = actor.organization;
  const known = kept.get(organizationId);
  const what = known?.version === version ? known.what : await readContext(tx, organizationId);
  kept.delete(organizationId);
  kept.set(organizationId, { version, what });
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return { organizationId, currency, timeZone, ...what };
}

/** Prices stay as they are until the transaction ends. */
export async function bookingContext(tx: Db, actor: Actor): Promise<BookingContext> {
  await keepPrices(tx, actor.organization.id);
  return contextOf(tx, actor, await bookingVersion(tx, actor.organization.id));
}

async function readContext(tx: Db, organizationId: string): Promise<Kept> {
  const { hashKey, ...settings } = await bookingSettings(tx, organizationId);
  return {
    ...settings,
    keyedHash: keyedHash(hashKey),
    lists: await bookingLists(tx, organizationId),
    book: await priceBook(tx, organizationId),
    functions: await creditFunctions(tx, organizationId),
  };
}

export async function writingContext(tx: Db, actor: Actor): Promise<WritingContext> {
  const { version, months } = await beginBooking(tx, actor.organization.id, actor.organization.timeZone);
  return { ...(await contextOf(tx, actor, version)), months };
}

export function ratingContext(context: BookingContext, providerId: string): RatingContext {
  const provider = context.lists.providers.find(({ id }) => id === providerId);
  return {
    book: context.book,
    functions: context.functions,
    currency: context.currency,
    failuresAreFree: provider?.failuresAreFree ?? false,
  };
}
