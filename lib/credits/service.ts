import "server-only";
import type { Actor } from "@/lib/core/actor";
import { bookingLists } from "@/lib/dimensions/service";
import type { Db } from "@/lib/server/db";
import type { CreditFunction } from "./rules";
import { starterFunctions } from "./rules/starter-2026";
import { insertStarterFunctions, readCreditFunctions } from "./store";

// What other slices ask of the credit functions, inside of their own transactions. The rest is in service/.

/** What estimates are made with. Takes the caller's transaction, like the price book. */
export function creditFunctions(db: Db, organizationId: string): Promise<CreditFunction[]> {
  return readCreditFunctions(db, organizationId);
}

/** Documented credit costs for the providers that a new organization begins with. */
export async function addStarterCreditFunctions(tx: Db, actor: Actor): Promise<void> {
  const { id } = actor.organization;
  await insertStarterFunctions(tx, id, starterFunctions(), await bookingLists(tx, id));
}
