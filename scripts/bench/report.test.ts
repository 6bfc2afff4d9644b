import { describe, expect, it } from "vitest";
import { inTurns, median, quantile, ratios } from "./report.mjs";

describe("what benchmarks share", () => {
  it.each([
    [[5], 0.95, 5],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2],
    [Array.from({ length: 100 }, (_, index) => 100 - index), 0.95, 95],
    [[1, 2], 0.05, 1],
  ])("of %j the share %d reaches at most %d", (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it("cases run in turns, warm-ups are not counted, and ratios are taken round by round", async () => {
    const order: string[] = [];
    const say = (name: string, value: number) => () => {
      order.push(name);
      return value * order.length;
    };
    const { a, b } = await inTurns({ a: say("a", 1), b: say("b", 2) }, { runs: 2, warmups: 1 });
    expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
    expect({ a, b }).toEqual({ a: [3, 5], b: [8, 12] });
    expect(median(ratios(b, a))).toBe(12 / 5);
  });
});
