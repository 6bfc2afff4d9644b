import { expect, test } from "vitest";
import { creditFormula } from "@/lib/credits/schema";
import { formulaText } from "./formula-text";

const words = {
  ...{ image: "images", pixel: "pixels", stepPixel: "steps and pixels", nothing: "nothing" },
  write: (value: string) => value,
};

test("only what counts is written: 2 + 0.000027 × pixels, × 1.5 with an image reference", () => {
  const formula = creditFormula.parse({ fixed: "2", perPixel: "0.000027", factors: { "image reference": "1.5" } });
  expect(formulaText(formula, words)).toEqual({
    sum: "2 + 0.000027 × pixels",
    factors: ["image reference: × 1.5"],
  });
});

test("a formula of zeros says so", () => {
  expect(formulaText(creditFormula.parse({}), words).sum).toBe("nothing");
});
