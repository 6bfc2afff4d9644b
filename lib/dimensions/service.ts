import "server-only";
import type { Actor } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { type BookedMotif, type BookingLists, motifKey } from "./rules";
import { starterLists } from "./rules/starter-lists";
import { insertMissingMotifs, selectBookingLists, selectMotifs } from "./store/booking";
import { insertStarters } from "./store/starters";

// What other slices ask of the managed lists, inside of their own transactions. What people do with the lists
// themselves is in service/.

/** Everything that a booking looks up by code. */
export function bookingLists(db: Db, organizationId: string): Promise<BookingLists> {
  return selectBookingLists(db, organizationId);
}

/** Motifs come into being with their first job. Keyed by `motifKey`; safe when many transactions want the same one. */
export async function ensureMotifs(
  tx: Db,
  organizationId: string,
  wanted: readonly { campaignId: string; code: string }[],
): Promise<Map<string, BookedMotif>> {
  const open = new Map(wanted.map((one) => [motifKey(one.campaignId, one.code), one]));
  const found = new Map<string, BookedMotif>();
  const look = async () => {
    for (const motif of await selectMotifs(tx, organizationId, [...open.values()])) {
      const key = motifKey(motif.campaignId, motif.code);
      found.set(key, motif);
      open.delete(key);
    }
  };
  if (open.size > 0) await look();
  if (open.size > 0) {
    await insertMissingMotifs(tx, organizationId, [...open.values()]);
    await look();
  }
  return found;
}

/** The lists a new organization begins with; founding it is the entry in the audit log. */
export async function addStarterLists(tx: Db, actor: Actor): Promise<void> {
  const { id, locale } = actor.organization;
  await insertStarters(tx, id, starterLists(locale));
}
