import "server-only";
import type { Db } from "@/lib/server/db";
import type { PriceBook } from "./rules";
import { readPriceBook } from "./store/book";

/** What jobs are rated with. Takes the caller's transaction, so that a job and its price are of one moment. */
export function priceBook(db: Db, organizationId: string): Promise<PriceBook> {
  return readPriceBook(db, organizationId);
}
