import { expect, test } from "vitest";
import { targetsQuery } from "./queries";

test("targets of other days are another question, and all of them can be invalidated at once", () => {
  const [one, other] = [targetsQuery({ from: "2026-01-01", to: "2026-01-31" }), targetsQuery()];
  expect(one.queryKey).not.toEqual(other.queryKey);
  expect([one.queryKey[0], other.queryKey[0]]).toEqual(["targets", "targets"]);
});
