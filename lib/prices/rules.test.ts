import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Charge,
  costOf,
  overlaps,
  type PriceBook,
  type PriceEntry,
  priceInForce,
  pricePerCredit,
  rateInForce,
  variantsOf,
} from "./rules";

const aPrice = (over: Partial<PriceEntry> = {}): PriceEntry => ({
  id: "price",
  providerId: "leonardo",
  walletId: null,
  model: null,
  variant: null,
  unit: "CREDITS",
  amount: "0.0015",
  currency: "EUR",
  firstDay: "2026-01-01",
  lastDay: null,
  source: null,
  ...over,
});
const aCharge = (over: Partial<Charge> = {}): Charge => ({
  amount: "24",
  unit: "CREDITS",
  providerId: "leonardo",
  walletId: "api",
  model: "Leonardo Phoenix",
  variants: [],
  day: "2026-03-29",
  currency: "EUR",
  ...over,
});
const book = (prices: PriceEntry[], rates: PriceBook["rates"] = []): PriceBook => ({ prices, rates });
const aRate = (rate: string, firstDay = "2026-01-01", currency = "USD") => ({
  id: `${currency} ${firstDay}`,
  currency,
  firstDay,
  rate,
  source: null,
});
const shown = (cost: ReturnType<typeof costOf>) => ("cost" in cost ? { ...cost, cost: cost.cost.toFixed() } : cost);

test("24 credits × 0.0015 EUR = 0.036 EUR", () => {
  expect(shown(costOf(book([aPrice()]), aCharge()))).toEqual({ cost: "0.036", priceId: "price", rateId: null });
});

test("24 credits × 0.001495 USD × 0.92 = 0.0330096 EUR", () => {
  const prices = book([aPrice({ amount: "0.001495", currency: "USD" })], [aRate("0.92")]);
  expect(shown(costOf(prices, aCharge()))).toEqual({
    cost: "0.0330096",
    priceId: "price",
    rateId: "USD 2026-01-01",
  });
});

test("with a rate the product is rounded once, half-up at 18 places: 0.000001 × 0.000000000001 × 0.5 = 0.000000000000000001", () => {
  const prices = book([aPrice({ amount: "0.000000000001", currency: "USD" })], [aRate("0.5")]);
  expect(shown(costOf(prices, aCharge({ amount: "0.000001" })))).toMatchObject({ cost: "0.000000000000000001" });
});

test("a currency as unit: 12.50 EUR cost 12.5 without any price", () => {
  expect(shown(costOf(book([]), aCharge({ amount: "12.50", unit: "EUR" })))).toEqual({
    cost: "12.5",
    priceId: null,
    rateId: null,
  });
});

test("another currency: 12.50 USD × 0.92 = 11.5 EUR; without a rate of that day NO_RATE", () => {
  const charge = aCharge({ amount: "12.50", unit: "USD" });
  expect(shown(costOf(book([], [aRate("0.92")]), charge))).toMatchObject({ cost: "11.5", rateId: "USD 2026-01-01" });
  expect(costOf(book([], [aRate("0.92", "2026-03-30")]), charge)).toEqual({ unpricedReason: "NO_RATE" });
});

test("no price is NO_PRICE, a foreign price without a rate is NO_RATE", () => {
  expect(costOf(book([]), aCharge())).toEqual({ unpricedReason: "NO_PRICE" });
  expect(costOf(book([aPrice({ currency: "USD" })]), aCharge())).toEqual({ unpricedReason: "NO_RATE" });
});

test("an amount of 0 costs 0 without any price, a price of 0 without any rate", () => {
  expect(shown(costOf(book([]), aCharge({ amount: "0.000" })))).toEqual({ cost: "0", priceId: null, rateId: null });
  expect(shown(costOf(book([aPrice({ amount: "0", currency: "USD" })]), aCharge()))).toEqual({
    cost: "0",
    priceId: "price",
    rateId: null,
  });
});

test("the first and the last day of an entry are included, the days beside them are not", () => {
  const entry = aPrice({ firstDay: "2026-03-01", lastDay: "2026-03-31" });
  const found = (day: string) => priceInForce(book([entry]), aCharge({ day }))?.id ?? null;
  expect(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map(found)).toEqual([null, "price", "price", null]);
});

test.each([
  ["wallet beats provider", { walletId: "api" }, {}],
  ["model beats wallet", { model: "leonardo phoenix" }, { walletId: "api" }],
  ["variant beats model and wallet", { variant: "1024X1024" }, { model: "Leonardo Phoenix", walletId: "api" }],
  ["quality and size beat size", { variant: "high 1024x1024" }, { variant: "1024x1024", model: "Leonardo Phoenix" }],
])("%s", (_, wins, loses) => {
  const variants = variantsOf({ width: 1024, height: 1024, modules: ["high"] });
  const entries = [aPrice({ id: "wins", ...wins }), aPrice({ id: "loses", ...loses })];
  for (const prices of [entries, entries.toReversed()])
    expect(priceInForce(book(prices), aCharge({ variants }))?.id).toBe("wins");
});

test.each([
  ["another provider", { providerId: "openai" }],
  ["another wallet", { walletId: "app" }],
  ["another model", { model: "Lucid Origin" }],
  ["another variant", { variant: "512x512" }],
  ["another unit", { unit: "IMAGES" }],
])("a price of %s is not used", (_, over) => {
  expect(priceInForce(book([aPrice(over)]), aCharge({ variants: ["1024x1024"] }))).toBeNull();
});

test("medium at 1024×1536 is looked up as: medium 1024x1536, 1024x1536, medium", () => {
  expect(variantsOf({ width: 1024, height: 1536, modules: ["medium"] })).toEqual([
    "medium 1024x1536",
    "1024x1536",
    "medium",
  ]);
  expect(variantsOf({ width: null, height: 1536, modules: ["medium"] })).toEqual(["medium"]);
});

test("of several rates the latest that has started counts", () => {
  const rates = [
    aRate("0.9", "2026-02-01"),
    aRate("0.95", "2026-04-01"),
    aRate("0.8"),
    aRate("1.1", "2026-03-01", "GBP"),
  ];
  expect(rateInForce({ rates }, "USD", "2026-03-29")?.rate).toBe("0.9");
  expect(rateInForce({ rates }, "USD", "2025-12-31")).toBeNull();
});

test.each([
  ["(299 − 0) ÷ (200,000 + 0) = 0.001495", ["299", "0", "200000", "0"], "0.001495"],
  ["(30 − 6) ÷ (25,000 + 0) = 0.00096", ["30", "6", "25000", "0"], "0.00096"],
  ["(12 − 0) ÷ (8,500 + 500) = 0.001333333333", ["12", "0", "8500", "500"], "0.001333333333"],
  ["(2 − 0) ÷ (3 + 0) = 0.666666666667, half-up", ["2", "0", "3", "0"], "0.666666666667"],
  ["(12 − 12) ÷ 8,500 = 0", ["12", "12", "8500", "0"], "0"],
] as const)("price per credit: %s", (_, [fee, discount, includedCredits, bonusCredits], expected) => {
  expect(pricePerCredit({ fee, discount, includedCredits, bonusCredits })).toBe(expected);
});

test("spans that touch on one day overlap; the day after they do not", () => {
  const march = { firstDay: "2026-03-01", lastDay: "2026-03-31" };
  expect(overlaps(march, { firstDay: "2026-03-31", lastDay: null })).toBe(true);
  expect(overlaps(march, { firstDay: "2026-04-01", lastDay: null })).toBe(false);
  expect(overlaps({ firstDay: "2026-04-01", lastDay: null }, march)).toBe(false);
});

// ── Properties ──

const DAYS = Array.from({ length: 60 }, (_, index) =>
  new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
);
const aKey = fc.record({
  walletId: fc.constantFrom(null, "api"),
  model: fc.constantFrom(null, "Phoenix"),
  variant: fc.constantFrom(null, "1024x1024", "high 1024x1024"),
});
/** What the database lets in: entries of one key never overlap. */
const aBook = fc.array(fc.tuple(aKey, fc.nat(59), fc.nat(59)), { maxLength: 30 }).map((wanted) => {
  const entries: PriceEntry[] = [];
  for (const [key, from, length] of wanted) {
    const entry = aPrice({
      id: String(entries.length),
      ...key,
      firstDay: DAYS[from] ?? "",
      lastDay: DAYS[from + length] ?? null,
    });
    const same = (other: PriceEntry) =>
      other.walletId === key.walletId && other.model === key.model && other.variant === key.variant;
    if (!entries.some((other) => same(other) && overlaps(other, entry))) entries.push(entry);
  }
  return entries;
});

test("on any day exactly one entry is in force, whatever order the book is read in", () => {
  fc.assert(
    fc.property(aBook, fc.constantFrom(...DAYS), (prices, day) => {
      const charge = aCharge({ day, model: "phoenix", variants: ["high 1024x1024", "1024x1024", "high"] });
      const found = priceInForce({ prices }, charge);
      expect(priceInForce({ prices: prices.toReversed() }, charge)).toEqual(found);
      const open = prices.filter((entry) => overlaps(entry, { firstDay: day, lastDay: day }));
      expect(found === null).toBe(open.length === 0);
    }),
  );
});

const digits = (places: number, most: bigint) =>
  fc.bigInt({ min: 1n, max: most }).map((whole) => ({ whole, text: fromScaled(whole, places) }));
function fromScaled(whole: bigint, places: number): string {
  const text = whole.toString().padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}
const scaled18 = (text: string) => {
  const [whole = "0", rest = ""] = text.split(".");
  return BigInt(whole + rest.padEnd(18, "0"));
};

test("any amount × any price is exact to the last digit (checked with whole numbers)", () => {
  fc.assert(
    fc.property(digits(6, 10n ** 15n), digits(12, 10n ** 18n), (amount, price) => {
      const cost = costOf(book([aPrice({ amount: price.text })]), aCharge({ amount: amount.text }));
      expect("cost" in cost && scaled18(cost.cost.toFixed())).toBe(amount.whole * price.whole);
    }),
  );
});

test("any amount × price × rate is rounded exactly once, half-up (checked with whole numbers)", () => {
  fc.assert(
    fc.property(digits(6, 10n ** 12n), digits(12, 10n ** 14n), digits(12, 10n ** 14n), (amount, price, rate) => {
      const prices = book([aPrice({ amount: price.text, currency: "USD" })], [aRate(rate.text)]);
      const cost = costOf(prices, aCharge({ amount: amount.text }));
      const exact = amount.whole * price.whole * rate.whole; // 30 places
      const half = 5n * 10n ** 11n;
      expect("cost" in cost && scaled18(cost.cost.toFixed())).toBe((exact + half) / 10n ** 12n);
    }),
  );
});
