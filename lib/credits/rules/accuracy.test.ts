import { expect, test } from "vitest";
import type { CreditFunction } from "../rules";
import { accuracyOf, type ChargedRun } from "./accuracy";

const phoenix: CreditFunction = {
  ...{ id: "f", providerId: "leonardo", model: "Phoenix", kind: "generation", firstDay: "2026-01-01", lastDay: null },
  points: [{ width: 1024, height: 1024, steps: null, images: 4, modules: [], credits: "40" }],
  ...{ formula: null, errorBand: "0.1", source: null },
};
const aRun = (over: Partial<ChargedRun> = {}): ChargedRun => ({
  ...{ providerId: "leonardo", provider: "leonardo", model: "Phoenix", kind: "generation" },
  ...{ width: 1024, height: 1024, steps: 30, images: 4, modules: [], charges: 10, actual: "500" },
  ...over,
});

test("10 charges of 500 credits, estimated 10 × 40 = 400: (400 − 500) ÷ 500 = −20 %", () => {
  expect(accuracyOf([phoenix], [aRun()], "2026-03-01")).toEqual([
    {
      ...{ provider: "leonardo", model: "Phoenix", kind: "generation", charges: 10, actual: "500" },
      ...{ covered: 10, coveredActual: "500", estimated: "400", deviation: "-0.2" },
    },
  ]);
});

test("what no function covers is counted, not compared", () => {
  const runs = [aRun({ charges: 1, actual: "40" }), aRun({ width: 64, height: 64, charges: 3, actual: "9" })];
  expect(accuracyOf([phoenix], runs, "2026-03-01")).toMatchObject([
    { charges: 4, actual: "49", covered: 1, coveredActual: "40", estimated: "40", deviation: "0" },
  ]);
  expect(accuracyOf([], runs, "2026-03-01")).toMatchObject([{ covered: 0, deviation: null }]);
});
