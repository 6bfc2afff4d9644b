import { Exact, type Money, money, NOTHING, roundTo, times } from "@/lib/core/amount";

/** One line of the price book: what one unit costs, for whom (the key) and on which days. */
export type PriceEntry = {
  id: string;
  providerId: string;
  /** null = every wallet of the provider; likewise model and variant */
  walletId: string | null;
  model: string | null;
  variant: string | null;
  unit: string;
  amount: string;
  currency: string;
  firstDay: string;
  /** null = still open */
  lastDay: string | null;
  source: string | null;
};

/** What one unit of `currency` is worth in the organization's currency, from a day on until the next rate. */
export type RateEntry = { id: string; currency: string; firstDay: string; rate: string; source: string | null };

export type PriceBook = { prices: PriceEntry[]; rates: RateEntry[] };

/** What a price is looked up by. */
export type PriceKey = {
  providerId: string;
  walletId: string | null;
  model: string | null;
  /** Most specific first, as `variantsOf` lists them. */
  variants: readonly string[];
  unit: string;
  day: string;
};

/** Rates and prices per credit are kept at this many places. */
const PRICE_PLACES = 12;
/** A cost that went through an exchange rate is rounded once, to the scale it is stored at. */
const COST_PLACES = 18;

const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** What a job may be called in a price list: "medium 1024x1024", then "1024x1024", then "medium". */
export function variantsOf({
  width,
  height,
  modules,
}: {
  width?: number | null | undefined;
  height?: number | null | undefined;
  modules?: readonly string[] | undefined;
}): string[] {
  const names = modules ?? [];
  if (!width || !height) return [...names];
  const size = `${width}x${height}`;
  return [...names.map((name) => `${name} ${size}`), size, ...names];
}

/** Variant weighs more than model, model more than wallet; a variant named earlier more than a later one. */
function specificity(entry: PriceEntry, variants: readonly string[]): number {
  const named = entry.variant;
  const place = named === null ? variants.length : variants.findIndex((variant) => alike(variant, named));
  return (variants.length - place) * 4 + (entry.model === null ? 0 : 2) + (entry.walletId === null ? 0 : 1);
}

function applies(entry: PriceEntry, key: PriceKey): boolean {
  const { variant, model } = entry;
  return (
    entry.providerId === key.providerId &&
    entry.unit === key.unit &&
    entry.firstDay <= key.day &&
    (entry.lastDay === null || key.day <= entry.lastDay) &&
    (entry.walletId === null || entry.walletId === key.walletId) &&
    (model === null || (key.model !== null && alike(model, key.model))) &&
    (variant === null || key.variants.some((wanted) => alike(wanted, variant)))
  );
}

/** The most specific entry of the day. Entries of one key never overlap, so there is never a tie. */
export function priceInForce({ prices }: Pick<PriceBook, "prices">, key: PriceKey): PriceEntry | null {
  let best: PriceEntry | null = null;
  for (const entry of prices) {
    if (!applies(entry, key)) continue;
    if (!best || specificity(entry, key.variants) > specificity(best, key.variants)) best = entry;
  }
  return best;
}

/** The latest rate that started on or before the day. */
export function rateInForce({ rates }: Pick<PriceBook, "rates">, currency: string, day: string): RateEntry | null {
  let latest: RateEntry | null = null;
  for (const rate of rates) {
    if (rate.currency !== currency || rate.firstDay > day) continue;
    if (!latest || rate.firstDay > latest.firstDay) latest = rate;
  }
  return latest;
}

/** `amount` in the price's unit, or money when `unit` is a currency; `currency` is the organization's. */
export type Charge = PriceKey & { amount: string; currency: string };
export type Cost =
  | { cost: Money; priceId: string | null; rateId: string | null }
  | { unpricedReason: "NO_PRICE" | "NO_RATE" };

const isCurrency = (unit: string) => /^[A-Z]{3}$/.test(unit);

/** What a charge costs in the organization's currency, with the price and the rate that made it, or why nobody knows. */
export function costOf(book: PriceBook, charge: Charge): Cost {
  // A true 0 (a cache hit) is free, whatever a unit costs.
  if (new Exact(charge.amount).isZero()) return { cost: NOTHING, priceId: null, rateId: null };
  if (isCurrency(charge.unit)) return converted(book, charge, { cost: money(charge.amount), priceId: null });
  const price = priceInForce(book, charge);
  // No price means unpriced, never free.
  if (!price) return { unpricedReason: "NO_PRICE" };
  const product = times(price.amount, charge.amount);
  return converted(book, { ...charge, unit: price.currency }, { cost: product, priceId: price.id });
}

/** @param from money in the currency `charge.unit` */
function converted(book: PriceBook, charge: Charge, from: { cost: Money; priceId: string | null }): Cost {
  if (charge.unit === charge.currency) return { ...from, rateId: null };
  // What is free in one currency is free in every other.
  if (from.cost.isZero()) return { ...from, rateId: null };
  const rate = rateInForce(book, charge.unit, charge.day);
  if (!rate) return { unpricedReason: "NO_RATE" };
  return {
    cost: money(roundTo(times(rate.rate, from.cost), COST_PLACES)),
    priceId: from.priceId,
    rateId: rate.id,
  };
}

/** What a plan period says about its credits. */
export type PlanFee = { fee: string; discount: string; includedCredits: string; bonusCredits: string };

/** (fee − discount) ÷ (included + bonus), half-up at 12 places. @param plan with more than 0 credits */
export function pricePerCredit({ fee, discount, includedCredits, bonusCredits }: PlanFee): string {
  const paid = new Exact(fee).minus(discount);
  const credits = new Exact(includedCredits).plus(bonusCredits);
  return roundTo(paid.dividedBy(credits), PRICE_PLACES).toFixed();
}

/** Do two spans of days (inclusive, null = open end) share a day? */
export function overlaps(
  a: { firstDay: string; lastDay: string | null },
  b: { firstDay: string; lastDay: string | null },
): boolean {
  return (b.lastDay === null || a.firstDay <= b.lastDay) && (a.lastDay === null || b.firstDay <= a.lastDay);
}

type Span = { firstDay: string; lastDay: string | null };
export type OtherEntry = Span & { id: string; checkBeforeUse: boolean };

/**
 * What has to give way to a new entry of the same key: an open entry that started before ends the day before, and so
 * does a starter price that nobody has checked. `conflict` is an entry that does not give way.
 */
export function roomFor<T extends OtherEntry>(others: readonly T[], wanted: Span): { ends: T[]; conflict: T | null } {
  const inTheWay = others.filter((other) => overlaps(other, wanted));
  const yields = (other: T) => other.firstDay < wanted.firstDay && (other.lastDay === null || other.checkBeforeUse);
  return { ends: inTheWay.filter(yields), conflict: inTheWay.find((other) => !yields(other)) ?? null };
}

/** amount ÷ per, half-up at 12 places: 10 for 2000 credits are 0.005 each. @param per not zero */
export function priceOfOne(amount: string, per: string): string {
  return roundTo(new Exact(amount).dividedBy(per), PRICE_PLACES).toFixed();
}

/** A rate as it is kept: half-up at 12 places. */
export function rateText(rate: string): string {
  return roundTo(rate, PRICE_PLACES).toFixed();
}

/** The other way round: 1 EUR = 1.08 USD makes 1 USD = 0.925925925926 EUR. @param rate not zero */
export function inverseRate(rate: string): string {
  return roundTo(new Exact(1).dividedBy(rate), PRICE_PLACES).toFixed();
}
