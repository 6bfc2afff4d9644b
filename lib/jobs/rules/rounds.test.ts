import { expect, test } from "vitest";
import { USUAL_ADVICE } from "@/lib/settings/rules/advice";
import { isRejectedRound, motifAdvice, type RoundSums, totalOf, withJob } from "./rounds";
import { understand } from "./understand";

const aRound = (over: Partial<RoundSums> = {}): RoundSums => ({
  ...{ iteration: 1, jobs: 1, unpricedJobs: 0, images: 4, drafts: 4, finals: 0, variations: 0 },
  ...{ approved: 0, approvedWithChanges: 0, rejected: 0, changesRequested: 0, superseded: 0 },
  ...{ waiting: 0, waitingDrafts: 0, spend: "1", draftSpend: "1", finalSpend: "0", variationSpend: "0" },
  ...{ versionSpend: "0", useful: "0", waste: "0", open: "1" },
  ...{ firstAt: "2026-03-02T09:00:00.000Z", lastAt: "2026-03-02T09:00:00.000Z" },
  ...over,
});

test.each([
  { title: "3 rejected, none waits", round: { rejected: 3 }, later: false, is: true },
  {
    title: "3 rejected, 1 waits, and it is the last round",
    round: { rejected: 3, waiting: 1 },
    later: false,
    is: false,
  },
  { title: "3 rejected, 1 waits, but a later round began", round: { rejected: 3, waiting: 1 }, later: true, is: true },
  { title: "1 approved", round: { rejected: 3, approved: 1 }, later: true, is: false },
  { title: "nothing decided", round: { waiting: 4 }, later: true, is: false },
])("$title: rejected $is", ({ round, later, is }) => {
  expect(isRejectedRound(aRound(round), later)).toBe(is);
});

const codes = (rounds: RoundSums[], dropped = false, over = {}) =>
  motifAdvice(rounds, { ...USUAL_ADVICE, ...over }, dropped).map(({ code }) => code);

test.each([
  { title: "one rejected round", rounds: [aRound({ rejected: 4 })], says: [] },
  { title: "two rejected rounds", rounds: [aRound({ rejected: 4 }), aRound({ rejected: 1 })], says: ["DROP_MOTIF"] },
  {
    title: "two rejected rounds and an approval in the third",
    rounds: [aRound({ rejected: 4 }), aRound({ rejected: 1 }), aRound({ approved: 1 })],
    says: [],
  },
  { title: "5 variations", rounds: [aRound({ variations: 5 })], says: [] },
  {
    title: "6 variations",
    rounds: [aRound({ variations: 4 }), aRound({ variations: 2 })],
    says: ["ENOUGH_VARIATIONS"],
  },
  { title: "5 drafts wait", rounds: [aRound({ waitingDrafts: 5 })], says: [] },
  { title: "6 drafts wait", rounds: [aRound({ waitingDrafts: 6 })], says: ["REVIEW_NOW"] },
])("$title: $says", ({ rounds, says }) => {
  expect(codes(rounds)).toEqual(says);
});

test("the organization's numbers count, and a dropped motif is left in peace", () => {
  const rounds = [aRound({ rejected: 4 }), aRound({ rejected: 4 })];
  expect(codes(rounds, false, { dropAfterRounds: 3 })).toEqual([]);
  expect(codes([aRound({ rejected: 4 })], false, { dropAfterRounds: 1 })).toEqual(["DROP_MOTIF"]);
  expect(codes(rounds, true)).toEqual([]);
});

test("advice names the money of all rounds: 1.25 + 0.000000000000000001", () => {
  const rounds = [aRound({ rejected: 4, spend: "1.25" }), aRound({ rejected: 4, spend: "0.000000000000000001" })];
  expect(motifAdvice(rounds, USUAL_ADVICE, false)).toMatchObject([{ spent: "1.250000000000000001" }]);
});

test("cost per approved picture: 3 ÷ 2 = 1.5; none without an approval, none where no job has a price", () => {
  const both = [aRound({ approved: 1, spend: "2" }), aRound({ approved: 1, spend: "1" })];
  expect(totalOf(both).costPerApprovedImage).toBe("1.5");
  expect(totalOf([aRound()]).costPerApprovedImage).toBeNull();
  expect(totalOf([aRound({ approved: 1, unpricedJobs: 1 })]).costPerApprovedImage).toBeNull();
});

test("before a variation runs, its pictures count to what the motif has already", () => {
  const input = { occurredAt: "2026-03-02T10:00:00Z", provider: "x", stage: "final", imagesRequested: 2 } as const;
  const variation = understand({ ...input, kind: "variation" });
  const rounds = [aRound({ variations: 4 })];
  expect(codes(withJob(rounds, variation))).toEqual(["ENOUGH_VARIATIONS"]);
  expect(codes(withJob(rounds, understand({ ...input, kind: "generation" })))).toEqual([]);
  expect(withJob([], variation)).toEqual([]);
});
