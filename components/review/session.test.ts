import { expect, test } from "vitest";
import type { QueuedAsset } from "@/lib/reviews/schema";
import type { OutboxEntry } from "./outbox";
import { between, mergeRows, nextOpen, pendingOf, shownState } from "./session";

const aRow = (id: string, over: Partial<QueuedAsset> = {}) => ({ id, state: "open", ...over }) as QueuedAsset;
const rows = ["a", "b", "c", "d"].map((id) => aRow(id));
const entry = (id: string, decision: "approved" | "withdrawn", trouble: OutboxEntry["trouble"] = null) =>
  ({ key: id, review: { id, version: 1, decision }, label: "", at: "", trouble }) as OutboxEntry;
const ids = (list: readonly QueuedAsset[]) => list.map(({ id }) => id).join("");

test("a renewed queue moves nothing: what left it stays in its place, what is new comes behind", () => {
  expect(ids(mergeRows(rows, [aRow("e"), aRow("c"), aRow("a")]))).toBe("abcde");
  expect(mergeRows(rows, [aRow("b", { state: "rejected" })])[1]?.state).toBe("rejected");
});

test("one's own word counts from the key press; one in trouble does not", () => {
  expect(shownState(aRow("a"), pendingOf([entry("a", "approved")]))).toBe("approved");
  expect(shownState(aRow("a", { state: "rejected" }), pendingOf([entry("a", "withdrawn")]))).toBe("open");
  const trouble = { code: "DECIDED_MEANWHILE", message: "", theirs: null };
  expect(shownState(aRow("a"), pendingOf([entry("a", "approved", trouble)]))).toBe("open");
});

test("the next picture is the next one without a word, then one before it, then none", () => {
  const pending = pendingOf([entry("b", "approved")]);
  expect(nextOpen(rows, 1, { pending, said: new Set() })).toBe(2);
  expect(nextOpen(rows, 3, { pending, said: new Set(["d"]) })).toBe(0);
  expect(nextOpen(rows, 0, { pending, said: new Set(["a", "c", "d"]) })).toBe(-1);
});

test("a selection along the way holds both ends, whichever comes first", () => {
  expect(between(rows, "d", "b")).toEqual(["b", "c", "d"]);
  expect(between(rows, "a", "x")).toEqual([]);
});
