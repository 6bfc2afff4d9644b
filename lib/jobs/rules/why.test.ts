import { expect, test } from "vitest";
import { classLines, type WhyInput } from "./why";

const NOTHING = { failed: "0", duplicate: "0", dropped: "0", rejected: "0", superseded: "0", useful: "0", open: "0" };
const BASE: WhyInput = {
  ...{ kind: "generation", status: "succeeded", isDuplicate: false, motifDropped: false, hasMotif: true },
  ...{ hasSource: false, imagesDelivered: 4, approved: 0, rejected: 0, superseded: 0, amounts: NOTHING },
};
const lines = (over: Partial<WhyInput>, amounts: Partial<WhyInput["amounts"]> = {}) =>
  classLines({ ...BASE, ...over, amounts: { ...NOTHING, ...amounts } }).map(
    ({ class: name, amount, pictures, reason }) => `${name} ${amount} ${pictures} ${reason}`,
  );

test("4 pictures of 1.00, 2 approved, 1 rejected, 1 superseded, after a failed try of 0.30: each part has its reason", () => {
  const amounts = { failed: "0.3", rejected: "0.25", superseded: "0.25", useful: "0.5" };
  expect(lines({ approved: 2, rejected: 1, superseded: 1 }, amounts)).toEqual([
    "failed 0.3 0 FAILED_ATTEMPTS",
    "rejected 0.25 1 REJECTED",
    "superseded 0.25 1 SIBLING_OF_MOTIF",
    "useful 0.5 2 APPROVED",
  ]);
});

test.each([
  ["nobody has decided", {}, { open: "1" }, ["open 1 4 WAITING"]],
  ["the whole job failed", { status: "failed", imagesDelivered: 0 }, { failed: "1" }, ["failed 1 0 FAILED"]],
  ["nothing came of it", { imagesDelivered: 0 }, { failed: "1" }, ["failed 1 0 NOTHING_DELIVERED"]],
  ["the answer was lost", { status: "unknown", imagesDelivered: 0 }, { open: "1" }, ["open 1 0 OUTCOME_UNKNOWN"]],
  ["paid before", { isDuplicate: true, approved: 1 }, { duplicate: "1" }, ["duplicate 1 4 SAME_CONFIGURATION"]],
  [
    "the motif was dropped",
    { motifDropped: true, approved: 1, rejected: 2 },
    { dropped: "0.75", useful: "0.25" },
    ["dropped 0.75 3 MOTIF_DROPPED", "useful 0.25 1 APPROVED"],
  ],
  [
    "without a motif its own sibling won",
    { hasMotif: false, approved: 1, superseded: 3 },
    { superseded: "0.75", useful: "0.25" },
    ["superseded 0.75 3 SIBLING_OF_JOB", "useful 0.25 1 APPROVED"],
  ],
  [
    "an upscale goes with its source",
    { kind: "upscale", imagesDelivered: 0, hasSource: true },
    { rejected: "1" },
    ["rejected 1 0 AS_SOURCE"],
  ],
  ["an upscale of nothing known", { kind: "upscale", imagesDelivered: 0 }, { open: "1" }, ["open 1 0 NO_SOURCE"]],
  ["training", { kind: "training", imagesDelivered: 0 }, { useful: "1" }, ["useful 1 0 TRAINING"]],
  ["no price yet: its pictures wait all the same", {}, {}, ["open 0 4 WAITING"]],
] as const)("%s", (_, over, amounts, expected) => {
  expect(lines(over, amounts)).toEqual(expected);
});
