import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, dayIn, intervalFor, lengthOf, PRESETS, presetDays, previousPeriod, soFar } from "./period";

const TODAY = "2026-11-21";

test("a whole month compares with the whole month before, however long: all of April with all of March", () => {
  expect(previousPeriod({ from: "2026-04-01", to: "2026-04-30" }, TODAY)).toEqual({
    from: "2026-03-01",
    to: "2026-03-31",
  });
  expect(previousPeriod({ from: "2026-03-01", to: "2026-03-31" }, TODAY)).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
});

test("three whole months compare with the three before, across the year", () => {
  expect(previousPeriod({ from: "2026-01-01", to: "2026-03-31" }, TODAY)).toEqual({
    from: "2025-10-01",
    to: "2025-12-31",
  });
});

test("a month so far compares with the month before so far: 1–21 Nov with 1–21 Oct", () => {
  expect(previousPeriod({ from: "2026-11-01", to: "2026-11-30" }, TODAY)).toEqual({
    from: "2026-10-01",
    to: "2026-10-21",
  });
});

test("a year so far compares with the year before so far, a quarter with the quarter before", () => {
  expect(previousPeriod({ from: "2026-01-01", to: "2026-12-31" }, TODAY)).toEqual({
    from: "2025-01-01",
    to: "2025-11-21",
  });
  expect(previousPeriod({ from: "2026-10-01", to: "2026-12-31" }, TODAY)).toEqual({
    from: "2026-07-01",
    to: "2026-08-21",
  });
});

test("so far on the 30th of March compares with all that February has", () => {
  expect(previousPeriod({ from: "2026-03-01", to: "2026-03-31" }, "2026-03-30")).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
});

test("any other range compares with as many days right before", () => {
  expect(previousPeriod({ from: "2026-11-08", to: "2026-11-14" }, TODAY)).toEqual({
    from: "2026-11-01",
    to: "2026-11-07",
  });
  expect(previousPeriod({ from: TODAY, to: TODAY }, TODAY)).toEqual({ from: "2026-11-20", to: "2026-11-20" });
});

test("20 Nov to 29 Nov, two days in, compares with the first two days of the ten before", () => {
  expect(previousPeriod({ from: "2026-11-20", to: "2026-11-29" }, TODAY)).toEqual({
    from: "2026-11-10",
    to: "2026-11-11",
  });
});

test("what has not begun has nothing to compare", () => {
  expect(previousPeriod({ from: "2026-11-22", to: "2026-11-30" }, TODAY)).toBeNull();
  expect(soFar({ from: "2026-11-22", to: "2026-11-30" }, TODAY)).toBeNull();
});

test("months keep the day where they can: 31 Jan + 1 month is 28 Feb, 29 Feb 2028 is a day", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2027-12-31", 2)).toBe("2028-02-29");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  expect(addMonths("2026-11-01", -11)).toBe("2025-12-01");
});

test("the presets of 21 Nov 2026", () => {
  const days = Object.fromEntries(PRESETS.map((preset) => [preset, presetDays(preset, TODAY)]));
  expect(days).toEqual({
    today: { from: "2026-11-21", to: "2026-11-21" },
    "7d": { from: "2026-11-15", to: "2026-11-21" },
    "30d": { from: "2026-10-23", to: "2026-11-21" },
    "90d": { from: "2026-08-24", to: "2026-11-21" },
    month: { from: "2026-11-01", to: "2026-11-30" },
    "last-month": { from: "2026-10-01", to: "2026-10-31" },
    quarter: { from: "2026-10-01", to: "2026-12-31" },
    year: { from: "2026-01-01", to: "2026-12-31" },
    "12m": { from: "2025-12-01", to: "2026-11-30" },
  });
});

test("a fiscal year that starts in April: in November it runs from April, its quarter from October", () => {
  expect(presetDays("year", TODAY, 4)).toEqual({ from: "2026-04-01", to: "2027-03-31" });
  expect(presetDays("quarter", TODAY, 4)).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(presetDays("quarter", "2026-01-15", 2)).toEqual({ from: "2025-11-01", to: "2026-01-31" });
});

test("half past midnight in Berlin is still yesterday in London", () => {
  const at = new Date("2026-06-30T22:30:00Z");
  expect(dayIn("Europe/Berlin", at)).toBe("2026-07-01");
  expect(dayIn("Europe/London", at)).toBe("2026-06-30");
});

test("45 days are shown by day, 46 by week, more than 200 by month", () => {
  expect(intervalFor({ from: "2026-01-01", to: addDays("2026-01-01", 44) })).toBe("day");
  expect(intervalFor({ from: "2026-01-01", to: addDays("2026-01-01", 45) })).toBe("week");
  expect(intervalFor({ from: "2026-01-01", to: "2026-12-31" })).toBe("month");
});

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays("2010-01-01", offset));
const anyRange = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 800 }))
  .map(([from, more]) => ({ from, to: addDays(from, more) }));

test("what is compared ends before the range begins", () => {
  fc.assert(
    fc.property(anyRange, anyDay, (range, today) => {
      const before = previousPeriod(range, today);
      if (!before) return range.from > today;
      return before.from <= before.to && before.to < range.from;
    }),
  );
});

test("a past range that is no whole month compares with exactly as many days, without a gap", () => {
  fc.assert(
    fc.property(anyRange, (range) => {
      fc.pre(!range.from.endsWith("-01"));
      const before = previousPeriod(range, "2099-01-01");
      expect(before && lengthOf(before)).toBe(lengthOf(range));
      expect(before && addDays(before.to, 1)).toBe(range.from);
    }),
  );
});
