import { expect, test } from "vitest";
import { formatter } from "./format";

const english = formatter("en", "Europe/Berlin", "EUR");
const german = formatter("de", "Europe/Berlin", "EUR");

test("the digits that help: €0.0153, €1.53, €15,312", () => {
  expect(english.money("0.0153")).toBe("€0.0153");
  expect(english.money("0.000001234")).toBe("€0.00000123");
  expect(english.money("0.5")).toBe("€0.50");
  expect(english.money("0")).toBe("€0.00");
  expect(english.money("1.534")).toBe("€1.53");
  expect(english.money("1234.5")).toBe("€1,234.50");
  expect(english.money("15312.49")).toBe("€15,312");
  expect(german.money("15312.49")).toBe("15.312\u00a0€");
  expect(german.money("-1234.5")).toBe("-1.234,50\u00a0€");
});

test("full precision keeps every digit of an exact amount", () => {
  expect(german.money("12345678901234567890.123456789012345678", { full: true })).toBe(
    "12.345.678.901.234.567.890,123456789012345678\u00a0€",
  );
});

test("no value is a dash, never 0", () => {
  expect(english.money(null)).toBe("–");
  expect(english.percent(null)).toBe("–");
});

test("percentages with one digit, from exact text", () => {
  expect(english.percent("0.123456789012")).toBe("12.3%");
  expect(german.percent("1")).toBe("100,0\u00a0%");
});

test("a range says once what both ends share", () => {
  expect(english.days("2026-10-01", "2026-10-21")).toBe("1–21 Oct 2026");
  expect(german.days("2026-10-01", "2026-10-21")).toBe("1.–21. Okt. 2026");
  expect(english.days("2026-09-29", "2026-10-21")).toBe("29 Sept – 21 Oct 2026");
  expect(english.days("2026-10-01", "2026-10-01")).toBe("1 Oct 2026");
});

test("a time is shown in the organization's zone", () => {
  expect(german.dateTime("2026-03-29T00:30:00Z")).toBe("29.03.2026, 01:30");
});
