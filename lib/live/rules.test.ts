import { expect, test } from "vitest";
import { LIVE_TOPICS, rootsOf, waitBefore } from "./rules";

test("a new job changes figures, lists of jobs and what is left; a target only targets", () => {
  expect(rootsOf(["jobs", "ledger"])).toEqual(expect.arrayContaining(["kpi", "jobs", "budgets", "balances"]));
  expect(rootsOf(["targets"])).toEqual(["targets"]);
});

test("each root is asked once, however many topics name it", () => {
  const roots = rootsOf(LIVE_TOPICS);
  expect(new Set(roots).size).toBe(roots.length);
});

test("a lost connection is tried after 2, 4, 8 … seconds, at most a minute", () => {
  expect([0, 1, 2, 10].map(waitBefore)).toEqual([2_000, 4_000, 8_000, 60_000]);
});
