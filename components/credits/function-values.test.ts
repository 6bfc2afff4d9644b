import { expect, test } from "vitest";
import { type CreditFunctionRow, creditFunctionInput } from "@/lib/credits/schema";
import { bodyOf, valuesOf } from "./function-values";

const row: CreditFunctionRow = {
  ...{ id: "f", provider: "leonardo", providerName: "Leonardo.Ai", model: "Phoenix", kind: "generation" },
  ...{ firstDay: "2026-01-01", lastDay: null, errorBand: "0.075", source: "docs", note: "old", checkBeforeUse: true },
  points: [{ width: 1024, height: 768, steps: null, images: 4, modules: ["alchemy"], credits: "40" }],
  formula: {
    ...{ fixed: "0", perImage: "0", perPixel: "0.000027", perStepPixel: "0", roundUp: true },
    factors: { "image reference": "1.5" },
  },
  author: { kind: "system", name: null },
  createdAt: "2026-01-01T00:00:00Z",
};
const newKey = () => "key";

test("a new version starts with everything the old one says, from today on", () => {
  const { points, formula, errorBand, source, provider, model, kind } = row;
  const body = bodyOf(valuesOf(row, "2026-03-01", newKey));
  expect(body).toEqual({
    ...{ provider, model, kind, points, formula, errorBand, source },
    ...{ firstDay: "2026-03-01", lastDay: null, note: null },
  });
  expect(creditFunctionInput.safeParse(body).success).toBe(true);
});

test("7.5 percent are sent as 0.075, lines without credits are left out, a typed mistake is sent as typed", () => {
  const values = valuesOf(null, "2026-03-01", newKey);
  expect(bodyOf({ ...values, band: "7.5" })).toMatchObject({ points: [], formula: null, errorBand: "0.075" });
  expect(bodyOf({ ...values, band: "a lot" })).toMatchObject({ errorBand: "a lot" });
});
