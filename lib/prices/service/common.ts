import "server-only";
import { AppError, invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { addDays } from "@/lib/core/period";
import type { ProblemCode } from "@/lib/core/problem-codes";
import { type BookingLists, findByCode, type ListedProvider, type ListedWallet } from "@/lib/dimensions/rules";
import { decodeCursor } from "@/lib/dimensions/rules/pages";
import { isExclusionViolation, isUniqueViolation } from "@/lib/server/database-errors";
import type { Db } from "@/lib/server/db";
import { priceInForce, roomFor } from "../rules";
import type { Notice } from "../schema";
import { readPriceBook } from "../store/book";
import { type PriceFields, type PriceKeyRow, type SameKeyEntry, selectSameKey, updatePrice } from "../store/prices";

/** The keys of the last row of the page before, or null at the beginning. @throws invalid_input */
export function pageAfter({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  if (cursor === undefined) return { after: null, rows: limit + 1 };
  const after = decodeCursor(cursor, 2);
  const sound = after && /^\d{4}-\d\d-\d\d$/.test(after[0] ?? "") && /^[0-9a-f-]{36}$/.test(after[1] ?? "");
  if (!sound) throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  return { after, rows: limit + 1 };
}

export const keysOf = ({ firstDay, id }: { firstDay: string; id: string }) => [firstDay, id];

/** @throws invalid_input with what may have been meant */
export function knownProvider({ providers }: BookingLists, code: string): ListedProvider {
  const found = findByCode(providers, code);
  if (found) return found;
  const near = nearMatches(
    code,
    providers.map((provider) => provider.code),
  );
  throw invalid("provider", "UNKNOWN_CODE", `There is no provider "${code}"`, near);
}

export function knownWallet({ wallets }: BookingLists, code: string, provider: ListedProvider | null): ListedWallet {
  const own = provider ? wallets.filter(({ providerId }) => providerId === provider.id) : wallets;
  const found = findByCode(own, code);
  if (found) return found;
  const near = nearMatches(
    code,
    own.map((wallet) => wallet.code),
  );
  const where = provider ? ` of ${provider.name}` : "";
  throw invalid("wallet", "UNKNOWN_CODE", `There is no wallet "${code}"${where}`, near);
}

/** The constraint of the table has the last word; the checks before it only say it more kindly. */
export async function refusingOverlaps<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (isExclusionViolation(error) || isUniqueViolation(error))
      throw refusedAt("firstDay", "OVERLAPS", "Another entry for the same thing is in force on these days");
    throw error;
  });
}

export function refusedAt(path: string, code: ProblemCode, message: string): AppError {
  return new AppError("conflict", message, [{ path, code, message }]);
}

const until = (lastDay: string | null) => (lastDay === null ? "" : ` to ${lastDay}`);

export function overlapWith({ id, amount, currency, firstDay, lastDay }: SameKeyEntry): AppError {
  const other = `${amount} ${currency} from ${firstDay}${until(lastDay)}`;
  return refusedAt(
    "firstDay",
    "OVERLAPS",
    `This overlaps with the entry ${other} (${id}); end or change that one first`,
  );
}

/** Ends what has to give way to a new entry of this key. @throws conflict naming the entry that does not */
export async function makeRoom(
  tx: Db,
  organizationId: string,
  key: PriceKeyRow,
  span: { firstDay: string; lastDay: string | null },
): Promise<Notice[]> {
  const { ends, conflict } = roomFor(await selectSameKey(tx, organizationId, key), span);
  if (conflict) throw overlapWith(conflict);
  const lastDay = addDays(span.firstDay, -1);
  for (const { id } of ends) await updatePrice(tx, organizationId, id, { lastDay });
  return ends.map(({ id, amount, currency }) => ({
    code: "PREVIOUS_ENDED" as const,
    message: `The entry ${amount} ${currency} now ends on ${lastDay}; it does not come back by itself`,
    day: lastDay,
    priceId: id,
  }));
}

/** An entry with an end leaves the days after it without a price, unless another entry covers them. */
export async function gapAfter(
  tx: Db,
  organizationId: string,
  { lastDay, variant, ...key }: PriceFields,
): Promise<Notice[]> {
  if (lastDay === null) return [];
  const day = addDays(lastDay, 1);
  const book = await readPriceBook(tx, organizationId);
  if (priceInForce(book, { ...key, variants: variant === null ? [] : [variant], day })) return [];
  const message = `From ${day} on there is no price; earlier entries do not come back by themselves. Enter the next one in time, or jobs of those days stay unpriced`;
  return [{ code: "NO_PRICE_AFTER", message, day, priceId: null }];
}

/** What is kept of a price or rate after its one rounding. @throws invalid_input when nothing, or too much, is left */
export function kept(path: string, rounded: string, given: string): string {
  if (rounded === "0" && /[1-9]/.test(given))
    throw invalid(path, "TOO_SMALL", "Rounded to 12 places nothing is left of this amount");
  if (!/^\d{1,12}(\.|$)/.test(rounded))
    throw invalid(path, "TOO_LARGE", "This makes more than 12 digits before the point");
  return rounded;
}
