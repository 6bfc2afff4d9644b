import fc from "fast-check";
import { expect, test } from "vitest";
import { everyNth, fitting, ticksUpTo } from "./scale";

test("up to 143: 0, 50, 100, 150", () => expect(ticksUpTo(143)).toEqual([0, 50, 100, 150]));

test("up to 0.0609: 0, 0.02, 0.04, 0.06, 0.08", () => expect(ticksUpTo(0.0609)).toEqual([0, 0.02, 0.04, 0.06, 0.08]));

test("nothing to show still has an axis", () => expect(ticksUpTo(0)).toEqual([0, 1]));

test("the axis begins at 0, reaches the highest value, rises evenly and stays short", () =>
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (most) => {
      const ticks = ticksUpTo(most);
      const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const step of steps) expect(step / (steps[0] ?? 1)).toBeCloseTo(1, 6);
    }),
  ));

test("30 labels of 50 pixels on 500: every third", () => expect(everyNth(30, 500, 50)).toBe(3));

test("a name that is too long is cut and says so", () => {
  expect(fitting("Alpenkraft shop packshots", 70)).toBe("Alpenkraf…");
  expect(fitting("Kaffa", 70)).toBe("Kaffa");
});
