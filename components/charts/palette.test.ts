import { expect, test } from "vitest";
import { coloursOf } from "./palette";

const layer = (code: string | null, isOther = false) => ({ id: isOther ? "other" : (code ?? "none"), code, isOther });

test("seven keys get seven colours, the rest and those without a value get greys of their own", () => {
  const codes = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"];
  const colours = coloursOf([...codes.map((code) => layer(code)), layer(null), layer(null, true)]);
  expect(new Set(colours.values()).size).toBe(9);
});

test("the order of the layers does not recolour them", () => {
  const [a, b, c] = [layer("alpha"), layer("beta"), layer("gamma")];
  for (const { id } of [a, b, c]) expect(coloursOf([c, a, b]).get(id)).toBe(coloursOf([a, b, c]).get(id));
});
