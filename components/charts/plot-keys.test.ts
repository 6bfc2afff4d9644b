import { expect, test } from "vitest";
import { afterKey, NOWHERE, selectedDays } from "./plot-keys";

const LAST = 9;

test("the first arrow goes to the newest period, the next ones walk, and the ends hold", () => {
  expect(afterKey(NOWHERE, "ArrowLeft", false, LAST)).toEqual({ active: 9, anchor: null });
  expect(afterKey({ active: 9, anchor: null }, "ArrowLeft", false, LAST)).toEqual({ active: 8, anchor: null });
  expect(afterKey({ active: 9, anchor: null }, "ArrowRight", false, LAST)).toEqual({ active: 9, anchor: null });
  expect(afterKey({ active: 3, anchor: null }, "Home", false, LAST)).toEqual({ active: 0, anchor: null });
});

test("Shift selects from where it began, a plain arrow and Escape let go", () => {
  const one = afterKey({ active: 5, anchor: null }, "ArrowLeft", true, LAST);
  expect(one).toEqual({ active: 4, anchor: 5 });
  expect(afterKey({ active: 4, anchor: 5 }, "ArrowLeft", true, LAST)).toEqual({ active: 3, anchor: 5 });
  expect(afterKey({ active: 4, anchor: 5 }, "ArrowLeft", false, LAST)).toEqual({ active: 3, anchor: null });
  expect(afterKey({ active: 4, anchor: 5 }, "Escape", false, LAST)).toEqual(NOWHERE);
});

test("other keys are not ours", () => expect(afterKey(NOWHERE, "a", false, LAST)).toBeNull());

test("a selection takes whole periods, in whichever direction it was made", () => {
  const steps = ["01", "02", "03"].map((day) => ({ days: { from: `2026-11-${day}`, to: `2026-11-${day}` } }));
  expect(selectedDays({ active: 0, anchor: 2 }, steps)).toEqual({ from: "2026-11-01", to: "2026-11-03" });
  expect(selectedDays({ active: 1, anchor: 1 }, steps)).toBeNull();
});
