import { expect, test } from "vitest";
import { bookedPeriod } from "./rules";

const months = { today: "2026-04-17", closed: new Set(["2026-02-01"]) };

test.each([
  ["of a month that is closing", "2026-03-31", "2026-03-01"],
  ["of the current month", "2026-04-17", "2026-04-01"],
  ["of a closed month: the current one", "2026-02-28", "2026-04-01"],
  ["of an older month that nobody closed", "2026-01-05", "2026-01-01"],
])("an entry %s, %s, is booked in %s", (_, day, booked) => {
  expect(bookedPeriod(day, months)).toBe(booked);
});
