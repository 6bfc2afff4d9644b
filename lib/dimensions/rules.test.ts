import fc from "fast-check";
import { expect, test } from "vitest";
import { costCenterOn, findByCode, isOffered } from "./rules";
import { containing, decodeCursor, encodeCursor, pageFrom } from "./rules/pages";

test("codes are found without regard to case and to blanks around them", () => {
  const list = [{ code: "SPRING26" }, { code: "unassigned" }];
  expect(findByCode(list, " spring26 ")).toBe(list[0]);
  expect(findByCode(list, "SPRING")).toBeUndefined();
});

test("the cost centre in force on a day: the last one that had begun, else the first, else none", () => {
  const campaign = {
    costCenters: [
      { firstDay: "2026-01-01", costCenterId: "a" },
      { firstDay: "2026-04-01", costCenterId: "b" },
    ],
  };
  expect(costCenterOn(campaign, "2025-12-31")).toBe("a");
  expect(costCenterOn(campaign, "2026-03-31")).toBe("a");
  expect(costCenterOn(campaign, "2026-04-01")).toBe("b");
  expect(costCenterOn({ costCenters: [] }, "2026-04-01")).toBeNull();
});

test("archived and merged rows are not offered", () => {
  expect(isOffered({ archived: false, mergedInto: null })).toBe(true);
  expect(isOffered({ archived: true, mergedInto: null })).toBe(false);
  expect(isOffered({ archived: false, mergedInto: "B" })).toBe(false);
});

test("a cursor gives back the keys it was made of, whatever they hold", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }), (keys) => {
      expect(decodeCursor(encodeCursor(keys), keys.length)).toEqual(keys);
    }),
  );
});

test("what is no cursor is refused, not guessed", () => {
  for (const text of ["", "%%%", "bnVsbA", encodeCursor(["a", "b"])]) expect(decodeCursor(text, 1)).toBeNull();
});

test("three rows for a page of two: two are shown and there is a next page", () => {
  const { data, nextCursor } = pageFrom(["a", "b", "c"], 2, (row) => [row]);
  expect(data).toEqual(["a", "b"]);
  expect(nextCursor).toBe(encodeCursor(["b"]));
  expect(pageFrom(["a", "b"], 2, (row) => [row]).nextCursor).toBeNull();
});

test("percent signs and underscores in a search mean themselves", () => {
  expect(containing("100%_\\")).toBe("%100\\%\\_\\\\%");
});
