import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { addDays, dayIn } from "@/lib/core/period";
import { findByCode } from "@/lib/dimensions/rules";
import { decodeCursor, pageFrom } from "@/lib/dimensions/rules/pages";
import { bookingLists } from "@/lib/dimensions/service";
import { overlaps, roomFor } from "@/lib/prices/rules";
import { isExclusionViolation } from "@/lib/server/database-errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { accuracyOf } from "../rules/accuracy";
import type {
  Accuracy,
  CreditFunctionChange,
  CreditFunctionInput,
  CreditFunctionListQuery,
  CreditFunctionRow,
} from "../schema";
import {
  deleteFunctionRow,
  insertFunction,
  lockSameKey,
  readCreditFunctions,
  selectFunction,
  selectFunctions,
  selectReportedRuns,
  updateFunction,
} from "../store";

export async function listCreditFunctions(actor: Actor, query: CreditFunctionListQuery) {
  authorise(actor, "figures:read");
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  if (query.cursor !== undefined && !/^\d{4}-\d\d-\d\d,[0-9a-f-]{36}$/.test(String(after)))
    throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  const rows = await selectFunctions(db(), actor.organization.id, query, { after, rows: query.limit + 1 });
  return pageFrom(rows, query.limit, ({ firstDay, id }) => [firstDay, id]);
}

/** All functions, for the page that shows them at once. */
export async function allCreditFunctions(actor: Actor): Promise<CreditFunctionRow[]> {
  const rows: CreditFunctionRow[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listCreditFunctions(actor, { limit: 200, ...(cursor ? { cursor } : {}) });
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

/** @throws not_found also for other organizations' ids */
async function existing(tx: Db, actor: Actor, id: string): Promise<CreditFunctionRow> {
  const found = await selectFunction(tx, actor.organization.id, id);
  if (!found) throw new AppError("not_found", "There is no such credit function");
  return found;
}

async function knownProvider(tx: Db, actor: Actor, code: string): Promise<string> {
  const { providers } = await bookingLists(tx, actor.organization.id);
  const found = findByCode(providers, code);
  if (found) return found.id;
  const near = nearMatches(
    code,
    providers.map((provider) => provider.code),
  );
  throw invalid("provider", "UNKNOWN_CODE", `There is no provider "${code}"`, near);
}

function overlapWith({ firstDay, lastDay }: { firstDay: string; lastDay: string | null }): AppError {
  const until = lastDay === null ? "" : ` to ${lastDay}`;
  const message = `This overlaps with the function from ${firstDay}${until}; end or remove that one first`;
  return new AppError("conflict", message, [{ path: "firstDay", code: "OVERLAPS", message }]);
}

/** The constraint of the table has the last word: two first functions of one key can race. */
function refusingOverlaps<T>(work: Promise<T>, span: { firstDay: string; lastDay: string | null }): Promise<T> {
  return work.catch((error: unknown) => {
    throw isExclusionViolation(error) ? overlapWith(span) : error;
  });
}

/** A new version ends the open one before it by itself; what was estimated with that one stays as it is. */
export async function createCreditFunction(actor: Actor, input: CreditFunctionInput): Promise<CreditFunctionRow> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const { provider, ...fields } = input;
    const providerId = await knownProvider(tx, actor, provider);
    const { ends, conflict } = roomFor(await lockSameKey(tx, organizationId, input), input);
    if (conflict) throw overlapWith(conflict);
    const lastDay = addDays(input.firstDay, -1);
    for (const before of ends) await updateFunction(tx, organizationId, before.id, { lastDay });
    const id = await refusingOverlaps(insertFunction(tx, actor, { ...fields, providerId }), input);
    const summary = { ...input, ends: ends.map((before) => ({ function: before.id, lastDay })) };
    await record(tx, actor, "credit-function.added", { kind: "credit_function", id }, summary);
    return existing(tx, actor, id);
  });
}

/** Points and formula never change: estimates name the version that made them. Ending, notes and the mark do. */
export async function changeCreditFunction(actor: Actor, change: CreditFunctionChange): Promise<CreditFunctionRow> {
  authorise(actor, "prices:write");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const before = await existing(tx, actor, change.id);
    const { id, lastDay, note, checkBeforeUse } = change;
    if (lastDay !== undefined) await refuseBadEnd(tx, organizationId, before, lastDay);
    const fields = {
      ...(lastDay === undefined ? {} : { lastDay }),
      ...(note === undefined ? {} : { note }),
      ...(checkBeforeUse === undefined ? {} : { checkBeforeUse }),
    };
    await updateFunction(tx, organizationId, id, fields);
    const was = Object.fromEntries(Object.entries(before).filter(([name]) => name in fields));
    const subject = { kind: "credit_function", id };
    await record(tx, actor, "credit-function.changed", subject, { before: was, after: fields });
    return existing(tx, actor, id);
  });
}

async function refuseBadEnd(
  tx: Db,
  organizationId: string,
  before: CreditFunctionRow,
  lastDay: string | null,
): Promise<void> {
  if (lastDay !== null && lastDay < before.firstDay)
    throw invalid("lastDay", "INVALID", "The last day is before the first day");
  const others = await lockSameKey(tx, organizationId, before);
  const span = { firstDay: before.firstDay, lastDay };
  const other = others.find((entry) => entry.id !== before.id && overlaps(entry, span));
  if (other) throw overlapWith(other);
}

/** For mistakes: booked estimates are amounts of their own and stay. */
export async function removeCreditFunction(actor: Actor, { id }: { id: string }): Promise<null> {
  authorise(actor, "prices:write");
  return transaction(async (tx) => {
    const before = await existing(tx, actor, id);
    await deleteFunctionRow(tx, actor.organization.id, id);
    const { author: _author, ...summary } = before;
    await record(tx, actor, "credit-function.removed", { kind: "credit_function", id }, summary);
    return null;
  });
}

const DAYS_LOOKED_AT = 90;

/** Estimate against actual: what today's functions say about what providers reported in the last 90 days. */
export async function creditAccuracy(actor: Actor): Promise<Accuracy> {
  authorise(actor, "figures:read");
  const { id: organizationId, timeZone } = actor.organization;
  const to = dayIn(timeZone, new Date());
  const from = addDays(to, 1 - DAYS_LOOKED_AT);
  const scope = actor.costCenterIds === "all" ? null : actor.costCenterIds;
  const functions = await readCreditFunctions(db(), organizationId);
  const runs = await selectReportedRuns(db(), { organizationId, from, timeZone }, scope);
  return { from, to, rows: accuracyOf(functions, runs, to) };
}
