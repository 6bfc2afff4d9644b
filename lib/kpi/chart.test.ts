import { expect, test } from "vitest";
import { highestBar, missingReason, sortRows, toStack, toTile } from "./chart";
import type { KpiAnswer, KpiRow } from "./schema";

const NOTHING: KpiRow = {
  spend: "0",
  estimatedSpend: "0",
  credits: "0",
  creditsByProvider: {},
  jobs: 0,
  attempts: 0,
  failedAttempts: 0,
  failedJobs: 0,
  unpricedJobs: 0,
  estimatedJobs: 0,
  lowerBound: false,
  images: 0,
  variations: 0,
  campaigns: 0,
  decided: 0,
  approved: 0,
  approvedWithChanges: 0,
  rejected: 0,
  superseded: 0,
  costPerImage: null,
  costPerApprovedImage: null,
  costPerVariation: null,
  costPerCampaign: null,
  creditsPerImage: null,
  creditsPerApprovedImage: null,
  approvalRate: null,
  reviewCoverage: null,
  failureRate: null,
  waste: { failed: "0", duplicate: "0", dropped: "0", rejected: "0", superseded: "0", total: "0" },
  useful: "0",
  open: "0",
  unassignedSpend: "0",
  nullReasons: {},
};
const row = (given: Partial<KpiRow>): KpiRow => ({ ...NOTHING, ...given });

test("12.00 after 10.00 is 20 % more, and for a cost per image that is no good news", () => {
  const tile = toTile("costPerImage", row({ jobs: 1, costPerImage: "12" }), row({ jobs: 1, costPerImage: "10" }));
  expect(tile.change).toEqual({ kind: "relative", by: "0.2", direction: "more", isBetter: false });
});

test("an approval rate moves in points: 60 % after 57 % is 3 points more", () => {
  const tile = toTile("approvalRate", row({ jobs: 1, approvalRate: "0.6" }), row({ jobs: 1, approvalRate: "0.57" }));
  expect(tile.change).toEqual({ kind: "points", by: "0.03", direction: "more", isBetter: true });
});

test("from nothing to something is no percentage, and without jobs before there is nothing to compare", () => {
  expect(toTile("spend", row({ jobs: 1, spend: "5" }), row({ jobs: 1, spend: "0" })).change).toBeNull();
  expect(toTile("spend", row({ jobs: 1, spend: "5" }), NOTHING).change).toBeNull();
  expect(toTile("spend", row({ jobs: 1, spend: "5" }), null).change).toBeNull();
});

test("spend of which no job has a price is unknown, not 0", () => {
  const tile = toTile("spend", row({ jobs: 3, unpricedJobs: 3, lowerBound: true }), null);
  expect(tile).toMatchObject({ value: null, reason: "UNPRICED", lowerBound: false });
});

test("one unpriced job of three makes spend a lower bound, an approval rate not", () => {
  const some = row({ jobs: 3, unpricedJobs: 1, lowerBound: true, spend: "5", approvalRate: "0.5" });
  expect(toTile("spend", some, null).lowerBound).toBe(true);
  expect(toTile("approvalRate", some, null).lowerBound).toBe(false);
});

test("40 decided and none approved is told apart from 40 that wait", () => {
  const nullReasons = { costPerApprovedImage: "NO_APPROVAL_YET" } as const;
  expect(missingReason(row({ jobs: 1, images: 40, decided: 40, nullReasons }), "costPerApprovedImage")).toBe(
    "ALL_DECIDED_NONE_APPROVED",
  );
  expect(missingReason(row({ jobs: 1, images: 40, decided: 10, nullReasons }), "costPerApprovedImage")).toBe(
    "NO_APPROVAL_YET",
  );
  expect(missingReason(NOTHING, "costPerApprovedImage")).toBe("NO_JOBS");
});

const answer = (given: Partial<KpiAnswer>): KpiAnswer => ({
  range: { from: "2026-11-01", to: "2026-11-30", timeZone: "Europe/Berlin" },
  currency: "EUR",
  asOf: "2026-11-03T10:00:00Z",
  completeUntil: "2026-11-02",
  view: "credit",
  approvals: "cohort",
  limitedTo: null,
  total: row({ jobs: 3, spend: "6" }),
  groups: [],
  series: [],
  ...given,
});

test("days after today are not drawn, today is partial, unpriced jobs leave a gap", () => {
  const day = (start: string, given: Partial<KpiRow>) => ({ start, partial: false, key: {}, ...given });
  const totals = answer({
    series: [
      day("2026-11-01", { jobs: 2, unpricedJobs: 0, spend: "6" }),
      day("2026-11-02", { jobs: 1, unpricedJobs: 1, spend: "0" }),
      day("2026-11-03", { jobs: 0, spend: "0" }),
      day("2026-11-04", { jobs: 0, spend: "0" }),
    ],
  });
  const split = answer({
    groups: [
      { key: { provider: "leonardo" }, name: { provider: "Leonardo" } },
      { key: { provider: "other" }, other: true },
    ],
    series: [
      { ...day("2026-11-01", { jobs: 1, spend: "4" }), key: { provider: "leonardo" } },
      { ...day("2026-11-01", { jobs: 1, spend: "2" }), key: { provider: "other" }, other: true },
    ],
  });
  const model = toStack(totals, split, { dimension: "provider", interval: "day", today: "2026-11-03" });
  expect(model.layers.map(({ id, name }) => [id, name])).toEqual([
    ["code:leonardo", "Leonardo"],
    ["other", null],
  ]);
  expect(model.bars.map(({ start, total, state }) => [start, total, state])).toEqual([
    ["2026-11-01", "6", "whole"],
    ["2026-11-02", null, "whole"],
    ["2026-11-03", "0", "running"],
  ]);
  expect(model.bars[0]?.parts).toEqual({ "code:leonardo": "4", other: "2" });
  expect(highestBar(model.bars)?.start).toBe("2026-11-01");
});

test("a week that begins before the range shows only the days within it, and says that it is cut", () => {
  const range = { from: "2026-11-04", to: "2026-11-30", timeZone: "Europe/Berlin" };
  const totals = answer({ range, series: [{ start: "2026-11-02", partial: true, key: {}, jobs: 1, spend: "1" }] });
  const { bars } = toStack(totals, answer({}), { dimension: "provider", interval: "week", today: "2026-12-24" });
  expect(bars[0]).toMatchObject({ state: "cut", days: { from: "2026-11-04", to: "2026-11-08" } });
});

test("rows without a value stand last, whichever way one sorts", () => {
  const rows = [{ costPerImage: "2" }, { costPerImage: null }, { costPerImage: "10" }];
  expect(sortRows(rows, "costPerImage", true).map(({ costPerImage }) => costPerImage)).toEqual(["10", "2", null]);
  expect(sortRows(rows, "costPerImage", false).map(({ costPerImage }) => costPerImage)).toEqual(["2", "10", null]);
});
