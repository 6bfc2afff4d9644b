import "server-only";
import { newId } from "@/lib/core/id";
import { dayIn } from "@/lib/core/period";
import { evaluate, isChange } from "../rules/machine";
import type { KeptInstance, NewEvent, NewState } from "../store/instances";
import type { KeptRule } from "../store/rules";
import type { Look } from "./looks";

/** One step of everything that a rule watches: the states after it, and what there is to say. */
export function advance(
  rule: Pick<KeptRule, "id" | "version">,
  looks: readonly Look[],
  kept: readonly KeptInstance[],
  { now, timeZone }: { now: Date; timeZone: string },
): { states: NewState[]; events: NewEvent[] } {
  const states: NewState[] = [];
  const events: NewEvent[] = [];
  const known = new Map(kept.map((one) => [`${one.step} ${one.groupKey}`, one]));
  const today = dayIn(timeZone, now);
  for (const look of looks) {
    const before = known.get(`${look.step} ${look.groupKey}`) ?? null;
    const next = evaluate(look.watch, before?.instance ?? null, look.sample, now);
    const id = before?.id ?? newId();
    const isNewDay = before === null || dayIn(timeZone, new Date(before.instance.evaluatedAt)) !== today;
    const changed = isNewDay || isChange(before?.instance ?? null, next.instance);
    const { groupKey, step, name, costCenterId, sample } = look;
    const common = { ruleId: rule.id, ruleVersion: rule.version, step, sample };
    states.push({ ...common, id, groupKey, name, costCenterId, changed, instance: next.instance });
    for (const event of next.events)
      events.push({ ...event, ...common, id: newId(), instanceId: id, at: now.toISOString() });
  }
  return { states, events };
}
