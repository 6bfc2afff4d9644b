import "server-only";
import { systemActorOf } from "@/lib/auth/service/actors";
import { addDays, type Days } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { transaction } from "@/lib/server/db";
import { questionOf, windowOf } from "../rules/rule";
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
import { missingLooks } from "./evaluate";
import { looksOf } from "./looks";
import { Past } from "./past";
import { Sight } from "./sight";

const DAY_MS = 86_400_000;
/** What a day of a stretch may look back on besides its own window. */
const BEFORE_DAYS = 63;
/** What has a past that can be looked at; budgets and balances know only their present. */
const OF_DAYS = new Set(["KPI_THRESHOLD", "DAY_ANOMALY", "NO_APPROVAL", "DATA_QUALITY"]);

/**
 * Evaluates rules day by day over days that are over, with what is known today: the same looks and the same machine as
 * a live run, written as it would have been. Nobody is told of what is long past. For rules that were never looked at.
 */
export function evaluateAlong(organizationId: string, { days, now }: { days: Days; now: Date }): Promise<number> {
  return transaction(async (tx) => {
    const actor = await systemActorOf(organizationId);
    const present = new Sight(actor, await bookingLists(tx, organizationId), now);
    const rules = (await selectKeptRules(tx, organizationId)).filter(({ body }) => OF_DAYS.has(body.kind));
    let said = 0;
    for (const rule of rules) {
      const { finals, samples, events } = await courseOf(present, rule, days);
      await upsertInstances(tx, organizationId, finals);
      await insertSamples(tx, organizationId, samples);
      said += (await insertEvents(tx, organizationId, events)).size;
    }
    return said;
  });
}

async function courseOf(present: Sight, rule: KeptRule, { from, to }: Days) {
  const { days: first } = windowOf(rule.body, addDays(from, -BEFORE_DAYS));
  const question = questionOf(rule.body, { from: first.from, to });
  const past = new Past(question.days, await present.daily(question));
  const finals = new Map<string, NewState>();
  const samples: NewState[] = [];
  const events: NewEvent[] = [];
  const { timeZone } = present.actor.organization;
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  for (let back = length; back >= 0; back -= 1) {
    const now = new Date(present.now.getTime() - back * DAY_MS);
    const sight = present.on(now, past);
    const kept: KeptInstance[] = [...finals.values()];
    const seen = await looksOf(sight, rule.body);
    const looks = [...seen, ...missingLooks(sight, rule, kept, seen)];
    const next = advance(rule, looks, kept, { now, timeZone });
    for (const state of next.states) finals.set(state.id, state);
    samples.push(...next.states.filter(({ changed }) => changed));
    events.push(...next.events);
  }
  return { finals: [...finals.values()], samples, events };
}
