import { expect, test } from "vitest";
import { endOfDay } from "./end-of-day";

test.each([
  ["2026-01-31", "Europe/Berlin", "2026-01-31T23:00:00.000Z"],
  ["2026-07-31", "Europe/Berlin", "2026-07-31T22:00:00.000Z"],
  ["2026-03-28", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  ["2026-12-31", "America/New_York", "2027-01-01T05:00:00.000Z"],
  ["2026-12-31", "Asia/Kolkata", "2026-12-31T18:30:00.000Z"],
  ["2026-12-31", "UTC", "2027-01-01T00:00:00.000Z"],
])("%s ends in %s at %s", (day, zone, end) => {
  expect(endOfDay(day, zone)).toBe(end);
});
