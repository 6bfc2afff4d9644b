import { expect, test } from "vitest";
import { idsFrom } from "./rules";

test("eight digits and more of an id are a range of ids", () => {
  expect(idsFrom("01A201C4-737d")).toEqual({
    first: "01a201c4-737d-0000-0000-000000000000",
    last: "01a201c4-737d-ffff-ffff-ffffffffffff",
  });
});
test.each(["01a201c", "not-an-id", "01a201c4-737d-0000-0000-0000000000000", ""])("%j is no id", (text) =>
  expect(idsFrom(text)).toBeNull(),
);
