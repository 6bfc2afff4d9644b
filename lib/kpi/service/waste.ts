import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { figuresSnapshot } from "@/lib/server/db";
import { WASTE_SUMS } from "../rules/fields";
import { funnelOf, wasteRowOf } from "../rules/waste";
import type { KpiQuery } from "../schema";
import type { WasteAnswer } from "../schema/waste";
import { levels, sumUp } from "../service";

/** Where the credit cost went, class by class, and how far pictures came: the sums of the KPIs, told another way. */
export function waste(actor: Actor, query: KpiQuery, now: Date | null = null): Promise<WasteAnswer> {
  authorise(actor, "figures:read");
  return figuresSnapshot(async (tx) => {
    const { calendar, summed, limitedTo } = await sumUp(tx, actor, query, { now, needed: WASTE_SUMS });
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
