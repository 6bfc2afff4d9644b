import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { WASTE_SUMS } from "../rules/fields";
import { funnelOf, wasteRowOf } from "../rules/waste";
import type { KpiQuery } from "../schema";
import type { WasteAnswer } from "../schema/waste";
import { inOneMoment, levels } from "../service";

/** Where the credit cost went, class by class, and how far pictures came: the sums of the KPIs, told another way. */
export function waste(actor: Actor, query: KpiQuery, now: Date | null = null): Promise<WasteAnswer> {
  authorise(actor, "figures:read");
  return inOneMoment(actor, now, async (ask) => {
    const { calendar, summed, limitedTo } = await ask(query, WASTE_SUMS);
    const { timeZone, currency } = actor.organization;
    return {
      range: { from: query.from, to: query.to, timeZone },
      currency,
      asOf: calendar.asOf,
      limitedTo,
      total: wasteRowOf(summed.total),
      ...levels(query, calendar, summed, wasteRowOf),
      funnel: funnelOf(summed.total),
    };
  });
}
