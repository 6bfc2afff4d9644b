import "server-only";
import type { AuditQuery } from "@/lib/audit/schema";
import { choicesOf, entriesOf, record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { adviceFrom, bandOutOfOrder } from "./rules/advice";
import type {
  AdviceSettings,
  Organization,
  OrganizationChange,
  StaffRate,
  StaffRateId,
  StaffRateInput,
} from "./schema";
import {
  type Change,
  deleteStaffRate,
  eraseOldPrompts,
  getAdvice,
  getOrganization,
  insertStaffRate,
  lockOrganization,
  updateOrganization,
} from "./store";

/** Everybody in it may see how their figures are cut. */
export async function organizationOf(actor: Actor): Promise<Organization> {
  authorise(actor, "figures:read");
  return getOrganization(db(), actor.organization.id);
}

/** @throws conflict for another currency once amounts depend on it */
export async function changeOrganization(actor: Actor, change: OrganizationChange): Promise<Organization> {
  authorise(actor, "organization:manage");
  const { id } = actor.organization;
  return transaction(async (tx) => {
    await lockOrganization(tx, id);
    const before = await getOrganization(tx, id);
    const after = differences(before, change);
    if (after.currency !== undefined) refuseFixedCurrency(before);
    if (after.advice) refuseBands(after.advice);
    if (Object.keys(after).length === 0) return before;
    await updateOrganization(tx, id, after, after.timeZone !== undefined);
    await record(tx, actor, "organization.changed", { kind: "organization", id }, summaryOf(before, after));
    return getOrganization(tx, id);
  });
}

function differences(before: Organization, { advice, ...change }: OrganizationChange): Change {
  const isSame = (field: string, value: unknown) =>
    JSON.stringify(value) === JSON.stringify(before[field as keyof OrganizationChange]);
  const changed = Object.entries(change).filter(([field, value]) => value !== undefined && !isSame(field, value));
  const wished = { ...before.advice, ...advice };
  const isOther = ADVICE_FIELDS.some((field) => wished[field] !== before.advice[field]);
  return { ...Object.fromEntries(changed), ...(isOther ? { advice: adviceFrom(wished) } : {}) };
}

const ADVICE_FIELDS = Object.keys(adviceFrom({})) as (keyof AdviceSettings)[];

function refuseBands(advice: AdviceSettings): void {
  const field = bandOutOfOrder(advice);
  if (field) throw invalid(`advice.${field}`, "OUT_OF_ORDER", "The upper end is below the lower one");
}

/** What this organization thinks is usually enough; for other slices, inside of their transactions. */
export function adviceOf(at: Db, organizationId: string): Promise<AdviceSettings> {
  return getAdvice(at, organizationId);
}

function refuseFixedCurrency({ currency, currencyFixedBy }: Organization): void {
  if (currencyFixedBy === null) return;
  const why =
    currencyFixedBy === "jobs" ? "jobs are booked in it" : "exchange rates, staff rates or budgets refer to it";
  throw refused("conflict", "CURRENCY_FIXED", `The currency stays ${currency}, because ${why}`, "currency");
}

function summaryOf(before: Organization, { advice, ...after }: Change): Record<string, unknown> {
  const fields = Object.entries(after).map(([field, to]) => [field, { from: before[field as keyof Change], to }]);
  const advised = ADVICE_FIELDS.filter((field) => advice && advice[field] !== before.advice[field]).map((field) => [
    field,
    { from: before.advice[field], to: advice?.[field] },
  ]);
  return Object.fromEntries([...fields, ...advised]);
}

export async function addStaffRate(actor: Actor, input: StaffRateInput): Promise<StaffRate> {
  authorise(actor, "organization:manage");
  return transaction(async (tx) => {
    const rate = await insertStaffRate(tx, actor, input);
    if (!rate)
      throw refused("conflict", "SAME_DAY", `There is a rate from ${input.firstDay}: remove it first`, "firstDay");
    const { firstDay, perHour } = rate;
    await record(tx, actor, "staff_rate.added", { kind: "staff_rate", id: rate.id }, { firstDay, perHour });
    return rate;
  });
}

/** Staff cost is frozen on each job, so no booked figure moves. */
export async function removeStaffRate(actor: Actor, { id }: StaffRateId): Promise<null> {
  authorise(actor, "organization:manage");
  await transaction(async (tx) => {
    const rate = await deleteStaffRate(tx, actor.organization.id, id);
    if (!rate) throw new AppError("not_found", "There is no such rate");
    const { firstDay, perHour } = rate;
    await record(tx, actor, "staff_rate.removed", { kind: "staff_rate", id }, { firstDay, perHour });
  });
  return null;
}

/** The audit slice stands left of rights, so they are asked for here. */
export async function auditLog(actor: Actor, query: AuditQuery) {
  authorise(actor, "audit:read");
  return entriesOf(actor.organization, query);
}

export async function auditLogChoices(actor: Actor) {
  authorise(actor, "audit:read");
  return choicesOf(actor.organization.id);
}

const ERASED_AT_ONCE = 5000;

/** What `promptRetentionDays` promises; called by the worker every hour. */
export async function erasePrompts(stopping: AbortSignal): Promise<number> {
  let erased = 0;
  let batch = ERASED_AT_ONCE;
  while (batch === ERASED_AT_ONCE && !stopping.aborted) {
    batch = await eraseOldPrompts(db(), ERASED_AT_ONCE);
    erased += batch;
  }
  return erased;
}
