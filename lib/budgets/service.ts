import "server-only";
import { record } from "@/lib/audit/service";
import { inScope } from "@/lib/auth/rules";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { addDays, dayIn } from "@/lib/core/period";
import { type BookingLists, costCenterOn, findByCode } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { isExclusionViolation } from "@/lib/server/database-errors";
import { type Db, transaction } from "@/lib/server/db";
import { isPeriodEdge, periodWith } from "./rules/periods";
import { type Room, roomFor } from "./rules/room";
import type { Budget, BudgetInput } from "./schema";
import { deleteBudgetRow, endBudgetRow, insertBudget, type KeptBudget, lockBudgets, selectBudgets } from "./store";

/** What is kept, as answers show it. */
export function shown({ scopeId: _scopeId, providerId: _providerId, ...budget }: KeptBudget): Budget {
  return budget;
}

export const scopeOf = ({ costCenterIds }: Actor) => (costCenterIds === "all" ? null : costCenterIds);

const todayOf = ({ organization }: Actor) => dayIn(organization.timeZone, new Date());

/** Every version that the actor may see. */
export function versionsFor(db: Db, actor: Actor): Promise<KeptBudget[]> {
  return selectBudgets(db, actor.organization.id, scopeOf(actor), todayOf(actor));
}

/** @throws not_found also for what the actor may not see */
export async function versionOf(db: Db, actor: Actor, id: string): Promise<KeptBudget> {
  const found = (await versionsFor(db, actor)).find((one) => one.id === id);
  if (!found) throw new AppError("not_found", "There is no such budget");
  return found;
}

/** Versions of the same scope, unit and provider, oldest first. */
export function sameBudget<T extends Pick<KeptBudget, "scope" | "scopeId" | "unit" | "providerId">>(
  all: readonly T[],
  { scope, scopeId, unit, providerId }: Pick<KeptBudget, "scope" | "scopeId" | "unit" | "providerId">,
): T[] {
  return all.filter(
    (one) =>
      one.scope === scope && one.scopeId === scopeId && one.unit === unit && one.providerId === (providerId ?? null),
  );
}

type Place = { scope: Budget["scope"]; scopeId: string; providerId: string | null };

function known<T extends { code: string }>(list: readonly T[], path: string, what: string, code: string): T {
  const found = findByCode(list, code);
  if (found) return found;
  const near = nearMatches(
    code,
    list.map((row) => row.code),
  );
  throw invalid(path, "UNKNOWN_CODE", `There is no ${what} "${code}"`, near);
}

/** The row that reads show for a code: after merges. "Unassigned" is nobody's budget. */
function target<T extends { id: string; code: string; effectiveId: string; unassigned: boolean }>(
  list: readonly T[],
  path: string,
  what: string,
  code: string,
): T {
  const found = known(list, path, what, code);
  const row = list.find(({ id }) => id === found.effectiveId) ?? found;
  if (row.unassigned) throw invalid(path, "UNASSIGNED", `What is not assigned cannot have a budget of a ${what}`);
  return row;
}

/** @throws invalid_input for unknown codes, and for cost centres that the actor may not see */
function placeOf(actor: Actor, lists: BookingLists, input: BudgetInput, today: string): Place {
  const providerId =
    input.provider === undefined ? null : known(lists.providers, "provider", "provider", input.provider).id;
  if (input.campaign !== undefined) {
    const campaign = target(lists.campaigns, "campaign", "campaign", input.campaign);
    const costCenterId = costCenterOn(campaign, today);
    if (costCenterId !== null && !inScope(actor, costCenterId))
      throw invalid("campaign", "UNKNOWN_CODE", `There is no campaign "${input.campaign}" in your cost centres`);
    return { scope: "campaign", scopeId: campaign.id, providerId };
  }
  const visible = lists.costCenters.filter(({ id }) => inScope(actor, id));
  const { id } = target(visible, "costCenter", "cost centre", input.costCenter ?? "");
  return { scope: "costCenter", scopeId: id, providerId };
}

const EDGE = { month: "month", quarter: "quarter of the fiscal year", year: "fiscal year", range: "range" } as const;

function checkEdges({ period, firstDay, lastDay }: BudgetInput, fiscalYearStart: number): void {
  if (!isPeriodEdge("from", period, firstDay, fiscalYearStart))
    throw invalid("firstDay", "NOT_A_PERIOD_START", `${firstDay} is not the first day of a ${EDGE[period]}`);
  if (lastDay !== null && !isPeriodEdge("to", period, lastDay, fiscalYearStart))
    throw invalid("lastDay", "NOT_A_PERIOD_END", `${lastDay} is not the last day of a ${EDGE[period]}`);
}

const WHY = {
  OVERLAPS: "A later version of this budget is on these days; remove or end that one first",
  PERIOD_IS_OVER: "The period that begins on this day is over, and its budget stays what it was",
  CUTS_A_PERIOD:
    "The budget in force would end in the middle of one of its periods; begin on the first day of the next",
} as const;

function refuseConflict({ conflict }: Room): void {
  if (conflict) throw refused("conflict", conflict.why, WHY[conflict.why], "firstDay");
}

/** Sets a budget from a day on. The version in force ends the day before; one that began on the same day is replaced. */
export async function setBudget(actor: Actor, input: BudgetInput): Promise<Budget & { previousEnds: string | null }> {
  authorise(actor, "budgets:write");
  const { id: organizationId, fiscalYearStart } = actor.organization;
  const today = todayOf(actor);
  return transaction(async (tx) => {
    await lockBudgets(tx, organizationId);
    const place = placeOf(actor, await bookingLists(tx, organizationId), input, today);
    checkEdges(input, fiscalYearStart);
    const same = sameBudget(await versionsFor(tx, actor), { ...place, unit: input.unit });
    const room = roomFor(same, input, { today, fiscalYearStart });
    refuseConflict(room);
    if (room.replaces) await deleteBudgetRow(tx, organizationId, room.replaces);
    if (room.ends) await endBudgetRow(tx, organizationId, room.ends.id, room.ends.lastDay);
    const id = await insertBudget(tx, actor, input, {
      costCenterId: place.scope === "costCenter" ? place.scopeId : null,
      campaignId: place.scope === "campaign" ? place.scopeId : null,
      providerId: place.providerId,
    }).catch((error: unknown) => {
      if (isExclusionViolation(error)) throw refused("conflict", "OVERLAPS", WHY.OVERLAPS, "firstDay");
      throw error;
    });
    const replaced = same.find((one) => one.id === room.replaces);
    await record(
      tx,
      actor,
      "budget.set",
      { kind: "budget", id },
      { ...input, ...(replaced ? { replaced: shown(replaced) } : {}) },
    );
    return { ...shown(await versionOf(tx, actor, id)), previousEnds: room.ends?.lastDay ?? null };
  });
}

/** Ends a budget with one of its periods; periods that are over keep it. */
export async function endBudget(actor: Actor, { id, lastDay }: { id: string; lastDay: string }): Promise<Budget> {
  authorise(actor, "budgets:write");
  const { id: organizationId, fiscalYearStart } = actor.organization;
  const today = todayOf(actor);
  return transaction(async (tx) => {
    await lockBudgets(tx, organizationId);
    const before = await versionOf(tx, actor, id);
    if (before.period === "range")
      throw invalid("lastDay", "RANGE_ENDS", "A range ends with its last day; set another one instead");
    if (!isPeriodEdge("to", before.period, lastDay, fiscalYearStart))
      throw invalid("lastDay", "NOT_A_PERIOD_END", `${lastDay} is not the last day of a ${EDGE[before.period]}`);
    if (lastDay < before.firstDay)
      throw invalid("lastDay", "BEFORE_FIRST_DAY", "The last day is before the first day; remove the budget instead");
    const runs = periodWith(before, today, fiscalYearStart);
    if (lastDay < addDays(runs.from, -1))
      throw invalid("lastDay", "PERIOD_IS_OVER", "Periods that are over keep the budget that they had");
    await endBudgetRow(tx, organizationId, id, lastDay).catch((error: unknown) => {
      if (isExclusionViolation(error)) throw refused("conflict", "OVERLAPS", WHY.OVERLAPS, "lastDay");
      throw error;
    });
    await record(tx, actor, "budget.ended", { kind: "budget", id }, { lastDay, before: before.lastDay });
    return shown(await versionOf(tx, actor, id));
  });
}

/** Removes a version none of whose periods is over. @throws conflict otherwise: it can be ended */
export async function removeBudget(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "budgets:write");
  const { id: organizationId, fiscalYearStart } = actor.organization;
  return transaction(async (tx) => {
    await lockBudgets(tx, organizationId);
    const before = await versionOf(tx, actor, id);
    if (periodWith(before, before.firstDay, fiscalYearStart).to < todayOf(actor))
      throw refused("conflict", "PERIOD_IS_OVER", "Periods of this budget are over: it can be ended, not removed");
    await deleteBudgetRow(tx, organizationId, id);
    await record(tx, actor, "budget.removed", { kind: "budget", id }, { ...shown(before) });
    return null;
  });
}
