import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAmount, writeAmount } from "./parse-amount";

test("1,5 in German and 1.5 in English are both 1.5", () => {
  expect(parseAmount("1,5", "de")).toBe("1.5");
  expect(parseAmount("1.5", "en")).toBe("1.5");
});

test("the language's own grouping wins: 1.500 is 1500 in German and 1.5 in English", () => {
  expect(parseAmount("1.500", "de")).toBe("1500");
  expect(parseAmount("1.500", "en")).toBe("1.5");
  expect(parseAmount("1,500", "en")).toBe("1500");
  expect(parseAmount("1.234.567,89", "de")).toBe("1234567.89");
  expect(parseAmount("1 234,50", "de")).toBe("1234.5");
});

test("the other language's point is understood where it cannot be a group", () => {
  expect(parseAmount("0.0153", "de")).toBe("0.0153");
  expect(parseAmount("12,5", "en")).toBe("12.5");
  expect(parseAmount("1,234.50", "de")).toBe("1234.5");
});

test("what is no amount is refused, not guessed", () => {
  for (const text of ["", "abc", "1e5", "-1", "1,2,3", "1..2", "NaN", "12 €"])
    expect(parseAmount(text, "de")).toBeNull();
});

test("every amount that is written can be read again, digit by digit", () => {
  const amount = fc
    .tuple(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, places]) =>
      `${whole}.${String(places).padStart(6, "0")}`.replace(/\.?0+$/, (tail) => (tail.startsWith(".") ? "" : "")),
    );
  fc.assert(
    fc.property(amount, fc.constantFrom("en" as const, "de" as const), (value, locale) => {
      const exact = parseAmount(value, "en") ?? value;
      expect(parseAmount(writeAmount(exact, locale), locale)).toBe(exact);
    }),
  );
});
