import { expect, test } from "vitest";
import { isCurrency, isTimeZone } from "./rules";

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
