import { expect, test } from "vitest";
import { PERMISSIONS, permissionsOf } from "@/lib/auth/rules";
import { isCurrent, navigationFor } from "./navigation";

const keysFor = (role: Parameters<typeof permissionsOf>[0]) => navigationFor(permissionsOf(role)).map(({ key }) => key);

test("a viewer reads figures and prices and sees no settings", () => {
  const seen = navigationFor(permissionsOf("viewer"));
  expect(seen.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["overview", "waste", "jobs", "budgets", "prices"]),
  );
  expect(seen.filter(({ group }) => group === "settings")).toEqual([]);
});

test("a controller keeps lists and reads the audit log; an admin sees everything", () => {
  expect(keysFor("controller").slice(-4)).toEqual(["imports", "lists", "notifications", "auditLog"]);
  expect(keysFor("admin")).toEqual(navigationFor(PERMISSIONS).map(({ key }) => key));
});

test("a page below an entry belongs to it; the overview is also where everybody begins", () => {
  expect(isCurrent({ href: "/jobs" }, "/jobs/new")).toBe(true);
  expect(isCurrent({ href: "/overview" }, "/")).toBe(true);
  expect(isCurrent({ href: "/overview" }, "/jobs")).toBe(false);
  expect(isCurrent({ href: "/credits" }, "/credits-old")).toBe(false);
});
