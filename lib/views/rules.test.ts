import { expect, test } from "vitest";
import { codeKey, codesOf, hrefOfView, mayChange, OPENED, openedView, sameParams, VIEW_PARAMS } from "./rules";
import { VIEW_PAGES } from "./rules/pages";

const NOTHING = { unknown: new Set<string>(), archived: new Map<string, string>() };

test("no page reads a parameter of the name that says which view was opened", () => {
  for (const page of VIEW_PAGES) expect(VIEW_PARAMS[page]).not.toContain(OPENED);
});

test("what does not exist any more is left out and said; what was archived stays and is said", () => {
  const params = { range: ["90d"], campaign: ["SPRING26", "GONE"], tag: ["artist:mk"], removed: ["x"] };
  const facts = {
    unknown: new Set([codeKey("campaign", "gone"), codeKey("tag.artist", "mk")]),
    archived: new Map([[codeKey("campaign", "SPRING26"), "Spring collection"]]),
  };
  expect(openedView({ page: "explore", params }, facts)).toEqual({
    params: { range: ["90d"], campaign: ["SPRING26"] },
    issues: [
      { code: "ARCHIVED", param: "campaign", value: "SPRING26", name: "Spring collection" },
      { code: "UNKNOWN_CODE", param: "campaign", value: "GONE", name: null },
      { code: "UNKNOWN_CODE", param: "tag", value: "artist:mk", name: null },
      { code: "UNKNOWN_PARAMETER", param: "removed", value: null, name: null },
    ],
  });
});

test("a view without any loss opens as it was saved", () => {
  const params = { state: ["waiting"], motif: ["SPRING26/hero"] };
  expect(openedView({ page: "review", params }, NOTHING)).toEqual({ params, issues: [] });
});

test("codes are what the figures filter by; an order or a layout is none, and a tag is one of its key", () => {
  const params = { campaign: ["A"], sort: ["-spend"], tag: ["artist:mk", "nobody"], removed: ["x"] };
  expect(codesOf({ page: "explore", params })).toEqual([
    { dimension: "campaign", value: "A" },
    { dimension: "tag.artist", value: "mk" },
    { dimension: "tag.nobody", value: "" },
  ]);
});

test("the address repeats a name for each value and says which view it is", () => {
  const params = { campaign: ["A&B", "C"], range: ["30d"] };
  expect(hrefOfView({ id: "v1", page: "overview" }, params)).toBe(
    "/overview?campaign=A%26B&campaign=C&range=30d&saved=v1",
  );
});

test("the same state in another order is the same; another value is not", () => {
  expect(sameParams({ a: ["1"], b: ["2"], c: [] }, { b: ["2"], a: ["1"] })).toBe(true);
  expect(sameParams({ a: ["1", "2"] }, { a: ["2", "1"] })).toBe(false);
  expect(sameParams({ a: ["1"] }, {})).toBe(false);
});

test.each([
  ["its author", { role: "viewer", kind: "member", id: "m1" }, false, true],
  ["somebody else's, private", { role: "admin", kind: "member", id: "m2" }, false, false],
  ["somebody else's, shared", { role: "controller", kind: "member", id: "m2" }, true, false],
  ["somebody else's, shared, for an admin", { role: "admin", kind: "member", id: "m2" }, true, true],
  ["a key with the author's id", { role: "viewer", kind: "api_key", id: "m1" }, true, false],
] as const)("%s", (_whose, actor, shared, may) => {
  expect(mayChange(actor, { authorKind: "member", authorId: "m1", shared })).toBe(may);
});
