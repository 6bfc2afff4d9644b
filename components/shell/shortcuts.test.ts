import { expect, test } from "vitest";
import { interpret } from "./shortcuts";

test("single keys act at once", () => {
  expect(interpret(null, "/", 0).command).toEqual({ do: "search" });
  expect(interpret(null, "n", 0).command).toEqual({ do: "log" });
  expect(interpret(null, "x", 0).command).toBeNull();
});
test("g and then a letter goes to a page", () => {
  const { pending } = interpret(null, "g", 1_000);
  expect(interpret(pending, "t", 2_000)).toEqual({ pending: null, command: { do: "go", to: "targets" } });
});
test("a letter that comes too late is a letter of its own, and an unknown one after g does nothing", () => {
  const { pending } = interpret(null, "g", 1_000);
  expect(interpret(pending, "t", 9_000).command).toEqual({ do: "theme" });
  expect(interpret(pending, "n", 1_100)).toEqual({ pending: null, command: null });
});
