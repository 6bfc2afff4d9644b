import { expect, test } from "vitest";
import { missingRates } from "./missing-rates";
import { directRate } from "./rate-fields";

const price = (currency: string, lastDay: string | null = null) => ({ currency, firstDay: "2026-01-01", lastDay });
const today = "2026-03-15";

test("a rate is missing for every currency of today's prices that has none yet", () => {
  const prices = [price("USD"), price("EUR"), price("GBP"), price("CHF", "2026-02-28"), price("USD")];
  expect(missingRates(prices, [], "EUR", today)).toEqual(["GBP", "USD"]);
  expect(missingRates(prices, [{ currency: "USD", firstDay: today }], "EUR", today)).toEqual(["GBP"]);
  expect(missingRates(prices, [{ currency: "USD", firstDay: "2026-03-16" }], "EUR", today)).toEqual(["GBP", "USD"]);
});

test("typed the other way round, 1 EUR = 1.08 USD is kept as 1 USD = 0.925925925926 EUR", () => {
  expect(directRate({ way: "inverse", rate: "1.08" })).toBe("0.925925925926");
  expect(directRate({ way: "direct", rate: "0.92" })).toBe("0.92");
  expect(directRate({ way: "inverse", rate: "about 1" })).toBe("about 1");
});
