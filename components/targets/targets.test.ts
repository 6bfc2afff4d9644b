import { expect, test } from "vitest";
import type { Target } from "@/lib/targets/schema";
import { groupsOf } from "./targets";

const aTarget = (over: Partial<Target>): Target => ({
  ...{ id: "a", metric: "costPerImage", scope: "campaign", code: "SPRING26", name: "Spring", mergedFrom: null },
  ...{ value: "1", firstDay: "2026-01-01", lastDay: null, frozen: false, baseline: null, note: null },
  ...{ author: { kind: "system", name: null }, createdAt: "2026-01-01T00:00:00Z" },
  ...over,
});

test("a place shows the target in force, else the next one, else the last that was", () => {
  const past = aTarget({ id: "past", lastDay: "2026-02-28" });
  const later = aTarget({ id: "later", firstDay: "2026-04-01" });
  const seen = (targets: Target[], today: string) =>
    groupsOf(targets, today).map(({ shown, when }) => [shown.id, when]);
  expect(seen([past, later], "2026-02-01")).toEqual([["past", "now"]]);
  expect(seen([past, later], "2026-03-15")).toEqual([["later", "later"]]);
  expect(seen([past], "2026-03-15")).toEqual([["past", "over"]]);
});
