import { expect, test } from "vitest";
import { isCurrency, isTimeZone, pictureHost } from "./rules";

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

test.each([
  ["cdn.example.com", true],
  ["CDN.Example.com ", true],
  ["*.example.com", true],
  ["render-1", true],
  ["192.0.2.7", true],
  ["*.com", false],
  ["*", false],
  ["cdn.*.com", false],
  ["https://cdn.example.com", false],
  ["cdn.example.com/a", false],
  ["cdn.example.com:8080", false],
  ["-a.example.com", false],
  ["", false],
])("%j is a host that pictures may come from: %s", (text, yes) => {
  expect(pictureHost.safeParse(text).success).toBe(yes);
});
