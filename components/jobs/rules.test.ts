import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNTED, countsOf, decisionsByCount } from "./decisions";
import { EMPTY_DRAFT } from "./draft";
import { matchCodes, settleCode } from "./match-codes";
import { fieldOf, sortProblems } from "./problems";
import { submissionFor } from "./submission";
import { instantOf, wallTimeOf } from "./zoned-time";

test("the same content goes out again under the same key; a change gets a new one", () => {
  let keys = 0;
  const make = {
    key: () => `key-${++keys}`,
    input: () => ({ occurredAt: new Date().toISOString(), provider: "leonardo", kind: "generation" as const }),
  };
  const first = submissionFor(null, EMPTY_DRAFT, make);
  expect(submissionFor(first, { ...EMPTY_DRAFT }, make)).toBe(first);
  expect(submissionFor(first, { ...EMPTY_DRAFT, amount: "1.5" }, make).key).toBe("key-2");
});

test("wall times of both clock changes: 01:30 winter, 03:30 summer, the skipped 02:30, the first 02:30 of two", () => {
  const at = (wallTime: string) => instantOf(wallTime, "Europe/Berlin");
  expect(at("2026-03-29T01:30")).toBe("2026-03-29T01:30:00+01:00");
  expect(at("2026-03-29T03:30")).toBe("2026-03-29T03:30:00+02:00");
  expect(at("2026-03-29T02:30")).toBe("2026-03-29T02:30:00+01:00");
  expect(at("2026-10-25T02:30")).toBe("2026-10-25T02:30:00+02:00");
  expect(at("2026-10-25T03:30")).toBe("2026-10-25T03:30:00+01:00");
  expect(instantOf("2026-01-01T12:00", "America/St_Johns")).toBe("2026-01-01T12:00:00-03:30");
  expect(at("yesterday")).toBeNull();
});

test("an instant and its wall time are each other's inverse outside of the repeated hour", () => {
  const noon = fc.integer({ min: 0, max: 5_000 }).map((day) => new Date(Date.UTC(2015, 0, 1 + day, 12)).toISOString());
  fc.assert(
    fc.property(noon, fc.constantFrom("Europe/Berlin", "UTC", "Asia/Kolkata", "America/New_York"), (instant, zone) => {
      expect(Date.parse(instantOf(wallTimeOf(instant, zone), zone) ?? "")).toBe(Date.parse(instant));
    }),
  );
});

const CAMPAIGNS = [
  { code: "AUTUMN26", name: "Autumn offers" },
  { code: "SPRING26", name: "Spring collection" },
  { code: "SPRING26-B", name: "Second flight" },
];

test("exact before beginning before containing", () => {
  expect(matchCodes(CAMPAIGNS, "spring26").map(({ code }) => code)).toEqual(["SPRING26", "SPRING26-B"]);
  expect(matchCodes(CAMPAIGNS, "off").map(({ code }) => code)).toEqual(["AUTUMN26"]);
  expect(matchCodes(CAMPAIGNS, "")).toHaveLength(3);
});

test("leaving a field takes what is meant beyond doubt and keeps the rest as typed", () => {
  expect(settleCode(CAMPAIGNS, "aut")).toBe("AUTUMN26");
  expect(settleCode(CAMPAIGNS, "spring26")).toBe("SPRING26");
  expect(settleCode(CAMPAIGNS, "spr")).toBe("spr");
  expect(settleCode(CAMPAIGNS, "winter")).toBe("winter");
});

test("an error of the API lands beside its field; one without a field is said above", () => {
  expect(fieldOf("cost.amount")).toBe("amount");
  expect(fieldOf("attempts.0.cost.unit")).toBe("attempts");
  expect(fieldOf("idempotency")).toBeNull();
  const { fields, general } = sortProblems(
    [
      { path: "campaign", code: "UNKNOWN_CODE", message: "There is none", near: ["SPRING26"] },
      { path: "", code: "CUSTOM", message: "Not together" },
    ],
    ({ message }) => message,
  );
  expect(fields.campaign?.near).toEqual(["SPRING26"]);
  expect(general).toEqual(["Not together"]);
});

type State = "open" | "approved" | "approved_with_changes" | "rejected";
const pictures = (...states: State[]) =>
  states.map((state, at) => ({ id: `a${at + 1}`, index: at + 1, version: 1, state }));

const counts = (approved: number, rejected = 0, changed = 0) => ({
  approved,
  approved_with_changes: changed,
  rejected,
});

test("of 5: 2 approved, 1 with changes, 1 rejected are decided in order, the fifth stays open", () => {
  const decided = decisionsByCount(pictures("open", "open", "open", "open", "open"), counts(2, 1, 1));
  expect(decided.map(({ index, decision }) => [index, decision])).toEqual([
    [1, "approved"],
    [2, "approved"],
    [3, "approved_with_changes"],
    [4, "rejected"],
  ]);
});

test("a changed count decides as little as possible: one of two approvals is withdrawn", () => {
  expect(decisionsByCount(pictures("approved", "open", "approved"), counts(1))).toEqual([
    { index: 3, version: 1, decision: "withdrawn" },
  ]);
});

test("an approval that becomes one with changes is one decision, and no open picture is touched", () => {
  expect(decisionsByCount(pictures("open", "approved", "approved"), counts(1, 0, 1))).toEqual([
    { index: 3, version: 1, decision: "approved_with_changes" },
  ]);
});

test("after the decisions the counts are what was asked for, and no decision more than that takes", () => {
  const states = fc.array(fc.constantFrom<State>("open", "approved", "approved_with_changes", "rejected"), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(states, fc.nat(12), fc.nat(12), fc.nat(12), (given, a, r, c) => {
      const approved = Math.min(a, given.length);
      const rejected = Math.min(r, given.length - approved);
      const wanted = counts(approved, rejected, Math.min(c, given.length - approved - rejected));
      const before = pictures(...given);
      const decisions = decisionsByCount(before, wanted);
      const decided = new Map(decisions.map(({ index, decision }) => [index, decision]));
      const after = before.map((picture) => {
        const decision = decided.get(picture.index);
        return { ...picture, state: decision === "withdrawn" ? ("open" as const) : (decision ?? picture.state) };
      });
      expect(countsOf(after)).toEqual(wanted);
      const had = countsOf(before);
      const gaps = COUNTED.map((name) => wanted[name] - had[name]);
      const sum = (numbers: number[]) => numbers.reduce((total, number) => total + Math.max(0, number), 0);
      expect(decisions).toHaveLength(Math.max(sum(gaps), sum(gaps.map((gap) => -gap))));
    }),
  );
});
