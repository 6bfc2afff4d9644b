import { expect, test } from "vitest";
import { plannedAmount } from "./budgets";

test.each([
  ["3702", 3, 1, "1300"],
  ["300", 3, 1, "100"],
  ["80", 1, 1.1, "88"],
  ["0", 3, 1, "1"],
])("%s in %i months, times %s: %s a month", (spend, months, factor, amount) =>
  expect(plannedAmount(spend, months, factor)).toBe(amount),
);
