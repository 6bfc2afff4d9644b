import "server-only";
import { entriesAbout, record } from "@/lib/audit/service";
import { inScope } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { addDays, type Days, dayIn } from "@/lib/core/period";
import { costCenterOn, findByCode, type ListedCampaign } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { isExclusionViolation } from "@/lib/server/database-errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { isAt, roomFor } from "./rules";
import {
  fits,
  type Target,
  type TargetChange,
  type TargetEvent,
  type TargetInput,
  type TargetList,
  type TargetListQuery,
  type TargetScope,
} from "./schema";
import {
  deleteTarget,
  insertTarget,
  type KeptTarget,
  lockTargets,
  selectTargets,
  type TargetFields,
  updateTarget,
} from "./store";

const shown = ({ placeId: _placeId, ...target }: KeptTarget): Target => target;
const limitOf = ({ costCenterIds }: Actor) => (costCenterIds === "all" ? null : costCenterIds);
const todayOf = ({ organization }: Actor) => dayIn(organization.timeZone, new Date());

function versionsFor(on: Db, actor: Actor): Promise<KeptTarget[]> {
  return selectTargets(on, actor.organization.id, limitOf(actor), todayOf(actor));
}

/** @throws not_found also for what the actor may not see */
async function versionOf(on: Db, actor: Actor, id: string): Promise<KeptTarget> {
  const found = (await versionsFor(on, actor)).find((one) => one.id === id);
  if (!found) throw new AppError("not_found", "There is no such target");
  return found;
}

const touches = ({ firstDay, lastDay }: Target, from: string | undefined, to: string | undefined) =>
  (to === undefined || firstDay <= to) && (from === undefined || lastDay === null || lastDay >= from);

/** The versions that the actor may see, by figure and scope, oldest first. */
export async function listTargets(
  actor: Actor,
  { from, to, metric, scope, code }: TargetListQuery,
): Promise<TargetList> {
  authorise(actor, "figures:read");
  const { organization } = actor;
  const all = await versionsFor(db(), actor);
  const limit = limitOf(actor);
  const wanted = all.filter(
    (one) =>
      touches(one, from, to) &&
      (metric === undefined || one.metric === metric) &&
      (scope === undefined || one.scope === scope) &&
      (code === undefined || one.code?.toLowerCase() === code.toLowerCase()),
  );
  return {
    currency: organization.currency,
    limitedTo: limit === null ? null : await codesOf(organization.id, limit),
    data: wanted.map(shown),
  };
}

async function codesOf(organizationId: string, ids: readonly string[]): Promise<string[]> {
  const { costCenters } = await bookingLists(db(), organizationId);
  return costCenters.flatMap(({ id, code }) => (ids.includes(id) ? [code] : []));
}

/** For other slices: the versions with a day in the range, as this actor sees them. Rules say which of them counts. */
export async function targetsInForce(actor: Actor, range: Days): Promise<Target[]> {
  return (await versionsFor(db(), actor)).filter((one) => touches(one, range.from, range.to)).map(shown);
}

const WORDS: Record<Exclude<TargetScope, "organization">, string> = {
  costCenter: "cost centre",
  campaign: "campaign",
  market: "market",
  channel: "channel",
};

type Place = { scope: TargetScope; placeId: string | null };

/** @throws invalid_input for unknown codes and what the actor may not see, forbidden for what is everybody's */
async function placeOf(tx: Db, actor: Actor, { scope, code = "" }: TargetInput): Promise<Place> {
  mayAimFor(actor, scope);
  if (scope === "organization") return { scope, placeId: null };
  const lists = await bookingLists(tx, actor.organization.id);
  const today = todayOf(actor);
  const visible = (row: ListedCampaign) => {
    const costCenterId = costCenterOn(row, today);
    return costCenterId === null || inScope(actor, costCenterId);
  };
  const rows = {
    costCenter: lists.costCenters.filter(({ id }) => inScope(actor, id)),
    campaign: lists.campaigns.filter(visible),
    market: lists.markets,
    channel: lists.channels,
  }[scope];
  const found = findByCode<(typeof rows)[number]>(rows, code);
  if (!found) {
    const codes = rows.map((row) => row.code);
    throw invalid("code", "UNKNOWN_CODE", `There is no ${WORDS[scope]} "${code}"`, nearMatches(code, codes));
  }
  const { id, unassigned } = rows.find((row) => row.id === found.effectiveId) ?? found;
  if (unassigned) throw invalid("code", "UNASSIGNED", "What is not assigned has no target of its own");
  return { scope, placeId: id };
}

/** Targets of the whole organization, of markets and channels concern more than somebody's cost centres. */
function mayAimFor(actor: Actor, scope: TargetScope): void {
  if (actor.costCenterIds === "all" || scope === "costCenter" || scope === "campaign") return;
  const message = "You are limited to cost centres: set targets for these and their campaigns";
  throw refused("forbidden", "LIMITED", message, "scope");
}

const WHY = {
  FROZEN: "The target in force is frozen; unfreeze it first, with a reason",
  IS_PAST: "Days that are over keep the target that they had; begin today or later",
  OVERLAPS: "A later version is on these days; end or remove that one first",
} as const;

const conflict = (why: keyof typeof WHY, path: string) => refused("conflict", why, WHY[why], path);

async function refusingOverlap<T>(work: Promise<T>, path: string): Promise<T> {
  return work.catch((error: unknown) => {
    if (isExclusionViolation(error)) throw conflict("OVERLAPS", path);
    throw error;
  });
}

/** Sets a target from a day on. The version in force ends the day before; days that are over keep theirs. */
export async function setTarget(actor: Actor, input: TargetInput): Promise<Target & { previousEnds: string | null }> {
  authorise(actor, "targets:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    await lockTargets(tx, organizationId);
    const place = await placeOf(tx, actor, input);
    const versions = await versionsFor(tx, actor);
    const same = versions.filter((one) => one.metric === input.metric && one.placeId === place.placeId);
    const room = roomFor(same, input, todayOf(actor));
    if (room.conflict) throw conflict(room.conflict.why, "firstDay");
    if (room.replaces) await deleteTarget(tx, organizationId, room.replaces);
    if (room.ends) await updateTarget(tx, organizationId, room.ends.id, { lastDay: room.ends.lastDay });
    const id = await refusingOverlap(insertTarget(tx, actor, place, input), "firstDay");
    const replaced = same.find((one) => one.id === room.replaces);
    const { baseline: _baseline, note: _note, ...said } = input;
    await record(tx, actor, "target.set", subject(id), { ...said, ...(replaced ? { replaced: replaced.value } : {}) });
    return { ...shown(await versionOf(tx, actor, id)), previousEnds: room.ends?.lastDay ?? null };
  });
}

const subject = (id: string) => ({ kind: "target", id });

/** Runs a change on one version that the actor may see and write. */
async function changing<T>(actor: Actor, id: string, work: (tx: Db, before: KeptTarget) => Promise<T>): Promise<T> {
  authorise(actor, "targets:write");
  return transaction(async (tx) => {
    await lockTargets(tx, actor.organization.id);
    const before = await versionOf(tx, actor, id);
    mayAimFor(actor, before.scope);
    return work(tx, before);
  });
}

/** What has begun can be ended and annotated; what has not can be changed. @throws conflict for a frozen one */
export function changeTarget(actor: Actor, { id, ...change }: TargetChange): Promise<Target> {
  return changing(actor, id, async (tx, before) => {
    if (before.frozen) throw conflict("FROZEN", "");
    const today = todayOf(actor);
    checkPast(before, change, today);
    checkChange(before, change);
    await refusingOverlap(updateTarget(tx, actor.organization.id, id, given(change)), "lastDay");
    const after = await versionOf(tx, actor, id);
    const { note: _note, baseline: _baseline, ...audited } = given(change);
    const was = Object.fromEntries(Object.entries(before).filter(([name]) => name in audited));
    const onlyEnds = Object.keys(change).every((name) => name === "lastDay") && change.lastDay !== null;
    await record(tx, actor, onlyEnds ? "target.ended" : "target.changed", subject(id), { before: was, after: audited });
    return shown(after);
  });
}

/** Only what was sent. */
const given = (change: Omit<TargetChange, "id">): Partial<TargetFields> =>
  Object.fromEntries(Object.entries(change).filter(([, one]) => one !== undefined));

function checkPast(before: Target, change: Omit<TargetChange, "id">, today: string): void {
  if (before.firstDay < today && ["value", "firstDay", "baseline"].some((name) => name in given(change)))
    throw refused("conflict", "HAS_BEGUN", "This target has begun and keeps its value; set a new one from a later day");
  if (change.firstDay !== undefined && change.firstDay < today) throw conflict("IS_PAST", "firstDay");
  if (change.lastDay === undefined) return;
  const isOver = before.lastDay !== null && before.lastDay < today;
  const endsInPast = change.lastDay !== null && change.lastDay < addDays(today, -1);
  if (isOver || endsInPast) throw conflict("IS_PAST", "lastDay");
}

function checkChange(before: Target, change: Omit<TargetChange, "id">): void {
  const { firstDay, lastDay, value } = { ...before, ...given(change) };
  if (lastDay !== null && lastDay < firstDay)
    throw invalid("lastDay", "BEFORE_FIRST_DAY", "The last day is before the first day");
  if (!fits(before.metric, value)) throw invalid("value", "TOO_LARGE", 'A share is written from 0 to 1: "0.6" is 60 %');
}

/** Removes a target that has not begun, or only today. @throws conflict otherwise: it can be ended */
export function removeTarget(actor: Actor, { id }: { id: string }): Promise<null> {
  return changing(actor, id, async (tx, before) => {
    if (before.frozen) throw conflict("FROZEN", "");
    if (before.firstDay < todayOf(actor))
      throw refused("conflict", "HAS_BEGUN", "This target has begun: it can be ended, not removed");
    await deleteTarget(tx, actor.organization.id, id);
    const { metric, scope, code, value, firstDay, lastDay } = before;
    await record(tx, actor, "target.removed", subject(id), { metric, scope, code, value, firstDay, lastDay });
    return null;
  });
}

export function freezeTarget(actor: Actor, { id }: { id: string }): Promise<Target> {
  return setFrozen(actor, id, true, null);
}

/** The one way to change a frozen target, and it asks why. */
export function unfreezeTarget(actor: Actor, { id, reason }: { id: string; reason: string }): Promise<Target> {
  return setFrozen(actor, id, false, reason);
}

function setFrozen(actor: Actor, id: string, frozen: boolean, reason: string | null): Promise<Target> {
  return changing(actor, id, async (tx, before) => {
    if (before.frozen === frozen) return shown(before);
    await updateTarget(tx, actor.organization.id, id, { frozen });
    await record(tx, actor, frozen ? "target.frozen" : "target.unfrozen", subject(id), reason ? { reason } : {});
    return { ...shown(before), frozen };
  });
}

const ACTIONS = new Set<string>(["set", "changed", "ended", "removed", "frozen", "unfrozen"]);
const isAction = (text: string): text is TargetEvent["action"] => ACTIONS.has(text);

/** Every version of the same figure and scope, newest first, and what people did to them. */
export async function targetHistoryOf(actor: Actor, { id }: { id: string }) {
  authorise(actor, "figures:read");
  const all = await versionsFor(db(), actor);
  const one = all.find((version) => version.id === id);
  if (!one) throw new AppError("not_found", "There is no such target");
  const place = one.code === null || one.scope === "organization" ? null : { scope: one.scope, code: one.code };
  const data = all
    .filter((version) => version.metric === one.metric && isAt(version, place ?? { scope: "organization" }))
    .toReversed();
  const entries = await entriesAbout(
    actor.organization,
    "target",
    data.map((version) => version.id),
  );
  const events = entries.flatMap(({ at, action, author, subject: about, summary }): TargetEvent[] => {
    const verb = action.slice("target.".length);
    if (!isAction(verb) || about.id === null) return [];
    const reason = typeof summary.reason === "string" ? summary.reason : null;
    return [{ at, action: verb, targetId: about.id, reason, author: { kind: author.kind, name: author.name } }];
  });
  return { data: data.map(shown), events };
}
