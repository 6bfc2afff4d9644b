import "server-only";
import { type BookingLists, findByCode } from "@/lib/dimensions/rules";
import type { Db } from "@/lib/server/db";
import type { StarterPrice } from "../rules/starter-2026";
import { dateOf } from "./book";

/** Prices of providers or wallets that the organization does not have are left out. */
export async function insertStarterPrices(
  db: Db,
  organizationId: string,
  prices: readonly StarterPrice[],
  { providers, wallets }: Pick<BookingLists, "providers" | "wallets">,
): Promise<void> {
  const rows = prices.flatMap(({ provider: code, wallet, firstDay, lastDay, ...price }) => {
    const provider = findByCode(providers, code);
    const ofWallet = wallet === null ? null : findByCode(wallets, wallet);
    if (!provider || ofWallet === undefined) return [];
    return [
      {
        organizationId,
        authorKind: "system",
        ...price,
        providerId: provider.id,
        walletId: ofWallet?.id ?? null,
        firstDay: dateOf(firstDay),
        lastDay: lastDay === null ? null : dateOf(lastDay),
        checkBeforeUse: true,
      },
    ];
  });
  await db.price.createMany({ data: rows });
}
