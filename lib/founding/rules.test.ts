import { expect, test } from "vitest";
import { freeSlug, maySignUp, slugOf } from "./rules";

test.each([
  ["Müller & Söhne GmbH", "mueller-soehne-gmbh"],
  ["  Studio North  ", "studio-north"],
  ["Crème Brûlée", "creme-brulee"],
  ["東京", "organization"],
  ["a".repeat(80), "a".repeat(48)],
])("%s becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("a taken slug gets the next free number", () => {
  expect(freeSlug("acme", new Set())).toBe("acme");
  expect(freeSlug("acme", new Set(["acme", "acme-2"]))).toBe("acme-3");
});

test.each([
  ["first", 0, true],
  ["first", 1, false],
  ["open", 7, true],
  ["closed", 0, false],
] as const)("SIGN_UP=%s with %i organizations: %s", (mode, count, open) => {
  expect(maySignUp(mode, count)).toBe(open);
});
