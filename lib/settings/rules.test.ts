import { expect, test } from "vitest";
import { isCurrency, isTimeZone, staffRateOn } from "./rules";

test.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["Asia/Calcutta", true],
  ["America/Argentina/Buenos_Aires", true],
  ["+01:00", false],
  ["Europe/Nowhere", false],
  ["", false],
  ["Europe/Berlin; DROP TABLE", false],
])("%j is a time zone: %s", (text, yes) => {
  expect(isTimeZone(text)).toBe(yes);
});

test.each([
  ["EUR", true],
  ["eur", false],
  ["XYZ", false],
  ["€", false],
])("%s is a currency: %s", (text, yes) => {
  expect(isCurrency(text)).toBe(yes);
});

test("the staff rate of a day is the latest that began by then", () => {
  const rates = [
    { firstDay: "2026-07-01", perHour: "60" },
    { firstDay: "2026-01-01", perHour: "50" },
  ];
  expect(staffRateOn(rates, "2025-12-31")).toBeNull();
  expect(staffRateOn(rates, "2026-06-30")).toBe("50");
  expect(staffRateOn(rates, "2026-07-01")).toBe("60");
});
