import { expect, test } from "vitest";
import { jobInput } from "@/lib/jobs/schema";
import { addWorkdays, firstDayOf } from "./days";
import { randomFrom } from "./random";
import { planYear } from "./year";

const NOW = new Date("2026-10-21T15:30:00Z");

test("the same moment plans the same year, to the last job", () => {
  expect(planYear(NOW)).toEqual(planYear(NOW));
});

test("nothing happens in the future or before the first of the twelve months", () => {
  const { start, jobs } = planYear(NOW);
  expect(start).toBe("2025-11-01");
  for (const { input } of jobs) {
    expect(Date.parse(input.occurredAt)).toBeLessThanOrEqual(NOW.getTime());
    expect(input.occurredAt >= start).toBe(true);
  }
});

test.each(["2026-01-01T00:00:30Z", "2026-03-01T12:00:00Z", "2027-02-28T23:59:00Z"])(
  "a year up to %s has thousands of jobs, each well formed, each made after its source",
  (moment) => {
    const { jobs } = planYear(new Date(moment));
    expect(jobs.length).toBeGreaterThan(5_000);
    expect(jobs.length).toBeLessThan(8_000);
    for (const { input, source, level } of jobs) {
      expect(jobInput.safeParse(input).error).toBeUndefined();
      const from = source && jobs[source.job];
      if (!source) continue;
      expect(from?.level).toBe(level - 1);
      expect(from && from.input.occurredAt < input.occurredAt).toBe(true);
      expect(source.picture).toBeLessThan(from?.input.imagesRequested ?? 0);
    }
  },
);

test("2026-10-23 is a Friday: one workday later is Monday, and no workday after a Sunday is Monday, too", () => {
  expect(addWorkdays("2026-10-23", 1)).toBe("2026-10-26");
  expect(addWorkdays("2026-10-25", 0)).toBe("2026-10-26");
});

test("twelve months that end with February begin in March", () => {
  expect(firstDayOf("2026-02-28")).toBe("2025-03-01");
});

test("weights 1 and 0: the second is never taken", () => {
  const random = randomFrom(7);
  const taken = Array.from({ length: 200 }, () => random.weighted({ first: 1, second: 0 }));
  expect(new Set(taken)).toEqual(new Set(["first"]));
});
