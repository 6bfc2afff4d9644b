import "server-only";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { evaluate } from "../rules/machine";
import { watchOf } from "../rules/rule";
import { goneSample } from "../rules/sample";
import { insertEvents, type NewEvent, selectInstances, writeInstances } from "../store/instances";
import { selectKeptRules } from "../store/rules";
import { handOver } from "./deliver";

/** A rule goes: everything that it had firing is closed by the same machine. */
export async function closeRule(tx: Db, actor: Actor, ruleId: string, now: Date): Promise<void> {
  const organizationId = actor.organization.id;
  const rule = (await selectKeptRules(tx, organizationId)).find(({ id }) => id === ruleId);
  if (!rule) return;
  const kept = await selectInstances(tx, organizationId, [ruleId]);
  const closed = kept.flatMap((one) => {
    if (!one.instance.open) return [];
    const sample = goneSample(one.instance.period);
    const { instance, events } = evaluate(watchOf(rule.body), one.instance, sample, now);
    return [{ state: { ...one, instance, sample, ruleVersion: rule.version, changed: true }, events }];
  });
  if (closed.length === 0) return;
  const states = closed.map(({ state }) => state);
  const events = closed.flatMap(({ state, events: said }) =>
    said.map(
      (event): NewEvent => ({
        ...event,
        ...{ id: newId(), ruleId, instanceId: state.id, ruleVersion: rule.version, step: state.step },
        ...{ sample: state.sample, at: now.toISOString() },
      }),
    ),
  );
  await writeInstances(tx, organizationId, states);
  await insertEvents(tx, organizationId, events);
  await handOver(tx, actor, { events, states, rules: [rule], now });
}
