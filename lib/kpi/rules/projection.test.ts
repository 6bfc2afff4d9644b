import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { project } from "./projection";

/** Days from `from` on, with what each of them took. */
const spentFrom = (from: string, amounts: readonly (number | string)[]) =>
  new Map(amounts.map((amount, index) => [addDays(from, index), String(amount)]));

const MARCH = { from: "2026-03-01", to: "2026-03-31" };

describe("what a period will have cost", () => {
  test("10 a day for 20 days: 200 spent + 11 days × 10 = 310, and nothing varies", () => {
    const spent = spentFrom("2026-03-01", Array(20).fill(10));
    expect(project(spent, MARCH, "2026-03-21")).toEqual({ low: "310", expected: "310", high: "310" });
  });

  test("10 on working days, 0 at weekends: the days to come cost what their weekdays cost", () => {
    // 2 March 2026 is a Monday: four weeks, then Monday 30 and Tuesday 31.
    const spent = spentFrom("2026-03-02", Array(4).fill([10, 10, 10, 10, 10, 0, 0]).flat());
    expect(project(spent, MARCH, "2026-03-30")).toEqual({ low: "220", expected: "220", high: "220" });
  });

  test("today counts with what it has cost, and the rest of it is expected: 7 of the usual 10 so far, 3 to come", () => {
    const spent = spentFrom("2026-03-01", [...Array(20).fill(10), 7]);
    expect(project(spent, MARCH, "2026-03-21")?.expected).toBe("310");
  });

  test("a day that took more than usual keeps it: 25 instead of 10", () => {
    const spent = spentFrom("2026-03-01", [...Array(20).fill(10), 25]);
    expect(project(spent, MARCH, "2026-03-21")?.expected).toBe("325");
  });

  test("with less than two weeks of history every weekday counts alike: 60 in 6 days is 10 a day", () => {
    const spent = spentFrom("2026-03-01", [0, 20, 0, 20, 0, 20].map(String));
    // The first day that took anything is the second: 60 in 5 days, 12 a day, for 25 days.
    expect(project(spent, MARCH, "2026-03-07")?.expected).toBe("360");
  });

  test("the pattern of the weeks before helps a period that has just begun", () => {
    const spent = spentFrom("2026-02-01", Array(28).fill(10));
    expect(project(spent, MARCH, "2026-03-01")?.expected).toBe("310");
  });

  test("nothing spent before today: there is no pace", () => {
    expect(project(new Map(), MARCH, "2026-03-10")).toBeNull();
    expect(project(new Map([["2026-03-10", "5"]]), MARCH, "2026-03-10")).toBeNull();
  });

  test("low ≤ expected ≤ high, and never less than what is spent", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, (list) => {
        const today = addDays(MARCH.from, list.length - 1);
        const spent = spentFrom(MARCH.from, list);
        const result = project(spent, MARCH, today);
        if (!result) return;
        const sum = list.reduce((total, amount) => total + amount, 0);
        expect(Number(result.low)).toBeGreaterThanOrEqual(sum);
        expect(Number(result.low)).toBeLessThanOrEqual(Number(result.expected));
        expect(Number(result.expected)).toBeLessThanOrEqual(Number(result.high));
      }),
    );
  });
});
