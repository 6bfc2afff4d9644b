import { expect, test } from "vitest";
import type { BudgetState } from "../schema";
import { standingOf } from "./standing";

const state = (share: string, expected: string | null, steps = [50, 80, 100]) =>
  ({
    budget: { steps },
    period: { share },
    forecast: expected === null ? null : { share: expected },
  }) as Pick<BudgetState, "budget" | "period" | "forecast">;

test.each([
  ["1.01", "1.2", "over"],
  ["1", null, "near"],
  ["0.6", "1.01", "heading"],
  ["0.85", "0.99", "near"],
  ["0.79", "0.99", "fine"],
] as const)("%s spent, %s expected: %s", (share, expected, standing) =>
  expect(standingOf(state(share, expected))).toBe(standing),
);
test("with only the whole as a step there is no near", () =>
  expect(standingOf(state("0.9", null, [100]))).toBe("fine"));
test("without a period nothing is known", () =>
  expect(standingOf({ ...state("0", null), period: null })).toBe("unknown"));
