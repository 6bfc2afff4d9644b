import "server-only";
import { systemActorOf } from "@/lib/auth/service/actors";
import { dayIn } from "@/lib/core/period";
import { db } from "@/lib/server/db";
import { dueMonths } from "../rules";
import { closePeriod } from "../service";
import { organizationsThatClose } from "../store";
import { periods } from "./list";

/** Closes the months whose grace days are over, oldest first, where the organization wants that. @returns how many */
export async function closeDueMonths(now: Date, stopping: AbortSignal): Promise<number> {
  let closed = 0;
  for (const organizationId of await organizationsThatClose(db())) {
    const actor = await systemActorOf(organizationId);
    const { settings, data } = await periods(actor);
    const waiting = data.filter(({ state }) => state === "closing").map(({ month }) => month);
    const today = dayIn(actor.organization.timeZone, now);
    for (const id of dueMonths(waiting, { today, graceDays: settings.graceDays }).toReversed()) {
      if (stopping.aborted) return closed;
      await closePeriod(actor, { id });
      closed += 1;
    }
  }
  return closed;
}
