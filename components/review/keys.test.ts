import { expect, test } from "vitest";
import { actionFor } from "./keys";

const press = (key: string, over: Partial<Parameters<typeof actionFor>[0]> = {}) =>
  actionFor({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over });

test.each([
  ["a", { do: "decide", decision: "approved" }],
  ["A", { do: "decide", decision: "approved" }],
  ["c", { do: "decide", decision: "approved_with_changes" }],
  ["r", { do: "decide", decision: "changes_requested" }],
  ["x", { do: "decide", decision: "rejected" }],
  ["ArrowRight", { do: "move", by: "next", select: false }],
  ["1", { do: "criterion", place: 0 }],
  ["3", { do: "criterion", place: 2 }],
  ["4", { do: "reason", place: 0 }],
  ["9", { do: "reason", place: 5 }],
  ["?", { do: "help" }],
  ["n", null],
  // The first key of every way to another page.
  ["g", null],
  ["Tab", null],
])("%s", (key, action) => {
  expect(press(key)).toEqual(action);
});

test("undo is u, ⌘Z and Ctrl Z; every other combination belongs to the browser", () => {
  expect(press("z", { metaKey: true })).toEqual({ do: "undo" });
  expect(press("z", { ctrlKey: true })).toEqual({ do: "undo" });
  expect(press("z")).toBeNull();
  expect(press("r", { ctrlKey: true })).toBeNull();
  expect(press("a", { metaKey: true })).toBeNull();
});

test("shift with an arrow takes pictures into the selection; a shifted letter decides nothing", () => {
  expect(press("ArrowDown", { shiftKey: true })).toEqual({ do: "move", by: "below", select: true });
  expect(press("X", { shiftKey: true })).toBeNull();
});
