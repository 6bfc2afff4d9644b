import fc from "fast-check";
import { expect, test } from "vitest";
import { type CreditFunction, type CreditRun, estimateCredits, functionInForce } from "./rules";
import { creditFormula, creditPoint } from "./schema";

const aFunction = (over: Partial<CreditFunction> = {}): CreditFunction => ({
  id: "function",
  providerId: "leonardo",
  model: "Phoenix",
  kind: "generation",
  firstDay: "2026-01-01",
  lastDay: null,
  points: [],
  formula: null,
  errorBand: "0",
  source: null,
  ...over,
});
const aRun = (over: Partial<CreditRun> = {}): CreditRun => ({
  providerId: "leonardo",
  model: "phoenix",
  kind: "generation",
  day: "2026-03-29",
  width: 1024,
  height: 1024,
  steps: 30,
  images: 4,
  modules: [],
  ...over,
});
const aPoint = (credits: string, over: Partial<CreditFunction["points"][number]> = {}) =>
  creditPoint.parse({ width: 1024, height: 1024, steps: null, images: 4, modules: [], credits, ...over });
const small = { width: 512, height: 512 };
const formula = (over: Record<string, unknown>) => creditFormula.parse(over);
const estimate = (over: Partial<CreditFunction>, run: Partial<CreditRun> = {}) =>
  estimateCredits([aFunction(over)], aRun(run));
const flux = formula({ perPixel: "0.000027", factors: { "image reference": "1.5" } });

test("an exact point wins over formula and neighbours: 40 credits", () => {
  expect(estimate({ points: [aPoint("40")], formula: flux })).toMatchObject({ expected: "40", method: "point" });
});

test("0.000027 × 1440 × 1440 × 1 = 55.9872, in whole credits 56", () => {
  const run = { width: 1440, height: 1440, images: 1 };
  expect(estimate({ formula: flux }, run)).toMatchObject({ expected: "56", method: "formula" });
  expect(estimate({ formula: { ...flux, roundUp: false } }, run)).toMatchObject({ expected: "55.9872" });
});

test("× 1.5 with an image reference: 83.9808, in whole credits 84", () => {
  const run = { width: 1440, height: 1440, images: 1, modules: ["Image Reference"] };
  expect(estimate({ formula: flux }, run)).toMatchObject({ expected: "84" });
});

test("2 + 1 × 4 + 0.000001 × 1024 × 1024 × 4 + 0.0000001 × 30 × 1024 × 1024 × 4 = 22.7772…, in whole credits 23", () => {
  const full = formula({ fixed: "2", perImage: "1", perPixel: "0.000001", perStepPixel: "0.0000001" });
  expect(estimate({ formula: full })).toMatchObject({ expected: "23" });
  expect(estimate({ formula: { ...full, roundUp: false } })).toMatchObject({ expected: "22.777216" });
});

test("between 24 at 512² and 66 at 1024², 768² takes 24 + 42 × 5 ÷ 12 = 41.5", () => {
  const points = [aPoint("24", small), aPoint("66")];
  expect(estimate({ points }, { width: 768, height: 768 })).toMatchObject({ expected: "41.5", method: "between" });
});

test("between 10 at 20 steps and 16 at 40 steps, 30 steps take 13", () => {
  const points = [aPoint("10", { steps: 20 }), aPoint("16", { steps: 40 })];
  expect(estimate({ points })).toMatchObject({ expected: "13", method: "between" });
});

test("outside of the points, at another batch size or with other modules nothing is known", () => {
  const points = [aPoint("24", small), aPoint("66")];
  expect(estimate({ points }, { width: 1536, height: 1024 })).toBeNull();
  expect(estimate({ points }, { width: 256, height: 256 })).toBeNull();
  expect(estimate({ points }, { width: 768, height: 768, images: 2 })).toBeNull();
  expect(estimate({ points }, { modules: ["alchemy"] })).toBeNull();
});

test("a formula that needs a size, steps or a factor that are not known is not used", () => {
  expect(estimate({ formula: flux }, { width: null, height: null })).toBeNull();
  expect(estimate({ formula: formula({ perStepPixel: "0.1" }) }, { steps: null })).toBeNull();
  expect(estimate({ formula: flux }, { modules: ["controlnet"] })).toBeNull();
  expect(estimate({ formula: formula({ fixed: "15" }) }, { width: null, height: null, steps: null })).toMatchObject({
    expected: "15",
  });
});

test("a point for any size and number holds everywhere; a more exact one goes before it", () => {
  const anySize = aPoint("15", { width: null, height: null, images: null });
  expect(estimate({ points: [anySize] }, { width: null, height: null })).toMatchObject({ expected: "15" });
  expect(estimate({ points: [anySize, aPoint("40")] })).toMatchObject({ expected: "40" });
});

test("modules are a set: order, case and repetition do not matter", () => {
  const points = [aPoint("9", { modules: ["alchemy", "NOBG"] })];
  expect(estimate({ points }, { modules: ["nobg", "Alchemy", "alchemy"] })).toMatchObject({ expected: "9" });
});

test("40 credits ± 7.5 % is 37 to 43", () => {
  expect(estimate({ points: [aPoint("40")], errorBand: "0.075" })).toMatchObject({ low: "37", high: "43" });
});

test("the function of the day is used; a model's own goes before the one for any model", () => {
  const functions = [
    aFunction({ id: "old", lastDay: "2026-02-28" }),
    aFunction({ id: "new", firstDay: "2026-03-01" }),
    aFunction({ id: "any", model: "*" }),
    aFunction({ id: "upscale", model: "*", kind: "upscale" }),
  ];
  const found = (over: Partial<CreditRun>) => functionInForce(functions, aRun(over))?.id ?? null;
  expect(found({ day: "2026-02-28" })).toBe("old");
  expect(found({ day: "2026-03-01" })).toBe("new");
  expect(found({ model: "Lucid Origin" })).toBe("any");
  expect(found({ model: null })).toBe("any");
  expect(found({ kind: "upscale" })).toBe("upscale");
  expect(found({ providerId: "openai" })).toBeNull();
});

test("an estimate between two points is never outside of them, and the band contains it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 512, max: 1024 }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 0, max: 5_000 }),
      (side, low, more) => {
        const points = [aPoint(String(low), small), aPoint(String(low + more))];
        const found = estimate({ points, errorBand: "0.1" }, { width: side, height: side });
        expect(found).not.toBeNull();
        expect(Number(found?.expected)).toBeGreaterThanOrEqual(low);
        expect(Number(found?.expected)).toBeLessThanOrEqual(low + more);
        expect(Number(found?.low)).toBeLessThanOrEqual(Number(found?.expected));
        expect(Number(found?.high)).toBeGreaterThanOrEqual(Number(found?.expected));
      },
    ),
  );
});
