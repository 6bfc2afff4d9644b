import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { dayIn, lengthOf } from "@/lib/core/period";
import { decodeCursor, pageFrom } from "@/lib/dimensions/rules/pages";
import { correctJob } from "@/lib/jobs/service/correct";
import { jobById } from "@/lib/jobs/service/log";
import { bookedPeriod } from "@/lib/ledger/rules";
import { bookingMonths } from "@/lib/periods/service";
import { costOf } from "@/lib/prices/rules";
import { priceBook } from "@/lib/prices/service";
import { type Db, db, snapshot, transaction } from "@/lib/server/db";
import { balanceOn, type Lot, nextExpiry, paceOf, runsOutOn, type Taken, unusedContingent } from "./rules";
import type { WalletBalance, WalletEntry, WalletEntryInput, WalletEntryListQuery } from "./schema";
import {
  insertReversal,
  insertWalletEntry,
  selectEntries,
  selectEntry,
  selectLots,
  selectPlans,
  selectTaken,
  selectWallets,
  type WalletPlan,
  type WalletRow,
} from "./store";

/** A balance is of the whole wallet: whoever is limited to cost centres would see what others used. */
function authoriseBalances(actor: Actor): void {
  authorise(actor, "figures:read");
  if (actor.costCenterIds !== "all")
    throw refused("forbidden", "LIMITED", "Balances are of the whole organization; you are limited to cost centres");
}

const todayOf = ({ organization }: Actor) => dayIn(organization.timeZone, new Date());

async function knownWallet(db: Db, actor: Actor, id: string): Promise<WalletRow> {
  const [wallet] = await selectWallets(db, actor.organization.id, id);
  if (!wallet) throw new AppError("not_found", "There is no such wallet");
  return wallet;
}

/**
 * What is left on each wallet, per unit: credits that came with plan periods and by entry, less what jobs used and what
 * expired; with pace, days left and the unused contingent of past periods.
 * @param query.on a day in the organization's zone; absent: today
 */
export async function balancesOf(
  actor: Actor,
  query: { id?: string; on?: string | undefined },
): Promise<{ on: string; data: WalletBalance[] }> {
  const on = query.on ?? todayOf(actor);
  return { on, data: (await balancesAlong(actor, query.id))(on) };
}

/** The same for any day: all that is needed is read once. */
export async function balancesAlong(actor: Actor, id?: string): Promise<(on: string) => WalletBalance[]> {
  authoriseBalances(actor);
  const walletId = id ?? null;
  return snapshot(async (tx) => {
    if (walletId) await knownWallet(tx, actor, walletId);
    const wallets = await selectWallets(tx, actor.organization.id, walletId);
    const taken = await selectTaken(tx, actor.organization, walletId);
    const lots = await selectLots(tx, actor.organization, walletId);
    const plans = await selectPlans(tx, actor.organization.id, walletId);
    return (on) =>
      wallets.flatMap((wallet) => {
        const own = <T extends { walletId: string }>(rows: readonly T[]) =>
          rows.filter((row) => row.walletId === wallet.id);
        const planned = own(plans);
        const units = new Set([
          ...own(taken).map(({ unit }) => unit),
          ...own(lots).map(({ unit }) => unit),
          ...(planned.length > 0 ? ["CREDITS"] : []),
        ]);
        return [...units].sort().map((unit) => {
          const inUnit = <T extends { unit: string }>(rows: readonly T[]) => rows.find((row) => row.unit === unit);
          return balanceOf(wallet, unit, {
            lots: inUnit(own(lots))?.lots ?? [],
            taken: inUnit(own(taken))?.taken ?? [],
            plans: unit === "CREDITS" ? planned : [],
            on,
          });
        });
      });
  });
}

const lotOf = ({ id, firstDay, lastDay, carries, credits }: WalletPlan): Lot => ({
  ...{ id, credits, planPeriodId: id, day: firstDay },
  expiresOn: carries ? null : lastDay,
});

function balanceOf(
  { id: walletId, code: wallet, ...names }: WalletRow,
  unit: string,
  {
    lots,
    taken,
    plans,
    on,
  }: { lots: readonly Lot[]; taken: readonly Taken[]; plans: readonly WalletPlan[]; on: string },
): WalletBalance {
  const all = [...plans.map(lotOf), ...lots];
  const balance = balanceOn(all, taken, on);
  const first = all.map(({ day }) => day).sort()[0] ?? on;
  const pacePerDay = balance && paceOf(taken, first, on);
  const runsOut = balance && pacePerDay ? runsOutOn(balance.lots, pacePerDay, on) : null;
  const states = new Map(balance?.lots.map((lot) => [lot.id, lot]));
  return {
    ...{ walletId, wallet, ...names, unit, pacePerDay },
    remaining: balance?.remaining ?? null,
    overdrawn: balance?.overdrawn ?? "0",
    runsOutOn: runsOut,
    daysLeft: runsOut === null ? null : lengthOf({ from: on, to: runsOut }) - 1,
    expiresNext: balance && nextExpiry(balance.lots, on),
    contingents: plans
      .filter(({ firstDay }) => firstDay <= on)
      .map((plan) => {
        const state = states.get(plan.id);
        const { id, name, firstDay, lastDay, credits: granted, currency } = plan;
        const { used = "0", expired = "0", left = "0" } = state ?? {};
        const unused = unusedContingent(plan, state, on)?.toFixed() ?? null;
        return { id, name, firstDay, lastDay, granted, used, expired, left, unused, currency };
      }),
  };
}

/** The ledger of one wallet, newest first: what people booked, and what jobs used. */
export async function walletEntries(actor: Actor, { id, cursor, limit, type }: WalletEntryListQuery) {
  authoriseBalances(actor);
  await knownWallet(db(), actor, id);
  const after = cursor === undefined ? null : decodeCursor(cursor, 2);
  const sound =
    cursor === undefined ||
    (after && !Number.isNaN(Date.parse(after[0] ?? "")) && /^[0-9a-f-]{36}$/.test(after[1] ?? ""));
  if (!sound) throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  const rows = await selectEntries(db(), actor.organization, {
    ...{ walletId: id, type: type ?? null, jobId: null, after, rows: limit + 1 },
  });
  return pageFrom(rows, limit, ({ recordedAt, id: entry }) => [recordedAt, entry]);
}

async function entryOf(tx: Db, actor: Actor, id: string): Promise<WalletEntry> {
  const entry = await selectEntry(tx, actor.organization, id);
  if (!entry) throw new AppError("not_found", "There is no such entry");
  return entry;
}

/** @throws invalid_input when there is no exchange rate for the day */
async function converted(tx: Db, actor: Actor, { amount, currency, day }: WalletEntryInput) {
  if (amount === undefined || currency === undefined) return { money: null, rateId: null };
  const { id, currency: reporting } = actor.organization;
  const charge = {
    unit: currency,
    amount,
    currency: reporting,
    day,
    providerId: "",
    walletId: null,
    model: null,
    variants: [],
  };
  const cost = costOf(await priceBook(tx, id), charge);
  if ("unpricedReason" in cost)
    throw invalid(
      "currency",
      "NO_RATE",
      `There is no exchange rate from ${currency} to ${reporting} for ${day}; add it first`,
    );
  return { money: cost.cost.toFixed(), rateId: cost.rateId };
}

/**
 * Books what comes to or leaves a wallet without a job. A refund for a job corrects what the job cost, so it counts in
 * spend; one without a job is only in the wallet.
 */
export async function bookWalletEntry(actor: Actor, input: WalletEntryInput): Promise<WalletEntry> {
  authoriseBalances(actor);
  authorise(actor, "balances:write");
  if (input.day > todayOf(actor)) throw invalid("day", "IN_THE_FUTURE", "This day has not come yet");
  return transaction(async (tx) => {
    const wallet = await knownWallet(tx, actor, input.id);
    if (input.job !== undefined) return refundJob(tx, actor, { ...input, job: input.job }, wallet);
    const months = await bookingMonths(tx, actor.organization);
    const paid = await converted(tx, actor, input);
    const id = await insertWalletEntry(tx, actor, input, { ...paid, bookedPeriod: bookedPeriod(input.day, months) });
    const { type, quantity, unit, day } = input;
    await record(
      tx,
      actor,
      "wallet.booked",
      { kind: "wallet", id: wallet.id },
      { type, quantity, unit, day, entry: id },
    );
    return entryOf(tx, actor, id);
  });
}

/** Lowers the charge of the last try by what came back. */
async function refundJob(
  tx: Db,
  actor: Actor,
  { job: id, quantity, unit, note }: WalletEntryInput & { job: string },
  wallet: WalletRow,
): Promise<WalletEntry> {
  const job = await jobById(actor, { id });
  const last = job.attemptList.at(-1);
  if (job.wallet !== wallet.code)
    throw invalid("job", "OTHER_WALLET", `This job was charged to the wallet ${job.wallet}`);
  if (last?.unit !== unit || last.amount === null)
    throw invalid("unit", "OTHER_UNIT", `The job's last charge is not in ${unit}`);
  const rest = new Exact(last.amount).minus(quantity);
  if (rest.isNegative()) throw invalid("quantity", "MORE_THAN_CHARGED", `The job was charged ${last.amount} ${unit}`);
  const reason = note ?? "Refund";
  await correctJob(actor, { id, reason, cost: { amount: rest.toFixed(), unit, source: "manual" } });
  const [entry] = await selectEntries(tx, actor.organization, {
    ...{ walletId: wallet.id, type: "correction", jobId: id, after: null, rows: 1 },
  });
  if (!entry) throw new Error(`The refund of job ${id} left no entry`);
  return entry;
}

/** Takes back what somebody booked by mistake, by an entry of the opposite. Jobs are corrected, not their entries. */
export async function reverseWalletEntry(
  actor: Actor,
  { id, entry, reason }: { id: string; entry: string; reason: string },
): Promise<WalletEntry> {
  authoriseBalances(actor);
  authorise(actor, "balances:write");
  return transaction(async (tx) => {
    await knownWallet(tx, actor, id);
    const before = await entryOf(tx, actor, entry);
    if (before.jobId !== null || before.reversesId !== null)
      throw refused(
        "conflict",
        "NOT_BOOKED_BY_HAND",
        "This entry comes from a job or takes another one back; correct the job instead",
      );
    const months = await bookingMonths(tx, actor.organization);
    const made = await insertReversal(tx, actor, { entry, reason, bookedPeriod: bookedPeriod(before.day, months) });
    if (!made) throw refused("conflict", "REVERSED_BEFORE", "This entry was taken back before");
    await record(tx, actor, "wallet.reversed", { kind: "wallet", id }, { entry, reason });
    return entryOf(tx, actor, made);
  });
}
