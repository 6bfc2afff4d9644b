import "server-only";
import type { Db } from "@/lib/server/db";

export type BookedSums = { images: number; cost: string; estimated: number; unpriced: number };

/** What the jobs of this import amount to, as far as they are booked in this transaction. */
export async function sumOfImport(tx: Db, organizationId: string, importId: string): Promise<BookedSums> {
  const [sums] = await tx.$queryRaw<BookedSums[]>`
    SELECT coalesce(sum(images_delivered), 0)::int AS images, coalesce(sum(known_cost), 0)::text AS cost,
      count(*) FILTER (WHERE estimated_attempts > 0)::int AS estimated,
      count(*) FILTER (WHERE unpriced_reason IS NOT NULL)::int AS unpriced
    FROM job WHERE organization_id = ${organizationId}::uuid AND import_id = ${importId}::uuid AND voided_at IS NULL`;
  return sums ?? { images: 0, cost: "0", estimated: 0, unpriced: 0 };
}
