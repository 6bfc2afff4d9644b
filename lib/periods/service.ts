import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import { type Actor, authorOf } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import type { ProblemCode } from "@/lib/core/problem-codes";
import type { BookingMonths } from "@/lib/ledger/rules";
import { type Db, transaction } from "@/lib/server/db";
import { stateOf } from "./rules";
import type { CloseInput, PeriodSettings, ReopenInput, SettingsInput } from "./schema";
import { contentOf } from "./service/report";
import {
  bookedIn,
  closingInstant,
  holdMonths,
  insertReopening,
  insertReport,
  readMonths,
  readReports,
  shareMonths,
  writeSettings,
} from "./store";

/** For every booking, before anything else: in which month its entries are booked. No month closes until it is done. */
export async function bookingMonths(tx: Db, { id, timeZone }: Actor["organization"]): Promise<BookingMonths> {
  await shareMonths(tx, id);
  return readMonths(tx, id, timeZone);
}

/** Closing is about the whole organization. */
function requireAll(actor: Actor): void {
  authorise(actor, "periods:close");
  if (actor.costCenterIds === "all") return;
  throw new AppError("forbidden", "Months are closed for all cost centres; you see only some of them");
}

const conflict = (code: ProblemCode, message: string) =>
  new AppError("conflict", message, [{ path: "id", code, message }]);

/** Closes a month that is over: its report is kept as it is now, and later entries are booked in the current month. */
export async function closePeriod(actor: Actor, { id: month, note }: CloseInput): Promise<{ month: string }> {
  requireAll(actor);
  return transaction(async (tx) => {
    const { id: organizationId, timeZone } = actor.organization;
    await holdMonths(tx, organizationId);
    const { today, closed } = await readMonths(tx, organizationId, timeZone);
    const state = stateOf(month, { today, isClosed: closed.has(`${month}-01`) });
    if (state === "closed") throw conflict("CLOSED", "This month is closed already");
    if (state === "open") throw conflict("RUNNING", "This month is not over yet");
    const asOf = await closingInstant(tx);
    const figures = await contentOf(tx, actor, month, asOf);
    const content = { ...figures, booked: await bookedIn(tx, organizationId, month, timeZone) };
    const report = { month, asOf, content, note: note ?? null, ...authorOf(actor) };
    const id = await insertReport(tx, organizationId, report);
    const summary = { month, spend: content.total.spend };
    await record(tx, actor, "period.closed", { kind: "period", id }, summary);
    return { month };
  });
}

/** Opens a closed month again, with a reason: entries of its days are booked in it until it is closed anew. */
export async function reopenPeriod(actor: Actor, { id: month, reason }: ReopenInput): Promise<{ month: string }> {
  requireAll(actor);
  return transaction(async (tx) => {
    const { id: organizationId, timeZone } = actor.organization;
    await holdMonths(tx, organizationId);
    const reports = await readReports(tx, { organizationId, timeZone, month, scope: null });
    const standing = reports.find(({ reopened }) => reopened === null);
    if (!standing) throw conflict("NOT_CLOSED", "This month is not closed");
    await insertReopening(tx, organizationId, { reportId: standing.id, reason, ...authorOf(actor) });
    await record(tx, actor, "period.reopened", { kind: "period", id: standing.id }, { month, reason });
    return { month };
  });
}

export async function changeSettings(actor: Actor, asked: SettingsInput): Promise<PeriodSettings> {
  requireAll(actor);
  return transaction(async (tx) => {
    await writeSettings(tx, actor.organization.id, asked);
    await record(tx, actor, "period.changed", { kind: "period", id: null }, asked);
    return asked;
  });
}
