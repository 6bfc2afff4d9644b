import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { dayIn } from "@/lib/core/period";
import { findByCode } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { deliveriesOf } from "@/lib/notifications/service/log";
import { type Db, db, transaction } from "@/lib/server/db";
import { changesBetween } from "./rules/rule";
import { LISTS, SCOPES } from "./rules/scopes";
import {
  type Alert,
  type AlertDetail,
  type AlertInterval,
  type AlertList,
  type AlertListQuery,
  type HistoryQuery,
  type IntervalQuery,
  type Rule,
  type RuleBody,
  type RuleChange,
  type RuleInput,
  type RuleVersion,
  ruleBody,
} from "./schema";
import { MOST_SILENT_DAYS, type Silence, type SilenceInput } from "./schema/silence";
import { closeRule } from "./service/closing";
import {
  insertAcknowledgement,
  type Limit,
  selectAlerts,
  selectCourse,
  selectEvents,
  selectIntervals,
} from "./store/instances";
import { insertMark } from "./store/marks";
import {
  appendVersion,
  endSilence,
  insertRule,
  insertSilence,
  lockRule,
  selectRules,
  selectSilences,
  selectVersions,
  updateRule,
} from "./store/rules";

const DAY_MS = 86_400_000;
const COURSE_DAYS = 90;

const noRule = () => new AppError("not_found", "There is no such rule");
const limitOf = ({ costCenterIds }: Actor): Limit => (costCenterIds === "all" ? null : costCenterIds);

// ── Rules ──

export async function listRules(actor: Actor): Promise<{ data: Rule[] }> {
  authorise(actor, "figures:read");
  return { data: await selectRules(db(), actor.organization.id) };
}

async function ruleOf(tx: Db, actor: Actor, id: string): Promise<Rule> {
  const [found] = await selectRules(tx, actor.organization.id, id);
  if (!found) throw noRule();
  return found;
}

/** @throws invalid_input for codes that no list holds */
async function checkCodes(tx: Db, actor: Actor, { filter }: RuleBody): Promise<void> {
  const lists = await bookingLists(tx, actor.organization.id);
  for (const scope of SCOPES)
    for (const code of filter[scope]) {
      const list: { code: string }[] = lists[LISTS[scope]];
      if (findByCode(list, code)) continue;
      const near = nearMatches(
        code,
        list.map((row) => row.code),
      );
      throw invalid(`filter.${scope}`, "UNKNOWN_CODE", `There is no ${scope} "${code}"`, near);
    }
}

/** Rules see everything, so who is limited to cost centres writes none. */
function mayWrite(actor: Actor): void {
  authorise(actor, "alerts:write");
  if (actor.costCenterIds !== "all")
    throw refused("forbidden", "LIMITED", "You are limited to cost centres: rules are written by who sees all of them");
}

/** @param at when it was written, where a history is made; absent: now */
export async function createRule(actor: Actor, { note, ...fields }: RuleInput, at?: Date): Promise<Rule> {
  mayWrite(actor);
  return transaction(async (tx) => {
    const body = ruleBody.parse(fields);
    await checkCodes(tx, actor, body);
    const id = await insertRule(tx, actor, { body, note, ...(at ? { at } : {}) });
    await insertMark(tx, actor.organization.id);
    await record(tx, actor, "alert_rule.created", { kind: "alert_rule", id }, { rule: body.kind });
    return ruleOf(tx, actor, id);
  });
}

/** A new version; the same body again makes none. */
export async function changeRule(actor: Actor, { id, note, ...fields }: RuleChange): Promise<Rule> {
  mayWrite(actor);
  return transaction(async (tx) => {
    const version = await lockRule(tx, actor.organization.id, id);
    if (version === null) throw noRule();
    const before = ruleBody.parse(await ruleOf(tx, actor, id));
    const body = ruleBody.parse(fields);
    await checkCodes(tx, actor, body);
    const changes = changesBetween(before, body);
    if (changes.length === 0) return ruleOf(tx, actor, id);
    if (before.kind !== body.kind || before.groupBy !== body.groupBy)
      throw refused("conflict", "KIND_FIXED", "Kind and grouping stay: write a new rule for others", "kind");
    await appendVersion(tx, actor, { ruleId: id, version: version + 1, body, note });
    await insertMark(tx, actor.organization.id);
    const summary = { version: version + 1, fields: changes.map(({ field }) => field) };
    await record(tx, actor, "alert_rule.changed", { kind: "alert_rule", id }, summary);
    return ruleOf(tx, actor, id);
  });
}

/** It is not looked at until it goes on; what fires stays as it is. */
export async function pauseRule(actor: Actor, { id, paused }: { id: string; paused: boolean }): Promise<Rule> {
  mayWrite(actor);
  return transaction(async (tx) => {
    if ((await lockRule(tx, actor.organization.id, id)) === null) throw noRule();
    await updateRule(tx, actor.organization.id, id, { pausedAt: paused ? new Date() : null });
    if (!paused) await insertMark(tx, actor.organization.id);
    await record(tx, actor, paused ? "alert_rule.paused" : "alert_rule.resumed", { kind: "alert_rule", id });
    return ruleOf(tx, actor, id);
  });
}

/** What fires is closed; history stays. */
export async function removeRule(actor: Actor, { id }: { id: string }): Promise<null> {
  mayWrite(actor);
  await transaction(async (tx) => {
    if ((await lockRule(tx, actor.organization.id, id)) === null) throw noRule();
    await closeRule(tx, actor, id, new Date());
    await updateRule(tx, actor.organization.id, id, { deletedAt: new Date() });
    await record(tx, actor, "alert_rule.removed", { kind: "alert_rule", id });
  });
  return null;
}

/** Newest first, each with what it changed. */
export async function ruleVersions(actor: Actor, { id }: { id: string }): Promise<{ data: RuleVersion[] }> {
  authorise(actor, "figures:read");
  const rows = await selectVersions(db(), actor.organization.id, id);
  if (rows.length === 0) throw noRule();
  const data = rows.map((row, at) => ({ ...row, changes: changesBetween(rows[at - 1]?.body ?? null, row.body) }));
  return { data: data.reverse() };
}

// ── Alerts ──

export async function listAlerts(actor: Actor, { state, rule }: AlertListQuery): Promise<AlertList> {
  authorise(actor, "figures:read");
  const { id, currency, timeZone } = actor.organization;
  const data = await selectAlerts(db(), id, { firing: state === "firing", rule, limit: limitOf(actor) });
  return { currency, timeZone, data };
}

async function alertOf(tx: Db, actor: Actor, id: string): Promise<Alert> {
  const [found] = await selectAlerts(tx, actor.organization.id, { firing: false, id, limit: limitOf(actor) });
  if (!found) throw new AppError("not_found", "There is no such alert");
  return found;
}

export async function alertDetail(actor: Actor, { id }: { id: string }): Promise<AlertDetail> {
  authorise(actor, "figures:read");
  const { id: organizationId, timeZone } = actor.organization;
  const limit = limitOf(actor);
  const alert = await alertOf(db(), actor, id);
  const events = await selectEvents(db(), organizationId, { alert: id, timeZone, limit, after: null, take: 100 });
  const since = new Date(Date.now() - COURSE_DAYS * DAY_MS);
  const course = await selectCourse(db(), organizationId, { alert: id, step: alert.scope.step, since });
  const days = { from: dayIn(timeZone, since), to: dayIn(timeZone, new Date()) };
  const intervals = await selectIntervals(db(), organizationId, { ...days, timeZone, alert: id, limit });
  const ids = events.map((event) => event.id);
  const byEvent = Map.groupBy(await deliveriesOf(db(), organizationId, ids), ({ eventId }) => eventId);
  const deliveries = [...byEvent].map(([eventId, rows]) => ({ eventId, deliveries: rows }));
  return { alert, course, intervals, events, deliveries };
}

/** When alerts fired: what charts shade. */
export async function alertIntervals(actor: Actor, days: IntervalQuery): Promise<{ data: AlertInterval[] }> {
  authorise(actor, "figures:read");
  const { id, timeZone } = actor.organization;
  return { data: await selectIntervals(db(), id, { ...days, timeZone, limit: limitOf(actor) }) };
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

export async function alertHistory(actor: Actor, { limit, cursor, ...filters }: HistoryQuery) {
  authorise(actor, "figures:read");
  const [, at, id] = cursor === undefined ? [] : (POSITION.exec(cursor) ?? []);
  if (cursor !== undefined && (!at || !id))
    throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  const after = at && id ? { at, id } : null;
  const { timeZone } = actor.organization;
  const wanted = { ...filters, timeZone, limit: limitOf(actor), after, take: limit + 1 };
  const rows = await selectEvents(db(), actor.organization.id, wanted);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? `${last.at}_${last.id}` : null };
}

/** Somebody takes care of it. Ends at recovery; an escalation needs another look. */
export async function acknowledge(actor: Actor, { id, note }: { id: string; note: string | null }): Promise<Alert> {
  authorise(actor, "alerts:handle");
  return transaction(async (tx) => {
    const { open, incident, severity } = await alertOf(tx, actor, id);
    if (!open || severity === null) throw refused("conflict", "NOT_FIRING", "This alert does not fire any more");
    const isFirst = await insertAcknowledgement(tx, actor, { instanceId: id, incident, severity, note: note || null });
    if (isFirst) await record(tx, actor, "alert.acknowledged", { kind: "alert", id }, { incident });
    return alertOf(tx, actor, id);
  });
}

// ── Silences ──

export async function listSilences(actor: Actor): Promise<{ data: Silence[] }> {
  authorise(actor, "figures:read");
  return { data: await selectSilences(db(), actor.organization.id) };
}

/** Nobody is told; evaluation and history go on. */
export async function addSilence(actor: Actor, input: SilenceInput): Promise<Silence> {
  authorise(actor, "alerts:handle");
  const startsAt = new Date(input.startsAt ?? Date.now());
  const endsAt = new Date(input.endsAt);
  if (endsAt <= startsAt || endsAt.getTime() <= Date.now())
    throw invalid("endsAt", "ENDS_TOO_EARLY", "A silence ends after it begins, and not in the past");
  if (endsAt.getTime() - startsAt.getTime() > MOST_SILENT_DAYS * DAY_MS)
    throw invalid("endsAt", "TOO_LONG", `A silence lasts at most ${MOST_SILENT_DAYS} days`);
  return transaction(async (tx) => {
    if (input.rule !== null) await ruleOf(tx, actor, input.rule);
    const row = { ruleId: input.rule, groupKey: input.scope, startsAt, endsAt, reason: input.reason };
    const id = await insertSilence(tx, actor, row);
    await record(tx, actor, "silence.added", { kind: "silence", id });
    const made = (await selectSilences(tx, actor.organization.id)).find((one) => one.id === id);
    if (!made) throw new Error("A silence that was just written is there");
    return made;
  });
}

export async function removeSilence(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "alerts:handle");
  await transaction(async (tx) => {
    if ((await endSilence(tx, actor.organization.id, id)) === 0)
      throw new AppError("not_found", "There is no such silence, or it is over");
    await record(tx, actor, "silence.ended", { kind: "silence", id });
  });
  return null;
}
