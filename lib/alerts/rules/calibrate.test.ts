import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/core/period";
import { calibrate, linesFor, roomOf } from "./calibrate";
import { type Figures, isLowerWorse, METRICS, NO_FIGURES } from "./figures";

const DAY: Figures = {
  ...NO_FIGURES,
  ...{ spend: "12", variationSpend: "4", waste: "3", jobs: 10, images: 40, variations: 20, campaigns: 1 },
  ...{ decided: 32, approved: 12, rejected: 20 },
};
const pilot = (days: number, over: (at: number) => Partial<Figures> = () => ({})) =>
  new Map(Array.from({ length: days }, (_, at) => [addDays("2026-03-02", at), { ...DAY, ...over(at) }]));
const proposed = (of: ReturnType<typeof pilot>) =>
  Object.fromEntries((calibrate(of)?.proposals ?? []).map((one) => [one.metric, one]));

describe("what a pilot proposes", () => {
  test("four even weeks at 12.00 a day: 1.00 an approved picture, warning 10 % and critical 30 % beyond", () => {
    const { costPerApprovedImage } = proposed(pilot(28));
    expect(costPerApprovedImage).toMatchObject({ weeks: 4, room: "0.1", target: "1", warning: "1.1", critical: "1.3" });
    expect(costPerApprovedImage?.sample).toMatchObject({ value: "1", numerator: "336", denominator: "336" });
  });

  test("12 of 32 approved is 37.5 %: at least 37 %, warning below 33 %, critical below 28 %", () => {
    expect(proposed(pilot(28)).approvalRate).toMatchObject({ target: "0.37", warning: "0.33", critical: "0.28" });
  });

  test("3.00 of 12.00 wasted: 25 %, warning from 28 %, critical from 33 %", () => {
    expect(proposed(pilot(28)).wasteShare).toMatchObject({ target: "0.25", warning: "0.28", critical: "0.33" });
  });

  test("all that it cost is the target of a campaign; weeks say nothing of it, so the room is the usual 20 %", () => {
    const { costPerCampaign } = proposed(pilot(28));
    expect(costPerCampaign).toMatchObject({ weeks: 0, room: "0.2", target: "340", warning: "410", critical: "550" });
  });

  test("three weeks are too few to see how much it swings: 20 %", () => {
    expect(proposed(pilot(21)).costPerImage).toMatchObject({ weeks: 3, room: "0.2", target: "0.3", warning: "0.36" });
  });

  test("too few approved pictures: nothing is proposed, and the guard says why", () => {
    const few = proposed(pilot(2, () => ({ approved: 4, rejected: 28 }))).costPerApprovedImage;
    expect(few).toMatchObject({ target: null, warning: null, critical: null });
    expect(few?.sample).toMatchObject({ status: "INSUFFICIENT", guard: "MIN_SAMPLE", value: "3" });
  });

  test("one job without a price: no cost is proposed, the approval rate is", () => {
    const { costPerImage, approvalRate } = proposed(pilot(28, (at) => ({ unpricedJobs: at === 0 ? 1 : 0 })));
    expect([costPerImage?.target, costPerImage?.sample.guard]).toEqual([null, "UNPRICED"]);
    expect(approvalRate?.target).toBe("0.37");
  });

  test("days before the first job and after the last are none of the pilot's", () => {
    const quiet = new Map([["2026-01-01", NO_FIGURES], ...pilot(3), ["2026-09-01", NO_FIGURES]]);
    expect(calibrate(quiet)).toMatchObject({ from: "2026-03-02", to: "2026-03-04" });
    expect(calibrate(new Map([["2026-01-01", NO_FIGURES]]))).toBeNull();
  });

  test.each([
    [["1", "1", "1"], "0.2"],
    [["1", "1", "1", "1"], "0.1"],
    [["0.8", "1", "1.2", "1"], "0.2"],
    [["0.2", "1", "1.8", "3", "1"], "0.5"],
    [["0", "0", "0", "0"], "0.2"],
  ])("weeks of %j leave a room of %s", (weekly, room) => expect(roomOf(weekly)).toBe(room));

  test.each([
    ["wasteShare", "0.9", "0.2", null, null],
    ["wasteShare", "0.7", "0.2", "0.84", null],
    ["approvalRate", "0.01", "0.5", null, null],
    ["costPerImage", "0.0153", "0.2", "0.0184", "0.025"],
  ] as const)("%s of %s with a room of %s: %s and %s", (metric, target, room, warning, critical) => {
    expect(linesFor(metric, target, room)).toEqual({ warning, critical });
  });

  test("any pilot holds its own target, and each line lies beyond the one before", () => {
    const day = fc.record({
      spend: fc.integer({ min: 0, max: 90_000 }).map((cents) => (cents / 1_000).toFixed(3)),
      images: fc.integer({ min: 1, max: 90 }),
      approved: fc.nat(20),
      rejected: fc.nat(20),
      wasted: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 40 }), (made) => {
        const of = pilot(made.length, (at) => {
          const { spend = "0", images = 1, approved = 0, rejected = 0, wasted = 0 } = made[at] ?? {};
          const waste = ((Number(spend) * wasted) / 100).toFixed(6);
          return {
            ...{ spend, images, approved, rejected, waste, variationSpend: spend },
            decided: approved + rejected,
          };
        });
        for (const metric of METRICS) {
          const one = proposed(of)[metric];
          if (!one?.target) continue;
          const sign = isLowerWorse(metric) ? -1 : 1;
          const lines = [one.sample.value, one.target, one.warning, one.critical].flatMap((line) =>
            line === null ? [] : [sign * Number(line)],
          );
          expect(lines.slice(1)).toEqual([...new Set(lines.slice(1))].sort((a, b) => a - b));
          expect(lines[1]).toBeGreaterThanOrEqual(lines[0] ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
