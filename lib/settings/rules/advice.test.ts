import { expect, test } from "vitest";
import { adviceFrom, bandOutOfOrder, USUAL_ADVICE } from "./advice";

test("an organization's own numbers stand beside the usual ones; nonsense falls back to the usual", () => {
  expect(adviceFrom({})).toEqual(USUAL_ADVICE);
  expect(adviceFrom(null)).toEqual(USUAL_ADVICE);
  expect(adviceFrom({ dropAfterRounds: 3 })).toEqual({ ...USUAL_ADVICE, dropAfterRounds: 3 });
  expect(adviceFrom({ dropAfterRounds: "three" })).toEqual(USUAL_ADVICE);
});

test("a band that ends before it begins is named by its end", () => {
  expect(bandOutOfOrder(USUAL_ADVICE)).toBeNull();
  expect(bandOutOfOrder({ ...USUAL_ADVICE, variationsFrom: 6 })).toBe("variationsTo");
  expect(bandOutOfOrder({ ...USUAL_ADVICE, stepsTo: 10 })).toBe("stepsTo");
});
