import "server-only";
import type { Db } from "@/lib/server/db";
import type { CreditFunction } from "./rules";
import { readCreditFunctions } from "./store";

/** What estimates are made with. Takes the caller's transaction, like the price book. */
export function creditFunctions(db: Db, organizationId: string): Promise<CreditFunction[]> {
  return readCreditFunctions(db, organizationId);
}
