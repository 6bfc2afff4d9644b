import "server-only";
import { db, transaction } from "@/lib/server/db";
import { dropMarks, lockSums, makeSums, selectStale, spreadMarks, takeMarks } from "../store/refresh";

/** Days whose sums one transaction makes: few enough that a worker that stops loses little. */
const DAYS_AT_ONCE = 31;

/** Organizations whose figures are partly read from jobs, because sums are out of date. */
export const staleOrganizations = (): Promise<string[]> => selectStale(db());

/**
 * Makes the sums of days that changed anew and takes their marks away. Any number of workers may do this at once: one
 * of them works on an organization, the others pass by.
 * @returns how many days; 0 when nothing was left, or somebody else is at it
 */
export function refreshSums(organizationId: string): Promise<number> {
  return transaction(async (tx) => {
    if (!(await lockSums(tx, organizationId))) return 0;
    await spreadMarks(tx, organizationId);
    const { days, marks } = await takeMarks(tx, organizationId, DAYS_AT_ONCE);
    await makeSums(tx, organizationId, days);
    await dropMarks(tx, organizationId, marks);
    return days.length;
  });
}
