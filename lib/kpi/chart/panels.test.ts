import { expect, test } from "vitest";
import type { KpiAnswer } from "../schema";
import { toHeat } from "./heat";
import { extremes, toTrend } from "./trend";

type Group = KpiAnswer["groups"][number];
const answer = (given: Partial<KpiAnswer>) =>
  ({
    range: { from: "2026-11-01", to: "2026-11-30", timeZone: "UTC" },
    series: [],
    groups: [],
    total: { jobs: 9 },
    ...given,
  }) as KpiAnswer;
const on = (start: string, row: Partial<Group>) => ({
  start,
  partial: false,
  key: {},
  jobs: 1,
  unpricedJobs: 0,
  ...row,
});

test("a ratio without a value, and a day without any price, are gaps; days after today are left out", () => {
  const figures = answer({
    series: [
      on("2026-11-01", { spend: "2", costPerImage: "0.5" }),
      on("2026-11-02", { spend: "0", unpricedJobs: 1, costPerImage: null }),
      on("2026-11-03", { spend: "3", costPerImage: "0.25" }),
      on("2026-11-04", { spend: "0", jobs: 0, costPerImage: null }),
    ],
  });
  const axis = { interval: "day", today: "2026-11-03" } as const;
  expect(toTrend(figures, "spend", axis).map(({ value }) => value)).toEqual(["2", null, "3"]);
  const trend = toTrend(figures, "costPerImage", axis);
  expect(trend.map(({ value, state }) => [value, state])).toEqual([
    ["0.5", "whole"],
    [null, "whole"],
    ["0.25", "running"],
  ]);
  expect(extremes(trend)?.lowest.start).toBe("2026-11-03");
  expect(extremes([])).toBeNull();
});

test("rows and columns by spend; no job in a pair is not the same as no value", () => {
  const pair = (campaign: string, channel: string, row: Partial<Group>): Group => ({
    key: { campaign, channel },
    ...{ jobs: 1, unpricedJobs: 0, costPerApprovedImage: null, ...row },
  });
  const figures = answer({
    groups: [
      pair("A", "WEB", { spend: "5", costPerApprovedImage: "2.5" }),
      pair("B", "WEB", { spend: "4" }),
      pair("B", "SOCIAL", { spend: "9", costPerApprovedImage: "3" }),
    ],
  });
  const shape = { rows: "campaign", columns: "channel" };
  const spend = toHeat(figures, { ...shape, measure: "spend" });
  expect(spend.rows.map(({ code }) => code)).toEqual(["B", "A"]);
  expect(spend.columns.map(({ code }) => code)).toEqual(["SOCIAL", "WEB"]);
  expect(spend.cells.map((row) => row.map((cell) => cell?.value))).toEqual([
    ["9", "4"],
    [undefined, "5"],
  ]);
  const cpai = toHeat(figures, { ...shape, measure: "costPerApprovedImage" });
  expect(cpai.cells[0]?.[1]).toEqual({ value: null, jobs: 1 });
  expect(cpai.cells[1]?.[0]).toBeNull();
});
