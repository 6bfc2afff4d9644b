import type { Price } from "../schema";

type Days = { from: string; to: string };
type Entry = Pick<
  Price,
  | "id"
  | "provider"
  | "providerName"
  | "wallet"
  | "model"
  | "variant"
  | "unit"
  | "amount"
  | "currency"
  | "firstDay"
  | "source"
>;

/** What jobs used: provider, and model where one was named. */
type Used = { provider: string; model: string | null };

export type PriceChange = {
  price: Entry /** What the same thing cost before; null = it had no price. */;
  before: Entry | null;
};

const alike = (one: string | null, other: string | null) => one?.toLowerCase() === other?.toLowerCase();

const sameKey = (one: Entry, other: Entry) =>
  alike(one.provider, other.provider) &&
  alike(one.wallet, other.wallet) &&
  alike(one.model, other.model) &&
  alike(one.variant, other.variant) &&
  one.unit === other.unit;

/** A price without a model is for all of the provider's. */
const concerns = (price: Entry, used: readonly Used[]) =>
  used.some(
    ({ provider, model }) => alike(provider, price.provider) && (price.model === null || alike(model, price.model)),
  );

/** Prices that came into force within these days and are for what was used, newest first; the first day itself is the start. */
export function priceChanges(prices: readonly Entry[], used: readonly Used[], { from, to }: Days): PriceChange[] {
  return (
    prices
      .filter((price) => price.firstDay > from && price.firstDay <= to && concerns(price, used))
      .map((price) => {
        const earlier = prices.filter((other) => sameKey(other, price) && other.firstDay < price.firstDay);
        const before = earlier.toSorted((a, b) => b.firstDay.localeCompare(a.firstDay))[0] ?? null;
        return { price, before };
      })
      // A plan that is renewed at the same price changes nothing.
      .filter(({ price, before }) => before?.amount !== price.amount || before.currency !== price.currency)
      .toSorted((a, b) => b.price.firstDay.localeCompare(a.price.firstDay) || a.price.id.localeCompare(b.price.id))
  );
}
