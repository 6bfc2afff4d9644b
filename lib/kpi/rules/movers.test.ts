import fc from "fast-check";
import { expect, test } from "vitest";
import { Exact } from "@/lib/core/amount";
import {
  because,
  biggestMoves,
  cpaiMove,
  type KindMove,
  kindsOf,
  relativeChange,
  type Side,
  spendParts,
} from "./movers";

const side = (jobs: number, spend: string, over: Partial<Side> = {}): Side => ({
  ...{ jobs, spend, images: jobs * 4, approved: jobs, lowerBound: false },
  ...over,
});
const kind = (name: string, before: Side, now: Side): KindMove => ({ kind: name, before, now });
const sum = (texts: readonly string[]) => texts.reduce((all, text) => all.plus(text), new Exact(0)).toFixed();

test("10 jobs at 1.00, then 15 at 1.00: 5.00 more is volume", () =>
  expect(spendParts([kind("generation", side(10, "10"), side(15, "15"))])).toEqual({
    volume: "5",
    mix: "0",
    price: "0",
  }));

test("10 jobs at 1.00, then 10 at 1.20: 2.00 more is price", () =>
  expect(spendParts([kind("generation", side(10, "10"), side(10, "12"))])).toEqual({
    volume: "0",
    mix: "0",
    price: "2",
  }));

test("8 drafts at 1 and 2 upscales at 3, then 2 and 8: as many jobs, 12.00 more is mix", () => {
  const kinds = [kind("generation", side(8, "8"), side(2, "2")), kind("upscale", side(2, "6"), side(8, "24"))];
  expect(spendParts(kinds)).toEqual({ volume: "0", mix: "12", price: "0" });
  expect(because(kinds)).toEqual({ reason: "jobs", kind: "upscale", now: 8, before: 2 });
});

test("upscales tripled, and that is why", () => {
  const kinds = [kind("generation", side(40, "20"), side(41, "20.50")), kind("upscale", side(12, "6"), side(36, "18"))];
  expect(because(kinds)).toEqual({ reason: "jobs", kind: "upscale", now: 36, before: 12 });
});

test("a generation costs 0.31 after 0.24, and that is why", () =>
  expect(because([kind("generation", side(100, "24"), side(100, "31"))])).toEqual({
    ...{ reason: "price", kind: "generation", now: "0.31", before: "0.24" },
  }));

test("three kinds grew alike: no single one is named", () => {
  const kinds = ["generation", "upscale", "variation"].map((name) => kind(name, side(10, "10"), side(12, "12")));
  expect(because(kinds)).toEqual({ reason: "jobs", kind: null, now: 36, before: 30 });
});

test("what was not there before is new; what is there no more has ended", () => {
  expect(because([kind("generation", side(0, "0"), side(3, "3"))])).toEqual({ reason: "new" });
  expect(because([kind("generation", side(3, "3"), side(0, "0"))])).toEqual({ reason: "ended" });
  expect(relativeChange({ before: side(0, "0"), now: side(3, "3") })).toBeNull();
});

test("CPAI from 1.00 to 1.50: a picture costs the same, but only 2 of 3 are approved as before: all of it is approvals", () => {
  const before = side(1, "30", { images: 60, approved: 30 });
  const now = side(1, "30", { images: 60, approved: 20 });
  expect(cpaiMove({ now, before })).toMatchObject({ change: "0.5", parts: { cost: "0", approvals: "0.5" } });
});

test("CPAI without an approved picture on one side is not compared", () =>
  expect(cpaiMove({ now: side(1, "1", { approved: 0 }), before: side(1, "1") })).toBeNull());

const amount = fc
  .bigInt({ min: 0n, max: 10n ** 20n })
  .map((units) => new Exact(units.toString()).dividedBy("1e12").toFixed());
const anySide = fc.record({
  jobs: fc.integer({ min: 0, max: 500 }),
  spend: amount,
  images: fc.integer({ min: 0, max: 2_000 }),
  approved: fc.integer({ min: 0, max: 400 }),
  lowerBound: fc.boolean(),
});
// Without a job there is no spend.
const possible = anySide.map((one) => (one.jobs === 0 ? { ...one, spend: "0", images: 0, approved: 0 } : one));
const anyKinds = fc.array(fc.record({ kind: fc.constantFrom("a", "b", "c", "d"), now: possible, before: possible }), {
  maxLength: 4,
});

test("volume + mix + price = the change of spend, to the last digit", () =>
  fc.assert(
    fc.property(anyKinds, (kinds) => {
      const { volume, mix, price } = spendParts(kinds);
      const change = kinds.reduce((all, { now, before }) => all.plus(now.spend).minus(before.spend), new Exact(0));
      expect(sum([volume, mix, price])).toBe(change.toFixed());
    }),
  ));

test("cost + approvals = the change of CPAI, to the last digit", () =>
  fc.assert(
    fc.property(possible, possible, (now, before) => {
      const found = cpaiMove({ now, before });
      if (found === null) {
        expect([now, before].some(({ approved, images }) => approved === 0 || images === 0)).toBe(true);
        return;
      }
      expect(sum([found.parts.cost, found.parts.approvals])).toBe(found.change);
      expect(sum([found.before, found.change])).toBe(new Exact(found.now).toFixed());
    }),
  ));

test("the reason named never points against the change", () =>
  fc.assert(
    fc.property(anyKinds, (kinds) => {
      const change = kinds.reduce((all, { now, before }) => all.plus(now.spend).minus(before.spend), new Exact(0));
      fc.pre(!change.isZero());
      const found = because(kinds);
      if (found.reason !== "price") return;
      // Two prices may round to the same text: then neither is above the other.
      expect(new Exact(found.now).minus(found.before).times(change).lt(0) && found.kind !== null).toBe(false);
    }),
  ));

const group = (campaign: string, spend: string) => ({ key: { campaign }, spend, jobs: 1 });

test("ranked by money, whichever way; what did not change is left out", () => {
  const before = { groups: [group("A", "10"), group("B", "5"), group("C", "7")] };
  const now = { groups: [group("A", "11"), group("C", "7"), group("D", "2")] };
  expect(biggestMoves(now, before, 5).map(({ key, now: { spend } }) => [key.campaign, spend])).toEqual([
    ["B", "0"],
    ["D", "2"],
    ["A", "11"],
  ]);
  expect(biggestMoves(now, before, 1)).toHaveLength(1);
});

test("kinds of both sides, also those of one side only", () => {
  const of = (name: string, jobs: number) => ({ key: { kind: name }, jobs, spend: String(jobs) });
  const kinds = kindsOf({ groups: [of("upscale", 3)] }, { groups: [of("generation", 2)] }, { key: {} });
  expect(kinds.map(({ kind: name, now, before }) => [name, before.jobs, now.jobs])).toEqual([
    ["generation", 2, 0],
    ["upscale", 0, 3],
  ]);
});
