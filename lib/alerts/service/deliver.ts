import "server-only";
import type { Actor } from "@/lib/core/actor";
import { withQuery } from "@/lib/http/with-query";
import type { Message } from "@/lib/notifications/schema";
import { type Handed, hand } from "@/lib/notifications/service";
import type { Db } from "@/lib/server/db";
import { figureFilter, figurePage } from "../rules/place";
import { limitsOf, unitOf, watchOf } from "../rules/rule";
import type { RuleBody } from "../schema";
import type { NewEvent, NewState } from "../store/instances";
import { type KeptRule, selectActiveSilences } from "../store/rules";
import { driversOf } from "./drivers";

type Told = {
  events: readonly NewEvent[];
  states: readonly Pick<NewState, "id" | "groupKey" | "name" | "costCenterId">[];
  rules: readonly KeptRule[];
  now: Date;
};

/** So many messages of one evaluation name their drivers, the most money at stake first: a flood must not wait for them. */
const MOST_EXPLAINED = 12;
const EXPLAINED = new Set(["fired", "escalated"]);

/** Who is told: nobody of what is quiet, or silenced now; of a failure only the rule's owner. */
export async function handOver(tx: Db, actor: Actor, { events, states, rules, now }: Told): Promise<void> {
  const { organization } = actor;
  const loud = events.filter(({ quiet }) => !quiet);
  if (loud.length === 0) return;
  const silences = await selectActiveSilences(tx, organization.id, now);
  const byId = new Map(states.map((state) => [state.id, state]));
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const told = loud.flatMap((event) => {
    const rule = ruleOf.get(event.ruleId);
    const state = byId.get(event.instanceId);
    return !rule || !state || isSilenced(silences, event.ruleId, state.groupKey) ? [] : [{ event, rule, state }];
  });
  const explained = told
    .filter(({ event }) => EXPLAINED.has(event.transition))
    .sort((one, other) => Number(other.event.sample.atStake ?? 0) - Number(one.event.sample.atStake ?? 0))
    .slice(0, MOST_EXPLAINED);
  const drivers = new Map<string, Message["drivers"]>();
  for (const { event, rule, state } of explained) {
    const asked = { body: rule.body, groupKey: state.groupKey, sample: event.sample, now };
    drivers.set(event.id, await driversOf(actor, asked));
  }
  const handed = told.map(({ event, rule, state }): Handed => {
    const message = { ...messageOf(organization, rule, event, state), drivers: drivers.get(event.id) ?? [] };
    return { eventId: event.id, message, costCenterId: state.costCenterId, ...readersOf(rule, event) };
  });
  await hand(tx, organization, handed, now);
}

type Silenced = readonly { ruleId: string | null; groupKey: string | null }[];

const isSilenced = (silences: Silenced, rule: string, scope: string) =>
  silences.some(
    ({ ruleId, groupKey }) => (ruleId === null || ruleId === rule) && (groupKey === null || groupKey === scope),
  );

function readersOf(
  { body, author }: KeptRule,
  { transition }: NewEvent,
): Pick<Handed, "roles" | "members" | "channels"> {
  if (transition !== "failed") return body.recipients;
  const owner = author.kind === "member" && author.id ? [author.id] : [];
  return { roles: owner.length > 0 ? [] : ["admin"], members: owner, channels: [] };
}

/** The page with the same figures: the scope as filter, the window as range. */
function linkOf(body: RuleBody, groupKey: string, { from, to }: { from: string | null; to: string | null }): string {
  if (body.kind === "BALANCE_LOW") return "/credits";
  const filter = figureFilter(body, groupKey);
  return withQuery(figurePage(filter), { ...(from !== null && to !== null ? { from, to } : {}), ...filter });
}

function messageOf(
  organization: Actor["organization"],
  { id, version, body }: KeptRule,
  event: NewEvent,
  { groupKey, name }: { groupKey: string; name: string | null },
): Message {
  const { sample } = event;
  const limits = limitsOf(body, event.step, sample);
  const isOutlier = body.kind === "JOB_OUTLIER";
  return {
    ...{ kind: "alert", transition: event.transition, severity: event.severity, ruleId: id, ruleName: body.name },
    ...{ ruleVersion: version, alertId: event.instanceId, ruleKind: body.kind, metric: body.metric ?? body.measure },
    ...{ unit: unitOf(body), worse: watchOf(body).worse, scope: name, step: event.step },
    value: event.atLeast ? sample.best : sample.value,
    threshold:
      event.severity === "critical" ? (limits.critical ?? limits.warning) : (limits.warning ?? limits.critical),
    ...{ numerator: sample.numerator, denominator: sample.denominator, inCredits: sample.inCredits },
    counts: sample.counts,
    ...{ from: sample.from, to: sample.to, timeZone: organization.timeZone, currency: organization.currency },
    ...{ reason: event.reason, atLeast: event.atLeast, lastedMs: event.lastedMs, drivers: [], at: event.at },
    link: isOutlier ? `/jobs/${groupKey}` : linkOf(body, groupKey, sample),
  };
}
