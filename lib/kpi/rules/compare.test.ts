import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Exact } from "@/lib/core/amount";
import { compare } from "./compare";

describe("now beside before", () => {
  test.each([
    ["12", "10", "2", "0.2", "more"],
    ["8", "10", "-2", "-0.2", "less"],
    ["10", "10.000", "0", "0", "same"],
    ["0", "3", "-3", "-1", "less"],
    ["20", "3", "17", "5.666666666667", "more"],
    // From nothing to something is no percentage.
    ["5", "0", "5", null, "more"],
    ["0", "0", "0", "0", "same"],
  ] as const)("%s against %s: %s, relative %s, %s", (now, before, difference, relative, direction) => {
    expect(compare(now, before)).toEqual({ before, difference, relative, direction });
  });

  test("without one of the two there is no comparison", () => {
    expect(compare(null, "1")).toEqual({ before: "1", difference: null, relative: null, direction: null });
    expect(compare("1", null)).toEqual({ before: null, difference: null, relative: null, direction: null });
  });

  test("before + difference = now, to the last digit", () => {
    const amount = fc
      .bigInt({ min: 0n, max: 10n ** 24n })
      .map((units) => new Exact(units.toString()).times("1e-18").toFixed());
    fc.assert(
      fc.property(amount, amount, (now, before) => {
        const { difference, direction } = compare(now, before);
        expect(new Exact(before).plus(difference ?? "0").equals(now)).toBe(true);
        expect(direction).toBe({ "-1": "less", 0: "same", 1: "more" }[new Exact(now).comparedTo(before)]);
      }),
    );
  });
});
