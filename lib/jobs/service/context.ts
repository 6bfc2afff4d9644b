import "server-only";
import type { Actor } from "@/lib/core/actor";

import type { CreditFunction } from "@/lib/credits/rules";
import { creditFunctions } from "@/lib/credits/service";
import type { BookingLists } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import type { BookingMonths } from "@/lib/ledger/rules";
import { bookingMonths } from "@/lib/periods/service";
import type { PriceBook } from "@/lib/prices/rules";
import { priceBook } from "@/lib/prices/service";
import type { Db } from "@/lib/server/db";
import type { RatingContext } from "../rules/rate";
import { bookingSettings } from "../store/lookup";
import { keyedHash } from "./keyed-hash";

/** Everything a job is judged by, read once per batch. */
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

export async function bookingContext(tx: Db, actor: Actor): Promise<BookingContext> {
  const { id: organizationId, currency, timeZone } = actor.organization;
  const { hashKey, ...settings } = await bookingSettings(tx, organizationId);
  return {
    organizationId,
    currency,
    timeZone,
    ...settings,
    keyedHash: keyedHash(hashKey),
    lists: await bookingLists(tx, organizationId),
    book: await priceBook(tx, organizationId),
    functions: await creditFunctions(tx, organizationId),
  };
}

export async function writingContext(tx: Db, actor: Actor): Promise<WritingContext> {
  const months = await bookingMonths(tx, actor.organization);
  return { ...(await bookingContext(tx, actor)), months };
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
