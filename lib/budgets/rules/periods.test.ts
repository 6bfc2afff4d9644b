import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "@/lib/core/amount";
import { addDays, addMonths } from "@/lib/core/period";
import type { Budget } from "../schema";
import { forecastOf } from "./forecast";
import { courseOf, isPeriodEdge, periodWith } from "./periods";
import { roomFor } from "./room";

type Version = Pick<Budget, "id" | "period" | "amount" | "rollOver" | "steps" | "firstDay" | "lastDay">;
const aVersion = (over: Partial<Version> = {}): Version => ({
  ...{ id: "a", period: "month", amount: "100", rollOver: false, steps: [50, 80, 100] },
  ...{ firstDay: "2026-01-01", lastDay: null },
  ...over,
});
const spentPerMonth = (amounts: Record<string, string>) => (days: { from: string }) => ({
  ...{ amount: money(amounts[days.from.slice(0, 7)] ?? "0"), unpricedJobs: 0, lowerBound: false },
});

describe("calendar periods", () => {
  test.each([
    ["month", "2026-02-17", 1, "2026-02-01", "2026-02-28"],
    ["quarter", "2026-05-31", 1, "2026-04-01", "2026-06-30"],
    ["quarter", "2026-05-31", 2, "2026-05-01", "2026-07-31"],
    ["year", "2026-03-31", 4, "2025-04-01", "2026-03-31"],
    ["year", "2026-04-01", 4, "2026-04-01", "2027-03-31"],
  ] as const)("the %s of %s, fiscal year from month %i: %s to %s", (period, day, fiscalYearStart, from, to) => {
    expect(periodWith({ period, firstDay: "2020-01-01", lastDay: null }, day, fiscalYearStart)).toEqual({ from, to });
    expect(isPeriodEdge("from", period, from, fiscalYearStart)).toBe(true);
    expect(isPeriodEdge("to", period, to, fiscalYearStart)).toBe(true);
    expect(isPeriodEdge("from", period, addDays(from, 1), fiscalYearStart)).toBe(false);
  });
  test("a range is its own only period", () => {
    const range = { period: "range", firstDay: "2026-03-05", lastDay: "2026-04-19" } as const;
    expect(periodWith(range, "2026-04-01", 1)).toEqual({ from: "2026-03-05", to: "2026-04-19" });
  });
});

describe("what a period may spend", () => {
  test("100 a month, 60 spent: 40 left, 60 %, step 50 reached", () => {
    const [january] = courseOf([aVersion()], "2026-01-20", 1, spentPerMonth({ "2026-01": "60" }));
    expect(january).toMatchObject({ available: "100", spent: "60", left: "40", share: "0.6", reached: [50] });
  });
  test("exactly on a step is reached: 80 of 100", () => {
    const [january] = courseOf([aVersion()], "2026-01-20", 1, spentPerMonth({ "2026-01": "80" }));
    expect(january?.reached).toEqual([50, 80]);
  });
  test("with roll-over 40 left in January make 140 in February; 150 spent there take nothing from March", () => {
    const spent = spentPerMonth({ "2026-01": "60", "2026-02": "150" });
    const course = courseOf([aVersion({ rollOver: true })], "2026-03-01", 1, spent);
    expect(course.map(({ carried, available, left }) => [carried, available, left])).toEqual([
      ["0", "100", "40"],
      ["40", "140", "-10"],
      ["0", "100", "100"],
    ]);
  });
  test("a new version keeps what the old one left over, and past months keep the budget they had", () => {
    const versions = [
      aVersion({ id: "b", amount: "50", rollOver: true, firstDay: "2026-02-01" }),
      aVersion({ rollOver: true, lastDay: "2026-01-31" }),
    ];
    const course = courseOf(versions, "2026-02-10", 1, spentPerMonth({ "2026-01": "70" }));
    expect(course.map(({ budgetId, amount, available }) => [budgetId, amount, available])).toEqual([
      ["a", "100", "100"],
      ["b", "50", "80"],
    ]);
  });
  test("after a gap nothing is carried over", () => {
    const versions = [
      aVersion({ rollOver: true, lastDay: "2026-01-31" }),
      aVersion({ id: "b", rollOver: true, firstDay: "2026-03-01" }),
    ];
    const course = courseOf(versions, "2026-03-10", 1, spentPerMonth({}));
    expect(course.map(({ from, carried }) => [from, carried])).toEqual([
      ["2026-01-01", "0"],
      ["2026-03-01", "0"],
    ]);
  });
  test("periods follow each other without gap or overlap, and with roll-over no spent euro is lost or counted twice", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(amounts, (list) => {
        const byMonth = Object.fromEntries(list.map((n, i) => [addMonths("2026-01-01", i).slice(0, 7), String(n)]));
        const until = addMonths("2026-01-15", list.length - 1);
        const course = courseOf([aVersion({ rollOver: true })], until, 1, spentPerMonth(byMonth));
        expect(course).toHaveLength(list.length);
        let left = 0;
        for (const [index, period] of course.entries()) {
          if (index > 0) expect(period.from).toBe(addDays(course[index - 1]?.to ?? "", 1));
          expect(Number(period.available)).toBe(100 + Math.max(left, 0));
          left = Number(period.available) - (list[index] ?? 0);
          expect(Number(period.left)).toBe(left);
        }
      }),
    );
  });
});

describe("a new version", () => {
  const at = { today: "2026-03-10", fiscalYearStart: 1 };
  const wanted = (firstDay: string, over = {}) => ({ period: "month" as const, lastDay: null, firstDay, ...over });
  test("ends the one in force on the day before", () => {
    expect(roomFor([aVersion()], wanted("2026-04-01"), at).ends).toEqual({ id: "a", lastDay: "2026-03-31" });
  });
  test("replaces the one that begins on the same day while its first period runs, and not after", () => {
    expect(roomFor([aVersion({ firstDay: "2026-03-01" })], wanted("2026-03-01"), at).replaces).toBe("a");
    expect(roomFor([aVersion()], wanted("2026-01-01"), at).conflict?.why).toBe("PERIOD_IS_OVER");
  });
  test("does not cut a year in the middle, and does not push a later version away", () => {
    const year = aVersion({ period: "year" });
    expect(roomFor([year], wanted("2026-04-01"), at).conflict?.why).toBe("CUTS_A_PERIOD");
    expect(roomFor([aVersion({ firstDay: "2026-06-01" })], wanted("2026-04-01"), at).conflict?.why).toBe("OVERLAPS");
  });
  test("before an earlier one begins there is room", () => {
    const range = wanted("2026-01-05", { period: "range", lastDay: "2026-01-31" });
    const room = roomFor([aVersion({ firstDay: "2026-02-01" })], range, at);
    expect(room).toEqual({ replaces: null, ends: null, conflict: null });
  });
});

describe("forecast", () => {
  const spent = new Map(Array.from({ length: 20 }, (_, index) => [addDays("2026-03-01", index), "5"]));
  const [march] = courseOf([aVersion({ firstDay: "2026-03-01" })], "2026-03-21", 1, () => ({
    ...{ amount: money("100"), unpricedJobs: 0, lowerBound: false },
  }));
  if (!march) throw new Error("March is a period");
  test("5 a day: 100 spent + 11 × 5 = 155 of 100, 155 %", () => {
    const { forecast } = forecastOf(march, spent, "2026-03-21");
    expect(forecast).toEqual({ low: "155", expected: "155", high: "155", share: "1.55" });
  });
  test.each([
    ["2026-02-28", "NOT_BEGUN"],
    ["2026-03-07", "TOO_EARLY"],
    ["2026-04-01", "OVER"],
  ])("on %s: %s", (today, why) => expect(forecastOf(march, spent, today).noForecast).toBe(why));
  test("nothing spent yet: no pace", () =>
    expect(forecastOf(march, new Map(), "2026-03-21").noForecast).toBe("NOTHING_SPENT"));
});
