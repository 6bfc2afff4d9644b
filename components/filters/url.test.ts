import { expect, test } from "vitest";
import { rangeOf } from "./url";

const TODAY = "2026-11-21";

test("nothing in the URL means the last 30 days", () => {
  expect(rangeOf({ range: null, from: null, to: null }, TODAY, 1)).toEqual({
    preset: "30d",
    from: "2026-10-23",
    to: "2026-11-21",
  });
});

test("two days win over a preset, in whichever order they stand", () => {
  const expected = { preset: null, from: "2026-03-01", to: "2026-03-31" };
  expect(rangeOf({ range: "7d", from: "2026-03-01", to: "2026-03-31" }, TODAY, 1)).toEqual(expected);
  expect(rangeOf({ range: null, from: "2026-03-31", to: "2026-03-01" }, TODAY, 1)).toEqual(expected);
});

test("a day that does not exist is not a day", () => {
  expect(rangeOf({ range: "today", from: "2026-13-01", to: "2026-03-31" }, TODAY, 1).preset).toBe("today");
  expect(rangeOf({ range: "today", from: "yesterday", to: null }, TODAY, 1).from).toBe(TODAY);
});
