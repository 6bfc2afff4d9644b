import fc from "fast-check";
import { expect, test } from "vitest";
import { countsOf, decisionsByCount } from "./decisions";
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
  const { fields, general } = sortProblems([
    { path: "campaign", code: "UNKNOWN_CODE", message: "There is none", near: ["SPRING26"] },
    { path: "", code: "CUSTOM", message: "Not together" },
  ]);
  expect(fields.campaign?.near).toEqual(["SPRING26"]);
  expect(general).toEqual(["Not together"]);
});

const pictures = (...states: ("open" | "approved" | "rejected")[]) =>
  states.map((state, at) => ({ id: `a${at + 1}`, index: at + 1, version: 1, state }));

test("2 of 4 approved, 1 rejected: two approvals and a rejection in order, the fourth stays open", () => {
  const decided = decisionsByCount(pictures("open", "open", "open", "open"), { approved: 2, rejected: 1 });
  expect(decided.map(({ index, decision }) => [index, decision])).toEqual([
    [1, "approved"],
    [2, "approved"],
    [3, "rejected"],
  ]);
});

test("a changed count decides as little as possible: one of two approvals is withdrawn", () => {
  expect(decisionsByCount(pictures("approved", "open", "approved"), { approved: 1, rejected: 0 })).toEqual([
    { index: 3, version: 1, decision: "withdrawn" },
  ]);
});

test("after the decisions the counts are what was asked for", () => {
  const states = fc.array(fc.constantFrom("open" as const, "approved" as const, "rejected" as const), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(states, fc.nat(12), fc.nat(12), (given, a, r) => {
      const approved = Math.min(a, given.length);
      const rejected = Math.min(r, given.length - approved);
      const before = pictures(...given);
      const decided = new Map(
        decisionsByCount(before, { approved, rejected }).map(({ index, decision }) => [index, decision]),
      );
      const after = before.map((picture) => {
        const decision = decided.get(picture.index);
        return { ...picture, state: decision === "withdrawn" ? ("open" as const) : (decision ?? picture.state) };
      });
      expect(countsOf(after)).toEqual({ approved, rejected });
    }),
  );
});
