import "server-only";
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Days } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, transaction } from "@/lib/server/db";
import {
  insertEvents,
  insertSamples,
  type KeptInstance,
  type NewEvent,
  type NewState,
  upsertInstances,
} from "../store/instances";
import { type KeptRule, selectKeptRules } from "../store/rules";
import { advance } from "./advance";
import { lookBack } from "./back";
import { missingLooks } from "./evaluate";
import { Sight } from "./sight";

const DAY_MS = 86_400_000;

/**
 * Evaluates rules day by day over days that are over, with what is known today: the same looks and the same machine as
 * a live run, written as it would have been. Nobody is told of what is long past. For rules that were never looked at.
 */
export function evaluateAlong(organizationId: string, { days, now }: { days: Days; now: Date }): Promise<number> {
  return transaction(async (tx) => {
    const actor = await systemActorOf(organizationId);
    const present = new Sight(actor, await bookingLists(tx, organizationId), now);
    let said = 0;
    for (const rule of await selectKeptRules(tx, organizationId)) {
      const { finals, samples, events } = await courseOf(tx, present, rule, days);
      await upsertInstances(tx, organizationId, finals);
      await insertSamples(tx, organizationId, samples);
      said += (await insertEvents(tx, organizationId, events)).size;
    }
    return said;
  });
}

async function courseOf(tx: Db, present: Sight, rule: KeptRule, days: Days) {
  const lookAt = await lookBack(tx, present, rule.body, days);
  const finals = new Map<string, NewState>();
  const samples: NewState[] = [];
  const events: NewEvent[] = [];
  const { timeZone } = present.actor.organization;
  const length = (Date.parse(days.to) - Date.parse(days.from)) / DAY_MS;
  for (let back = length; back >= 0; back -= 1) {
    const now = new Date(present.now.getTime() - back * DAY_MS);
    const kept: KeptInstance[] = [...finals.values()];
    const open = new Set(kept.flatMap(({ groupKey, instance }) => (instance.open ? [groupKey] : [])));
    const seen = await lookAt(now, open);
    const looks = [...seen, ...missingLooks(present, rule, kept, seen)];
    const next = advance(rule, looks, kept, { now, timeZone });
    for (const state of next.states) finals.set(state.id, state);
    samples.push(...next.states.filter(({ changed }) => changed));
    events.push(...next.events);
  }
  return { finals: [...finals.values()], samples, events };
}
