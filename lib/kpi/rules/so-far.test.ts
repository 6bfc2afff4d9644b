import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { lifeOf, outlook } from "./so-far";

const days = (count: number, spend = "10") =>
  Array.from({ length: count }, (_, at) => ({
    start: addDays("2026-03-01", at),
    partial: false,
    key: {},
    spend,
    jobs: 1,
  }));

describe("what a campaign will have cost when it ends", () => {
  test("10 a day for 10 days, 20 more days to come: 10 × 10 + 21 × 10 = 310", () => {
    expect(outlook(days(10), { from: "2026-03-01", to: "2026-03-31" }, "2026-03-11")).toEqual({
      projection: { low: "310", expected: "310", high: "310" },
    });
  });

  test.each([
    ["no last day", null, "2026-03-11", "NO_END"],
    ["it is over", "2026-03-05", "2026-03-11", "ENDED"],
    ["it has not begun", "2026-03-31", "2026-02-20", "NOT_BEGUN"],
    ["four days with jobs", "2026-03-31", "2026-03-05", "TOO_LITTLE"],
  ])("%s: no projection, and that reason", (_, to, today, missing) => {
    expect(outlook(days(10), { from: "2026-03-01", to }, today)).toEqual({ missing });
  });
});

describe("all days of a thing", () => {
  test.each([
    ["2026-02-10", "2026-03-01", "2026-02-10"],
    ["2026-03-10", "2026-03-01", "2026-03-01"],
    [null, "2026-05-01", "2026-04-01"],
    [null, null, "2026-04-01"],
  ])("first job %s, planned from %s: from %s", (job, planned, from) => {
    expect(lifeOf({ job, planned }, "2026-04-01")).toEqual({ from, to: "2026-04-01" });
  });
});
