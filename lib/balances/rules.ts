import { Exact, type Money, money, NOTHING, ratioText } from "@/lib/core/amount";
import { addDays, earlier, lengthOf } from "@/lib/core/period";

type Amount = InstanceType<typeof Exact>;

/** Credits that came in: with a plan period, or by an entry. Days are calendar days in the organization's zone. */
export type Lot = {
  id: string;
  /** Of which plan period; null: granted, bought or refunded. */
  planPeriodId: string | null;
  day: string;
  /** The last day on which they can be used; null: they stay. */
  expiresOn: string | null;
  credits: string;
};

/** What a day took: `used` by jobs (corrections included), `expired` by entry. */
export type Taken = { day: string; used: string; expired: string };

export type LotState = Lot & { used: string; expired: string; left: string };

export type Balance = {
  remaining: string;
  /** More was used than is known to have come in: an entry is missing. */
  overdrawn: string;
  /** Oldest expiry first. Lots with nothing left are listed, too. */
  lots: LotState[];
};

type Working = Lot & { used: Amount; expired: Amount; left: Amount };

/** What expires first is used first; what stays is used last, oldest first. */
function byExpiry(a: Working, b: Working): number {
  const key = ({ expiresOn, day, id }: Working) => `${expiresOn ?? "9999-12-31"} ${day} ${id}`;
  return key(a) < key(b) ? -1 : 1;
}

/** Takes an amount out of the lots that can still be used on the day. @returns what no lot could give */
function take(lots: readonly Working[], day: string, amount: Amount, as: "used" | "expired"): Amount {
  let rest = amount;
  for (const lot of lots) {
    if (rest.lessThanOrEqualTo(0)) break;
    if (lot.day > day || (lot.expiresOn !== null && lot.expiresOn < day)) continue;
    const part = Exact.min(lot.left, rest);
    lot.left = lot.left.minus(part);
    lot[as] = lot[as].plus(part);
    rest = rest.minus(part);
  }
  return rest;
}

/**
 * The balance of a wallet on a day: every credit that came in is used, expired or left. A wallet is known from its
 * first lot on; what was used before is not in it. What was used beyond the known credits is a debt that the next lots
 * settle. Null: nothing ever came in.
 */
export function balanceOn(lots: readonly Lot[], taken: readonly Taken[], on: string): Balance | null {
  const working = lots
    .filter(({ day }) => day <= on)
    .map((lot) => ({ ...lot, used: new Exact(0), expired: new Exact(0), left: new Exact(lot.credits) }))
    .sort(byExpiry);
  const first = working.map(({ day }) => day).sort()[0];
  if (first === undefined) return null;
  const days = new Map(taken.map((row) => [row.day, row]));
  const dates = new Set([
    ...days.keys(),
    ...working.flatMap(({ day, expiresOn }) => [day, ...(expiresOn ? [addDays(expiresOn, 1)] : [])]),
  ]);
  let debt = new Exact(0);
  for (const day of [...dates].filter((date) => date >= first && date <= on).sort()) {
    for (const lot of working)
      if (lot.expiresOn !== null && lot.expiresOn < day && lot.left.greaterThan(0)) {
        lot.expired = lot.expired.plus(lot.left);
        lot.left = new Exact(0);
      }
    const { used = "0", expired = "0" } = days.get(day) ?? {};
    debt = take(working, day, debt.plus(used), "used");
    take(working, day, new Exact(expired), "expired");
  }
  return {
    remaining: Exact.sum(0, ...working.map(({ left }) => left)).toFixed(),
    overdrawn: Exact.max(0, debt).toFixed(),
    lots: working.map(({ used, expired, left, ...lot }) => ({
      ...lot,
      ...{ used: used.toFixed(), expired: expired.toFixed(), left: left.toFixed() },
    })),
  };
}

/** The pace is that of so many whole days before today. */
const PACE_DAYS = 28;

/** Credits per day, from the days before `today` since the wallet is known. Null: nothing was used. */
export function paceOf(taken: readonly Taken[], first: string, today: string): string | null {
  const from = [addDays(today, -PACE_DAYS), first].sort()[1] ?? first;
  const days = lengthOf({ from, to: today }) - 1;
  if (days < 1) return null;
  const used = Exact.sum(0, ...taken.filter(({ day }) => day >= from && day < today).map((row) => row.used));
  return used.greaterThan(0) ? ratioText(used, days) : null;
}

/** Further than this nobody plans with a pace of four weeks. */
const HORIZON_DAYS = 730;

/**
 * The first day on which the pace can no longer be paid, if nothing comes in. Credits that expire on the way are gone.
 * Null: not within two years.
 */
export function runsOutOn(lots: readonly LotState[], pace: string, today: string): string | null {
  const working = lots
    .map((lot) => ({ ...lot, used: new Exact(0), expired: new Exact(0), left: new Exact(lot.left) }))
    .sort(byExpiry);
  const horizon = addDays(today, HORIZON_DAYS);
  for (let day = today; day < horizon; day = addDays(day, 1))
    if (take(working, day, new Exact(pace), "used").greaterThan(0)) return day;
  return null;
}

export type Plan = { id: string; fee: string; discount: string; credits: string; lastDay: string };

/**
 * What was paid for credits of a plan period that nobody used and nobody can use any more: fee − rated use − value
 * carried over, which is the fee's share of the expired credits. Null while the period runs or nothing expired.
 */
export function unusedContingent(plan: Plan, lot: LotState | undefined, today: string): Money | null {
  if (!lot || plan.lastDay >= today) return null;
  const paid = new Exact(plan.fee).minus(plan.discount);
  const share = paid.times(lot.expired).dividedBy(plan.credits);
  return share.greaterThan(0) ? money(share.toDecimalPlaces(12, Exact.ROUND_HALF_UP)) : NOTHING;
}

/** The next credits that will be gone if nobody uses them. */
export function nextExpiry(lots: readonly LotState[], today: string): { credits: string; on: string } | null {
  const open = lots.filter(
    ({ left, expiresOn }) => expiresOn !== null && expiresOn >= today && new Exact(left).greaterThan(0),
  );
  const on = open
    .map(({ expiresOn }) => expiresOn ?? "")
    .reduce<string | null>((a, b) => (a === null ? b : earlier(a, b)), null);
  if (on === null) return null;
  const credits = Exact.sum(0, ...open.filter(({ expiresOn }) => expiresOn === on).map(({ left }) => left));
  return { credits: credits.toFixed(), on };
}
