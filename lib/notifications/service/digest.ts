import "server-only";
import { db, transaction } from "@/lib/server/db";
import { afterQuiet } from "../rules/timing";
import { insertDigest, selectDigestsDue } from "../store/outbox";
import { selectReaders } from "../store/people";

/**
 * Mondays from eight o'clock: one mail per person with what was kept back. It only goes into the outbox here; what it
 * holds counts as sent when the mail has left. A worker that was down on Monday makes it later.
 */
export async function prepareDigests(now: Date): Promise<number> {
  let made = 0;
  for (const due of await selectDigestsDue(db(), now)) {
    const id = await transaction(async (tx) => {
      const [reader] = await selectReaders(tx, due.organizationId, due.memberId);
      return insertDigest(tx, due, reader ? afterQuiet(now, reader, due.timeZone) : now);
    });
    if (id) made += 1;
  }
  return made;
}
