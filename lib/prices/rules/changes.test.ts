import { describe, expect, test } from "vitest";
import { priceChanges } from "./changes";

const price = (id: string, firstDay: string, over: Partial<Parameters<typeof priceChanges>[0][number]> = {}) => ({
  id,
  firstDay,
  ...{ provider: "leonardo", providerName: "Leonardo", wallet: null, model: null, variant: null, source: null },
  ...{ unit: "CREDITS" as const, amount: "0.001", currency: "EUR" },
  ...over,
});
const BOOK = [
  price("old", "2026-01-01"),
  price("new", "2026-03-10", { amount: "0.002" }),
  price("renewed", "2026-03-20", { amount: "0.002" }),
  price("phoenix", "2026-03-12", { model: "Phoenix" }),
  price("other", "2026-03-11", { provider: "openai" }),
];
const MARCH = { from: "2026-03-01", to: "2026-03-31" };
const idsOf = (used: Parameters<typeof priceChanges>[1], days = MARCH) =>
  priceChanges(BOOK, used, days).map(({ price: { id }, before }) => [id, before?.id ?? null]);

describe("price changes within days", () => {
  test("of what was used only, newest first, beside what it was before", () => {
    expect(idsOf([{ provider: "Leonardo", model: "phoenix" }])).toEqual([
      ["phoenix", null],
      ["new", "old"],
    ]);
    expect(idsOf([{ provider: "leonardo", model: null }])).toEqual([["new", "old"]]);
    expect(idsOf([])).toEqual([]);
  });

  test("a price that is in force from the first day on is no change", () => {
    expect(idsOf([{ provider: "leonardo", model: null }], { from: "2026-03-10", to: "2026-03-31" })).toEqual([]);
  });
});
