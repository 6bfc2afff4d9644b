import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { figureOf, nearestTarget, placesOf, roomFor, targetGap, targetOn, targetState, targetSteps } from "./rules";
import type { Target } from "./schema";

type Version = Pick<Target, "id" | "metric" | "scope" | "code" | "mergedFrom" | "firstDay" | "lastDay" | "value">;

const aVersion = (over: Partial<Version> = {}): Version => ({
  id: "v",
  metric: "costPerApprovedImage",
  scope: "costCenter",
  code: "4100",
  mergedFrom: null,
  firstDay: "2026-01-01",
  lastDay: null,
  value: "0.5",
  ...over,
});

describe("which target counts on a day", () => {
  const versions = [
    aVersion({ id: "first", lastDay: "2026-06-30", value: "0.5" }),
    aVersion({ id: "second", firstDay: "2026-07-01", value: "0.4" }),
    aVersion({ id: "all", scope: "organization", code: null, value: "0.6" }),
    aVersion({ id: "spring", scope: "campaign", code: "SPRING26", firstDay: "2026-03-01", lastDay: "2026-03-31" }),
  ];
  const place = { scope: "costCenter", code: "4100" } as const;

  test.each([
    ["2025-12-31", undefined],
    ["2026-01-01", "first"],
    ["2026-06-30", "first"],
    ["2026-07-01", "second"],
  ])("on %s: %s", (day, id) => {
    expect(targetOn(versions, "costPerApprovedImage", place, day)?.id).toBe(id);
  });

  test("another figure or another cost centre has none", () => {
    expect(targetOn(versions, "approvalRate", place, "2026-02-01")).toBeNull();
    expect(targetOn(versions, "costPerApprovedImage", { scope: "costCenter", code: "4200" }, "2026-02-01")).toBeNull();
  });

  test("a campaign page takes the campaign's, else its cost centre's, else the organization's", () => {
    const places = placesOf({ campaign: "spring26", costCenter: "4100" });
    const on = (day: string, where = places) => nearestTarget(versions, "costPerApprovedImage", where, day)?.id;
    expect([on("2026-03-15"), on("2026-04-15")]).toEqual(["spring", "first"]);
    expect(on("2026-04-15", placesOf({ campaign: "OTHER", costCenter: "4300" }))).toBe("all");
  });

  test("after a merge the target of the row's own comes first", () => {
    const merged = [aVersion({ id: "brought", mergedFrom: "OLD", firstDay: "2026-05-01" }), aVersion({ id: "own" })];
    expect(targetOn(merged, "costPerApprovedImage", place, "2026-06-01")?.id).toBe("own");
    expect(targetOn(merged.slice(0, 1), "costPerApprovedImage", place, "2026-06-01")?.id).toBe("brought");
  });

  test("a chart's line has one stretch per version and a gap where there was none", () => {
    const gap = [aVersion({ id: "a", lastDay: "2026-02-10" }), aVersion({ id: "b", firstDay: "2026-03-01" })];
    const steps = targetSteps(gap, "costPerApprovedImage", place, { from: "2026-02-01", to: "2026-03-31" });
    expect(steps.map(({ from, to, target }) => [from, to, target.id])).toEqual([
      ["2026-02-01", "2026-02-10", "a"],
      ["2026-03-01", "2026-03-31", "b"],
    ]);
  });

  test("the line says on every day what targetOn says", () => {
    const days = fc.integer({ min: 0, max: 60 }).map((n) => addDays("2026-01-01", n));
    const version = fc.record({
      firstDay: days,
      length: fc.option(fc.integer({ min: 0, max: 20 })),
      own: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(version, { maxLength: 6 }), days, fc.integer({ min: 0, max: 40 }), (made, from, length) => {
        const all = made.map((one, index) =>
          aVersion({
            id: String(index),
            firstDay: one.firstDay,
            lastDay: one.length === null ? null : addDays(one.firstDay, one.length),
            mergedFrom: one.own ? null : "OLD",
          }),
        );
        const steps = targetSteps(all, "costPerApprovedImage", place, { from, to: addDays(from, length) });
        for (let at = 0; at <= length; at += 1) {
          const day = addDays(from, at);
          const drawn = steps.filter((step) => step.from <= day && day <= step.to);
          expect(drawn.map(({ target }) => target.id)).toEqual(
            [targetOn(all, "costPerApprovedImage", place, day)?.id].filter((id) => id !== undefined),
          );
        }
      }),
    );
  });
});

describe("state", () => {
  test.each([
    ["0.51", "costPerImage", "over"],
    ["0.5", "costPerImage", "near"],
    ["0.46", "costPerImage", "near"],
    ["0.45", "costPerImage", "fine"],
    ["0.51", "wasteShare", "over"],
    ["0.49", "approvalRate", "over"],
    ["0.5", "approvalRate", "near"],
    ["0.54", "approvalRate", "near"],
    ["0.55", "approvalRate", "fine"],
    ["1", "approvalRate", "fine"],
    [null, "costPerImage", "unknown"],
  ] as const)("%s against 0.5 for %s: %s", (value, metric, state) => {
    expect(targetState({ value }, "0.5", metric)).toBe(state);
  });

  test("all approved is fine even for a target of 95 %", () => {
    expect(targetState({ value: "1" }, "0.95", "approvalRate")).toBe("fine");
  });

  test("0.56 against 0.5 is 12 % above", () => expect(targetGap("0.56", "0.5")).toBe("0.12"));

  test("waste share is waste ÷ spend, or the reason why there is none", () => {
    const waste = { failed: "1", duplicate: "0", dropped: "0", rejected: "2", superseded: "0", total: "3" };
    expect(figureOf({ spend: "12", waste }, "wasteShare")).toEqual({ value: "0.25", reason: null });
    expect(figureOf({ spend: "0", waste, jobs: 2, unpricedJobs: 2 }, "wasteShare").reason).toBe("UNPRICED");
    expect(figureOf({ spend: "0", waste, jobs: 0 }, "wasteShare")).toEqual({ value: null, reason: "NO_OUTPUT" });
    const none = { costPerApprovedImage: null, nullReasons: { costPerApprovedImage: "NO_APPROVAL_YET" as const } };
    expect(figureOf(none, "costPerApprovedImage")).toEqual({ value: null, reason: "NO_APPROVAL_YET" });
  });
});

describe("room for a new version", () => {
  const today = "2026-11-25";
  const open = { id: "open", frozen: false, firstDay: "2026-01-01", lastDay: null };
  const wanted = (firstDay: string, lastDay: string | null = null) => ({ firstDay, lastDay });

  test("the one in force ends the day before", () => {
    expect(roomFor([open], wanted("2026-12-01"), today).ends).toEqual({ id: "open", lastDay: "2026-11-30" });
    expect(roomFor([open], wanted(today), today).ends).toEqual({ id: "open", lastDay: "2026-11-24" });
  });
  test("days that are over keep theirs", () => {
    expect(roomFor([open], wanted("2026-11-24"), today).conflict?.why).toBe("IS_PAST");
    expect(roomFor([{ ...open, lastDay: "2026-03-31" }], wanted("2026-04-01"), today).conflict).toBeNull();
  });
  test("a frozen one stays, a later one is not overwritten, one of the same day is replaced", () => {
    expect(roomFor([{ ...open, frozen: true }], wanted("2026-12-01"), today).conflict?.why).toBe("FROZEN");
    expect(roomFor([{ ...open, firstDay: "2027-01-01" }], wanted("2026-12-01"), today).conflict?.why).toBe("OVERLAPS");
    expect(
      roomFor([{ ...open, firstDay: "2027-01-01" }], wanted("2026-12-01", "2026-12-31"), today).conflict,
    ).toBeNull();
    expect(roomFor([{ ...open, firstDay: "2026-12-01" }], wanted("2026-12-01"), today).replaces).toBe("open");
  });
});
