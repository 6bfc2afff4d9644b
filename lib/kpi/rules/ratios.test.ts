import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WASTE_CLASSES } from "@/lib/jobs/rules/classify";
import { KINDS, STAGES } from "@/lib/jobs/rules/vocabulary";
import { COST_SOURCES } from "@/lib/jobs/schema";
import type { RatioField } from "../schema";
import { figure, type Level } from "./ratios";
import { rowOf } from "./row";
import { NOTHING_SUMMED, type Sums } from "./sums";
import { CLASSES, FILTER_KINDS, FILTER_SOURCES, FILTER_STAGES } from "./vocabulary";

const TOTAL: Level = { groupBy: [], approvals: "cohort" };

/** Ten priced jobs of one campaign and one provider, 12.00 spent, 8 pictures, 4 approved of 5 decided. */
const someSums = (over: Partial<Sums> = {}): Sums => ({
  ...NOTHING_SUMMED,
  jobs: 10,
  attempts: 10,
  images: 8,
  approved: 4,
  rejected: 1,
  assignedJobs: 10,
  creditJobs: 10,
  providers: 1,
  campaigns: 1,
  spend: "12",
  assignedSpend: "12",
  creditsByProvider: { leonardo: "240" },
  ...over,
});

type Case = [title: string, field: RatioField, sums: Partial<Sums>, expected: string | null, level?: Partial<Level>];

/** Reasons are written in capitals, values as digits. */
const CASES: Case[] = [
  ["cost per image: 12.00 ÷ 8 delivered = 1.5", "costPerImage", {}, "1.5"],
  [
    "cost per image: 10 ÷ 3 is rounded half up at the 12th place",
    "costPerImage",
    { spend: "10", images: 3 },
    "3.333333333333",
  ],
  [
    "cost per image: 20 ÷ 3 is rounded up at the 12th place",
    "costPerImage",
    { spend: "20", images: 3 },
    "6.666666666667",
  ],
  ["cost per image: a true 0 ÷ 8 = 0, a cache hit is not unpriced", "costPerImage", { spend: "0" }, "0"],
  ["cost per image: nothing delivered, no value", "costPerImage", { images: 0 }, "NO_OUTPUT"],
  [
    "cost per image: nothing delivered and nothing priced, the first reason is told",
    "costPerImage",
    { images: 0, unpricedJobs: 10 },
    "NO_OUTPUT",
  ],
  ["cost per image: all 10 jobs unpriced, no value", "costPerImage", { spend: "0", unpricedJobs: 10 }, "UNPRICED"],
  [
    "cost per image: 9 of 10 jobs unpriced, the known part counts",
    "costPerImage",
    { spend: "2", unpricedJobs: 9 },
    "0.25",
  ],
  ["cost per approved image: 12.00 ÷ 4 approved = 3", "costPerApprovedImage", {}, "3"],
  [
    "cost per approved image: 8 delivered, none approved, no value",
    "costPerApprovedImage",
    { approved: 0 },
    "NO_APPROVAL_YET",
  ],
  [
    "cost per approved image: unpriced comes before not yet approved",
    "costPerApprovedImage",
    { approved: 0, unpricedJobs: 10 },
    "UNPRICED",
  ],
  ["cost per approved image: no pictures at all", "costPerApprovedImage", { images: 0, approved: 0 }, "NO_OUTPUT"],
  [
    "cost per approved image: decisions of a period about earlier pictures, 12.00 ÷ 4 = 3",
    "costPerApprovedImage",
    { images: 0 },
    "3",
    { approvals: "period" },
  ],
  [
    "cost per variation: 5.00 of variation jobs ÷ 4 variations = 1.25",
    "costPerVariation",
    { variationJobs: 2, variations: 4, variationSpend: "5" },
    "1.25",
  ],
  ["cost per variation: no variation among the pictures", "costPerVariation", {}, "NO_VARIATION"],
  [
    "cost per variation: variation jobs that delivered nothing",
    "costPerVariation",
    { variationJobs: 2, variationSpend: "5" },
    "NO_VARIATION",
  ],
  [
    "cost per variation: all variation jobs unpriced, whatever the others cost",
    "costPerVariation",
    { variationJobs: 2, variationUnpriced: 2, unpricedJobs: 2, variations: 4 },
    "UNPRICED",
  ],
  [
    "cost per variation: other jobs unpriced, variation jobs priced",
    "costPerVariation",
    { variationJobs: 2, unpricedJobs: 8, variations: 4, variationSpend: "5" },
    "1.25",
  ],
  ["cost per variation: nothing delivered at all", "costPerVariation", { images: 0, variationJobs: 1 }, "NO_OUTPUT"],
  [
    "cost per campaign: 9.00 of 12.00 assigned ÷ 3 campaigns = 3",
    "costPerCampaign",
    { assignedSpend: "9", unassignedSpend: "3", campaigns: 3 },
    "3",
  ],
  [
    "cost per campaign: everything is unassigned",
    "costPerCampaign",
    { assignedSpend: "0", assignedJobs: 0, campaigns: 0 },
    "NO_CAMPAIGN",
  ],
  [
    "cost per campaign: all assigned jobs unpriced, the unassigned ones not",
    "costPerCampaign",
    { assignedSpend: "0", assignedJobs: 6, assignedUnpriced: 6, unpricedJobs: 6 },
    "UNPRICED",
  ],
  ["cost per campaign: needs no pictures", "costPerCampaign", { images: 0 }, "12"],
  ["cost per campaign: applies to groups by cost centre", "costPerCampaign", {}, "12", { groupBy: ["costCenter"] }],
  [
    "cost per campaign: applies to groups by campaign and cost centre",
    "costPerCampaign",
    {},
    "12",
    { groupBy: ["campaign", "costCenter"] },
  ],
  [
    "cost per campaign: does not apply to groups by market",
    "costPerCampaign",
    {},
    "NOT_APPLICABLE",
    { groupBy: ["market"] },
  ],
  [
    "cost per campaign: does not apply to campaign × market",
    "costPerCampaign",
    {},
    "NOT_APPLICABLE",
    { groupBy: ["campaign", "market"] },
  ],
  [
    "cost per campaign: a market without campaigns says that first",
    "costPerCampaign",
    { campaigns: 0, assignedJobs: 0 },
    "NO_CAMPAIGN",
    { groupBy: ["market"] },
  ],
  ["credits per image: 240 ÷ 8 = 30", "creditsPerImage", {}, "30"],
  ["credits per image: nothing delivered", "creditsPerImage", { images: 0 }, "NO_OUTPUT"],
  [
    "credits per image: two providers",
    "creditsPerImage",
    { providers: 2, creditsByProvider: { leonardo: "24", other: "1" } },
    "MIXED_UNITS",
  ],
  [
    "credits per image: one provider, some jobs paid in money",
    "creditsPerImage",
    { creditJobs: 6, moneyJobs: 4 },
    "MIXED_UNITS",
  ],
  [
    "credits per image: a provider that charges money",
    "creditsPerImage",
    { creditJobs: 0, moneyJobs: 10, creditsByProvider: {} },
    "NOT_APPLICABLE",
  ],
  [
    "credits per image: no amount is known",
    "creditsPerImage",
    { creditJobs: 0, unpricedJobs: 10, creditsByProvider: {} },
    "UNPRICED",
  ],
  [
    "credits per image: credits are known although they have no price, 240 ÷ 8 = 30",
    "creditsPerImage",
    { unpricedJobs: 10, spend: "0" },
    "30",
  ],
  ["credits per approved image: 240 ÷ 4 = 60", "creditsPerApprovedImage", {}, "60"],
  ["credits per approved image: none approved", "creditsPerApprovedImage", { approved: 0 }, "NO_APPROVAL_YET"],
  [
    "credits per approved image: none approved comes before two providers",
    "creditsPerApprovedImage",
    { approved: 0, providers: 2 },
    "NO_APPROVAL_YET",
  ],
  ["credits per approved image: no pictures", "creditsPerApprovedImage", { approved: 0, images: 0 }, "NO_OUTPUT"],
  [
    "credits per approved image: no amount is known",
    "creditsPerApprovedImage",
    { creditJobs: 0, unpricedJobs: 10 },
    "UNPRICED",
  ],
  [
    "credits per approved image: a provider that charges money",
    "creditsPerApprovedImage",
    { creditJobs: 0 },
    "NOT_APPLICABLE",
  ],
  ["credits per approved image: two providers", "creditsPerApprovedImage", { providers: 2 }, "MIXED_UNITS"],
  ["approval rate: 4 approved ÷ (4 + 1) decided = 0.8", "approvalRate", {}, "0.8"],
  [
    "approval rate: all 8 decided, none approved = 0, which is a value",
    "approvalRate",
    { approved: 0, rejected: 8 },
    "0",
  ],
  ["approval rate: nothing decided", "approvalRate", { approved: 0, rejected: 0 }, "NOTHING_DECIDED"],
  ["approval rate: no pictures", "approvalRate", { approved: 0, rejected: 0, images: 0 }, "NO_OUTPUT"],
  ["approval rate needs no price", "approvalRate", { unpricedJobs: 10 }, "0.8"],
  ["review coverage: (5 decided + 1 superseded) ÷ 8 = 0.75", "reviewCoverage", { superseded: 1 }, "0.75"],
  ["review coverage: no pictures", "reviewCoverage", { images: 0 }, "NO_OUTPUT"],
  [
    "review coverage: decisions of a period are not about its pictures",
    "reviewCoverage",
    {},
    "NOT_APPLICABLE",
    { approvals: "period" },
  ],
  ["failure rate: 3 failed ÷ 12 attempts = 0.25", "failureRate", { attempts: 12, failedAttempts: 3 }, "0.25"],
  ["failure rate: no attempt", "failureRate", { attempts: 0 }, "NO_OUTPUT"],
];

test.each(CASES)("%s", (_, field, over, expected, level) => {
  const found = figure(field, someSums(over), { ...TOTAL, ...level });
  const isReason = /^[A-Z]/.test(expected ?? "");
  expect(found).toEqual(isReason ? { missing: expected } : { value: expected });
});

describe("a row", () => {
  test("of nothing has no ratio, and says why for each of them", () => {
    const row = rowOf(NOTHING_SUMMED, TOTAL);
    expect(row.nullReasons).toEqual({
      costPerImage: "NO_OUTPUT",
      costPerApprovedImage: "NO_OUTPUT",
      costPerVariation: "NO_OUTPUT",
      costPerCampaign: "NO_CAMPAIGN",
      creditsPerImage: "NO_OUTPUT",
      creditsPerApprovedImage: "NO_OUTPUT",
      approvalRate: "NO_OUTPUT",
      reviewCoverage: "NO_OUTPUT",
      failureRate: "NO_OUTPUT",
    });
    expect(row).toMatchObject({ spend: "0", costPerImage: null, lowerBound: false, credits: "0" });
  });

  test("with 1 of 10 jobs unpriced is a lower bound", () => {
    expect(rowOf(someSums({ unpricedJobs: 1 }), TOTAL).lowerBound).toBe(true);
    expect(rowOf(someSums(), TOTAL).lowerBound).toBe(false);
  });

  test("keeps credits of two providers apart: 24 and 10 are not 34", () => {
    const row = rowOf(someSums({ creditsByProvider: { leonardo: "24", midjourney: "10" } }), TOTAL);
    expect(row.credits).toBeNull();
    expect(row.creditsByProvider).toEqual({ leonardo: "24", midjourney: "10" });
  });

  test("waste: 0.1 failed + 0.2 duplicate + 0.3 dropped + 0.4 rejected + 0.5 superseded = 1.5 exactly", () => {
    const parts = { wasteFailed: "0.1", wasteDuplicate: "0.2", wasteDropped: "0.3", wasteRejected: "0.4" };
    expect(rowOf(someSums({ ...parts, wasteSuperseded: "0.5" }), TOTAL).waste.total).toBe("1.5");
  });
});

const group = fc.record({ cents: fc.bigInt({ min: 0n, max: 10n ** 14n }), images: fc.integer({ min: 0, max: 5_000 }) });

test("the total's cost per image is Σ spend ÷ Σ images, which a mean of the groups' ratios is not", () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 20 }), (groups) => {
      const cents = groups.reduce((sum, one) => sum + one.cents, 0n);
      const images = groups.reduce((sum, one) => sum + one.images, 0);
      const spend = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
      const found = figure("costPerImage", someSums({ spend, images }), TOTAL);
      if (images === 0) {
        expect(found).toEqual({ missing: "NO_OUTPUT" });
        return;
      }
      // Half up at 12 places, in whole numbers: ⌊(2·cents·10¹⁰ + images) ÷ (2·images)⌋.
      const whole = (2n * cents * 10n ** 10n + BigInt(images)) / (2n * BigInt(images));
      const digits = String(whole).padStart(13, "0");
      const after = digits.slice(-12).replace(/0+$/, "");
      expect(found).toEqual({ value: `${digits.slice(0, -12)}${after ? `.${after}` : ""}` });
    }),
  );
});

test("every ratio is a value or a reason, never NaN, Infinity or an error", () => {
  const count = fc.integer({ min: 0, max: 3 });
  const counts = fc.record({
    jobs: count,
    unpricedJobs: count,
    attempts: count,
    failedAttempts: count,
    images: count,
    variations: count,
    variationJobs: count,
    variationUnpriced: count,
    assignedJobs: count,
    assignedUnpriced: count,
    campaigns: count,
    approved: count,
    rejected: count,
    superseded: count,
    creditJobs: count,
    moneyJobs: count,
    providers: count,
  });
  fc.assert(
    fc.property(counts, fc.constantFrom("cohort" as const, "period" as const), (over, approvals) => {
      const row = rowOf({ ...NOTHING_SUMMED, spend: "1.5", ...over }, { groupBy: [], approvals });
      for (const [field, reason] of Object.entries(row.nullReasons)) {
        expect(reason).toBeTruthy();
        expect(row[field as RatioField]).toBeNull();
      }
      const values = [row.costPerImage, row.costPerApprovedImage, row.costPerVariation, row.costPerCampaign];
      for (const value of [...values, row.creditsPerImage, row.approvalRate, row.reviewCoverage, row.failureRate])
        if (value !== null) expect(value).toMatch(/^\d+(\.\d{1,12})?$/);
    }),
  );
});

test("filters know the same kinds, stages, cost sources and classes of money as jobs", () => {
  expect(FILTER_KINDS).toEqual(KINDS);
  expect(FILTER_STAGES).toEqual(STAGES);
  expect(FILTER_SOURCES).toEqual([...COST_SOURCES, "unpriced"]);
  expect(CLASSES).toEqual(WASTE_CLASSES);
});
