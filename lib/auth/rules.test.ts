import fc from "fast-check";
import { expect, test } from "vitest";
import { ROLES } from "@/lib/core/actor";
import { can, inScope, PERMISSIONS, permissionsOf, safeNext, signInPath } from "./rules";

const YES = "✓";
const TABLE: Record<string, string> = {
  //                     viewer logger reviewer creative_lead controller admin
  "figures:read": "✓ ✓ ✓ ✓ ✓ ✓",
  "jobs:read": "✓ ✓ ✓ ✓ ✓ ✓",
  "jobs:log": "- ✓ ✓ ✓ ✓ ✓",
  "jobs:correct-own": "- ✓ ✓ ✓ ✓ ✓",
  "jobs:correct": "- - - ✓ ✓ ✓",
  "reviews:decide": "- - ✓ ✓ - ✓",
  "motifs:write": "- - - ✓ - ✓",
  "lists:write": "- - - - ✓ ✓",
  "prices:write": "- - - - ✓ ✓",
  "targets:write": "- - - - ✓ ✓",
  "budgets:write": "- - - - ✓ ✓",
  "balances:write": "- - - - ✓ ✓",
  "alerts:write": "- - - - ✓ ✓",
  "alerts:handle": "- - - ✓ ✓ ✓",
  "periods:close": "- - - - ✓ ✓",
  "exports:read": "- - - - ✓ ✓",
  "audit:read": "- - - - ✓ ✓",
  "members:manage": "- - - - - ✓",
  "api-keys:manage": "- - - - - ✓",
  "organization:manage": "- - - - - ✓",
};

test("the table names every permission", () => {
  expect(Object.keys(TABLE).sort()).toEqual([...PERMISSIONS].sort());
});

test.each(PERMISSIONS)("who may %s", (permission) => {
  const granted = ROLES.map((role) => (can({ role, scopes: null }, permission) ? YES : "-")).join(" ");
  expect(granted).toBe(TABLE[permission]);
});

test("a key's scopes narrow its role and never widen it", () => {
  expect(can({ role: "logger", scopes: ["jobs:log"] }, "jobs:log")).toBe(true);
  expect(can({ role: "logger", scopes: ["jobs:log"] }, "figures:read")).toBe(false);
  expect(can({ role: "viewer", scopes: ["jobs:log"] }, "jobs:log")).toBe(false);
  const anyScopes = fc.array(fc.constantFrom(...PERMISSIONS));
  fc.assert(
    fc.property(fc.constantFrom(...ROLES), anyScopes, fc.constantFrom(...PERMISSIONS), (role, scopes, permission) => {
      const expected = permissionsOf(role).includes(permission) && scopes.includes(permission);
      expect(can({ role, scopes }, permission)).toBe(expected);
    }),
  );
});

test("a limit to cost centres holds for these alone", () => {
  expect(inScope({ costCenterIds: "all" }, "a")).toBe(true);
  expect(inScope({ costCenterIds: ["a"] }, "a")).toBe(true);
  expect(inScope({ costCenterIds: ["a"] }, "b")).toBe(false);
  expect(inScope({ costCenterIds: [] }, "a")).toBe(false);
});

test.each([
  ["/jobs?campaign=A&from=2026-01-01", "/jobs?campaign=A&from=2026-01-01"],
  ["/", "/"],
  [null, "/"],
  ["", "/"],
  ["jobs", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/a\\b", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/sign-in", "/"],
])("after signing in, next=%j leads to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test("whatever next is, it stays on this site", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `/${text}`),
      ),
      (next) => {
        expect(new URL(safeNext(next), "https://ours.example").origin).toBe("https://ours.example");
      },
    ),
  );
});

test("the way to sign in remembers where to go and why", () => {
  expect(signInPath("/jobs", true)).toBe("/sign-in?next=%2Fjobs&expired=1");
  expect(signInPath("/", false)).toBe("/sign-in");
});
