import { expect, test } from "vitest";
import { toBurnDown } from "./chart";
import type { BurnDown } from "./schema";

const march = {
  state: { period: { from: "2026-03-01", to: "2026-03-31", available: "310" } },
  days: [
    { day: "2026-03-01", spent: "4", sum: "4" },
    { day: "2026-03-02", spent: "6", sum: "10" },
  ],
} as unknown as BurnDown;

test("every day of the period has its place; days to come have no value, never 0", () => {
  const { points } = toBurnDown(march, "2026-03-02");
  expect(points).toHaveLength(31);
  expect(points.slice(0, 3).map(({ spent, even, state }) => [spent, even, state])).toEqual([
    ["4", "10", "whole"],
    ["10", "20", "running"],
    [null, "30", "whole"],
  ]);
  expect(points.at(-1)?.even).toBe("310");
});
test("without a period nothing is drawn", () => {
  expect(toBurnDown({ ...march, state: { ...march.state, period: null } }, "2026-03-02").isEmpty).toBe(true);
});
