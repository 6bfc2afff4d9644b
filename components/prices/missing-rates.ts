import type { FxRate, Price } from "@/lib/prices/schema";

/** Currencies that prices of today are in and that have no rate to the own one yet, in order. */
export function missingRates(
  prices: readonly Pick<Price, "currency" | "firstDay" | "lastDay">[],
  rates: readonly Pick<FxRate, "currency" | "firstDay">[],
  own: string,
  today: string,
): string[] {
  const known = new Set(rates.filter(({ firstDay }) => firstDay <= today).map(({ currency }) => currency));
  const used = prices
    .filter(({ firstDay, lastDay }) => firstDay <= today && (lastDay === null || lastDay >= today))
    .map(({ currency }) => currency);
  return [...new Set(used)].filter((currency) => currency !== own && !known.has(currency)).sort();
}
