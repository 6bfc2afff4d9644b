import { Decimal } from "decimal.js";

/** 100 digits: every product of a NUMERIC(18,6) quantity, a 12-place price and a 12-place rate is exact before it is rounded once. */
export const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -100, toExpPos: 100 });

/** Two kinds of exact decimals that the compiler will not let you mix. Text on the wire, NUMERIC in Postgres. */
export type Money = Decimal & { readonly kind: "money" };
type Credits = Decimal & { readonly kind: "credits" };

/** Money in one currency, exact. @throws on text that is no number */
export function money(value: Decimal.Value): Money {
  return new Exact(value) as Decimal as Money;
}

/** A number of credits (or images, minutes: a quantity in a price's unit), exact. @throws on text that is no number */
export function credits(value: Decimal.Value): Credits {
  return new Exact(value) as Decimal as Credits;
}

export const NOTHING: Money = money(0);

function add(values: Iterable<Decimal>): Decimal {
  let sum: Decimal = NOTHING;
  for (const value of values) sum = sum.plus(value);
  return sum;
}

export const addMoney = (values: Iterable<Money>): Money => money(add(values));
export const addCredits = (values: Iterable<Credits>): Credits => credits(add(values));

/** quantity × price per unit, exact: no rounding before the rate. */
export function times(pricePerUnit: Decimal.Value, quantity: Decimal.Value): Money {
  return money(new Exact(pricePerUnit).times(quantity));
}

/** Rounded half-up to `places`; the one rounding that a saved price, rate, cost or ratio gets. */
export function roundTo(value: Decimal.Value, places: number): Decimal {
  return new Exact(value).toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
}

/** A ratio as the API shows it: half-up to 12 places, plain notation. @param denominator not zero */
export function ratioText(numerator: Decimal.Value, denominator: Decimal.Value): string {
  return roundTo(new Exact(numerator).dividedBy(denominator), 12).toFixed();
}

/** Splits a charge evenly over n pictures at 18 places, the remainder to the first ones. Σ parts = total. */
export function splitEvenly(total: Money, parts: number): Money[] {
  if (parts === 0) return [];
  const unit = new Exact("1e-18");
  const base = new Exact(total).dividedBy(parts).toDecimalPlaces(18, Decimal.ROUND_DOWN);
  const remainder = new Exact(total).minus(base.times(parts)).dividedBy(unit).toNumber();
  return Array.from({ length: parts }, (_, index) => money(index < remainder ? base.plus(unit) : base));
}
