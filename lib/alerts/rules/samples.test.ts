import { describe, expect, test } from "vitest";
import { addFigures, bestOf, defaultGuards, type Figures, kpiSample, type Metric, NO_FIGURES } from "./figures";
import {
  anomalySample,
  balanceSample,
  budgetForecastSample,
  budgetStepSample,
  noApprovalSample,
  outlierSample,
  qualitySample,
  spreadOf,
  workingDaysBefore,
} from "./special";

const FIGURES: Figures = {
  ...NO_FIGURES,
  ...{ spend: "100", jobs: 30, images: 100, decided: 60, approved: 40, rejected: 20, campaigns: 1 },
  ...{ variations: 30, variationSpend: "12", waste: "25" },
};
const look = (metric: Metric, over: Partial<Figures> = {}, warning = "2") => {
  const figures = { ...FIGURES, ...over };
  const days = { from: "2026-03-01", to: "2026-03-28" };
  return kpiSample({ metric, guards: defaultGuards(metric), warning, ...days, figures, known: figures });
};

describe("KPI_THRESHOLD", () => {
  test.each<[string, Metric, string, string]>([
    ["100.00 ÷ 100 pictures", "costPerImage", "1", "100"],
    ["100.00 ÷ 40 approved", "costPerApprovedImage", "2.5", "40"],
    ["12.00 ÷ 30 variations", "costPerVariation", "0.4", "30"],
    ["100.00 ÷ 1 campaign", "costPerCampaign", "100", "1"],
    ["40 of 60 decided", "approvalRate", "0.666666666667", "60"],
    ["25.00 of 100.00 wasted", "wasteShare", "0.25", "100"],
  ])("%s", (_title, metric, value, denominator) => {
    expect(look(metric)).toMatchObject({ status: "OK", guard: null, value, denominator });
  });

  test.each<[string, Metric, Partial<Figures>, string, string]>([
    ["CPI needs 20 images", "costPerImage", { images: 19 }, "INSUFFICIENT", "MIN_SAMPLE"],
    ["CPV needs 20 variations", "costPerVariation", { variations: 19 }, "INSUFFICIENT", "MIN_SAMPLE"],
    ["CPAI needs 10 approved", "costPerApprovedImage", { approved: 9 }, "INSUFFICIENT", "MIN_SAMPLE"],
    ["CPAI needs 20 decided", "costPerApprovedImage", { approved: 10, decided: 19 }, "INSUFFICIENT", "MIN_DECIDED"],
    ["approval rate needs 20 decided", "approvalRate", { decided: 19 }, "INSUFFICIENT", "MIN_SAMPLE"],
    ["under 25.00 says nothing", "costPerImage", { spend: "24.99" }, "INSUFFICIENT", "MIN_MONEY"],
    ["CPAI needs 60 % reviewed", "costPerApprovedImage", { decided: 59 }, "INSUFFICIENT", "REVIEW_COVERAGE"],
    ["one unpriced job", "costPerImage", { unpricedJobs: 1 }, "INCOMPLETE", "UNPRICED"],
    ["no job at all", "costPerImage", NO_FIGURES, "NO_DATA", "NO_JOBS"],
  ])("%s", (_title, metric, over, status, guard) => {
    expect(look(metric, over)).toMatchObject({ status, guard });
  });

  test("a rate is known without prices", () => {
    expect(look("approvalRate", { unpricedJobs: 3 })).toMatchObject({ status: "OK" });
  });

  test("certain breach: 600.00, none approved, 5 undecided: at best 600 ÷ max(10, 5) = 60", () => {
    const over = { spend: "600", images: 100, decided: 95, approved: 0, rejected: 95 };
    expect(look("costPerApprovedImage", over)).toMatchObject({ status: "INSUFFICIENT", best: "60" });
  });

  test("certain breach: 60 undecided could all be approved: 600 ÷ 60 = 10", () => {
    const figures = { ...FIGURES, spend: "600", images: 60, decided: 0, approved: 0, rejected: 0 };
    expect(bestOf("costPerApprovedImage", defaultGuards("costPerApprovedImage"), figures)).toBe("10");
  });

  test("certain breach of a rate: 90 of 100 rejected: at best 10 %", () => {
    const figures = { ...FIGURES, rejected: 90 };
    expect(bestOf("approvalRate", defaultGuards("approvalRate"), figures)).toBe("0.1");
  });

  test("money at stake: 2.50 instead of 2.00 on 40 approved pictures = 20.00", () => {
    expect(look("costPerApprovedImage").atStake).toBe("20");
  });

  test("days add up to the range: sums of two halves are the sum", () => {
    expect(addFigures(FIGURES, FIGURES)).toMatchObject({ spend: "200", images: 200, campaigns: 1 });
  });

  test("5 working days before Wednesday 11 March is Wednesday 4 March; before Monday 9 March it is Monday 2 March", () => {
    expect(workingDaysBefore("2026-03-11", 5)).toBe("2026-03-04");
    expect(workingDaysBefore("2026-03-09", 5)).toBe("2026-03-02");
    expect(workingDaysBefore("2026-03-08", 5)).toBe("2026-03-02");
  });
});

describe("JOB_OUTLIER", () => {
  const job = { cost: "3", day: "2026-03-02", jobs: 30, median: "1", mad: "0.1" };
  test("median of 1, 2, 3, 4 is 2.5, MAD 1", () => {
    expect(spreadOf(["4", "1", "3", "2"])).toEqual({ median: "2.5", mad: "1" });
  });
  test("3.00 against a median of 1.00 and MAD 0.10: 3 × and beyond 1.50", () => {
    expect(outlierSample(job)).toMatchObject({ status: "OK", value: "3", atStake: "2" });
  });
  test("3.00 with MAD 0.50 is not beyond 1 + 5 × 0.5 = 3.50: usual for its kind", () => {
    expect(outlierSample({ ...job, mad: "0.5" })).toMatchObject({ status: "OK", value: "0" });
  });
  test("3.00 with MAD 0.40: exactly 1 + 5 × 0.4, not above", () => {
    expect(outlierSample({ ...job, mad: "0.4" }).value).toBe("0");
  });
  test("MAD 0: the ratio alone decides", () => {
    expect(outlierSample({ ...job, mad: "0" }).value).toBe("3");
  });
  test("29 jobs of its kind are too few", () => {
    expect(outlierSample({ ...job, jobs: 29 })).toMatchObject({ status: "INSUFFICIENT", guard: "MIN_SAMPLE" });
  });
});

describe("DAY_ANOMALY", () => {
  const usual = new Map(
    Array.from({ length: 20 }, (_, at) => [new Date(Date.UTC(2026, 2, 1 + at)).toISOString().slice(0, 10), "10"]),
  );
  test("40.00 on a Saturday that usually takes 10.00: 4 ×, 30.00 more", () => {
    const spent = new Map([...usual, ["2026-03-21", "40"]]);
    expect(anomalySample(spent, "2026-03-21", { money: "25" })).toMatchObject({
      ...{ status: "OK", value: "4", denominator: "10", atStake: "30", period: "2026-03-21" },
    });
  });
  test("24.99 more is below the minimum of 25.00", () => {
    const spent = new Map([...usual, ["2026-03-21", "34.99"]]);
    expect(anomalySample(spent, "2026-03-21", { money: "25" }).value).toBe("0");
  });
  test("12 days of history are too few, 13 are enough", () => {
    expect(anomalySample(usual, "2026-03-13", { money: "25" })).toMatchObject({ guard: "SHORT_HISTORY" });
    expect(anomalySample(usual, "2026-03-14", { money: "25" })).toMatchObject({ status: "OK" });
  });
});

describe("NO_APPROVAL, DATA_QUALITY, budgets and balances", () => {
  const days = { from: "2026-03-01", to: "2026-03-28" };
  test("100.00 spent, nothing approved: the value is what was spent; one approval makes it 0", () => {
    expect(noApprovalSample({ ...FIGURES, approved: 0 }, days)).toMatchObject({ status: "OK", value: "100" });
    expect(noApprovalSample(FIGURES, days)).toMatchObject({ status: "OK", value: "0" });
  });
  test("100 pictures, 60 decided, 10 superseded: 30 wait", () => {
    const today = "2026-03-28";
    const seen = qualitySample("reviewBacklog", { ...FIGURES, superseded: 10 }, { days, lastJobOn: null, today });
    expect(seen.value).toBe("30");
  });
  test("last job on the 25th, today is the 28th: 3 days silent; no job ever is no silence", () => {
    const today = "2026-03-28";
    expect(qualitySample("silentDays", FIGURES, { days, lastJobOn: "2026-03-25", today }).value).toBe("3");
    expect(qualitySample("silentDays", FIGURES, { days, lastJobOn: null, today }).status).toBe("NO_DATA");
  });
  const budget = { unit: "MONEY" } as const;
  const period = { ...days, available: "500", spent: "400", share: "0.8", unpricedJobs: 2 };
  test("400 of 500 is the step of 80 %, also with unpriced jobs", () => {
    const seen = budgetStepSample({ budget, period, forecast: null });
    expect(seen).toMatchObject({ status: "OK", value: "0.8", period: "2026-03-01/2026-03-28", atStake: "0" });
  });
  test("600 of 500 credits are no money at stake", () => {
    const over = { ...period, spent: "600", share: "1.2" };
    const seen = budgetStepSample({ budget: { unit: "CREDITS" }, period: over, forecast: null });
    expect(seen).toMatchObject({ value: "1.2", inCredits: true, atStake: null });
  });
  test("a forecast of 600 on 500 is 1.2; without forecast it cannot be said", () => {
    const forecast = { expected: "600", share: "1.2" };
    expect(budgetForecastSample({ budget, period, forecast })).toMatchObject({ value: "1.2", atStake: "100" });
    expect(budgetForecastSample({ budget, period, forecast: null })).toMatchObject({ guard: "TOO_EARLY", value: null });
  });
  test("nothing known of a wallet is not 0 credits left", () => {
    expect(balanceSample("creditsLeft", { remaining: null, daysLeft: null }).status).toBe("NO_DATA");
    expect(balanceSample("daysLeft", { remaining: "12", daysLeft: 3 }).value).toBe("3");
  });
});
