import fc from "fast-check";
import { expect, test } from "vitest";
import { addMoney, money } from "@/lib/core/amount";
import { type Classified, classify, countPictures, type PictureState, WASTE_CLASSES } from "./classify";

const job = (over: Partial<Classified> = {}): Classified => ({
  kind: "generation",
  status: "succeeded",
  knownCost: money("1"),
  failedAttemptsCost: money("0"),
  isDuplicate: false,
  motifDropped: false,
  iteration: 1,
  motifApprovedIteration: null,
  hasMotif: true,
  pictures: ["open"],
  sourceClass: null,
  ...over,
});

/** Classes with money in them, as text. */
const split = (over: Partial<Classified>) =>
  Object.fromEntries(
    Object.entries(classify(job(over)))
      .filter(([, amount]) => !amount.isZero())
      .map(([name, amount]) => [name, amount.toFixed()]),
  );

test("4 pictures, 2 approved, 1 rejected, 1 open of a motif nobody approved later: ½ useful, ¼ rejected, ¼ open", () => {
  const pictures: PictureState[] = ["approved", "approved_with_changes", "rejected", "open"];
  expect(split({ pictures })).toEqual({ useful: "0.5", rejected: "0.25", open: "0.25" });
});

test("1.00 over 3 pictures: the remainder of the 18th place goes to the first ones", () => {
  expect(split({ pictures: ["approved", "open", "rejected"] })).toEqual({
    useful: "0.333333333333333334",
    open: "0.333333333333333333",
    rejected: "0.333333333333333333",
  });
});

test.each<[string, Partial<Classified>, Record<string, string>]>([
  ["a job that failed is failed", { status: "failed", pictures: [] }, { failed: "1" }],
  ["a generation that delivered nothing is failed", { pictures: [] }, { failed: "1" }],
  ["an unknown job is open, neither failed nor waste", { status: "unknown", pictures: [] }, { open: "1" }],
  ["training is useful", { kind: "training", pictures: [] }, { useful: "1" }],
  [
    "a failed upscale is failed",
    { kind: "upscale", status: "failed", pictures: [], sourceClass: "useful" },
    { failed: "1" },
  ],
  [
    "an upscale has the class of its source picture",
    { kind: "upscale", pictures: [], sourceClass: "rejected" },
    { rejected: "1" },
  ],
  ["a post-process without a source is open", { kind: "postprocess", pictures: [] }, { open: "1" }],
  [
    "an upscale that repeats another is a duplicate before it is anything else",
    { kind: "upscale", isDuplicate: true, pictures: [], sourceClass: "useful" },
    { duplicate: "1" },
  ],
  [
    "a charged failed try is failed, the rest follows the pictures",
    { failedAttemptsCost: money("0.4"), pictures: ["approved"] },
    { failed: "0.4", useful: "0.6" },
  ],
  ["a duplicate is a duplicate even when approved", { isDuplicate: true, pictures: ["approved"] }, { duplicate: "1" }],
  [
    "of a dropped motif all but the approved is dropped",
    { motifDropped: true, pictures: ["approved", "rejected", "open", "open"] },
    { useful: "0.25", dropped: "0.75" },
  ],
  ["open with a later approval in the motif is superseded", { motifApprovedIteration: 2 }, { superseded: "1" }],
  [
    "open with an approval of the same iteration is superseded",
    { iteration: 2, motifApprovedIteration: 2 },
    { superseded: "1" },
  ],
  [
    "open at a later iteration than the approved one stays open",
    { iteration: 3, motifApprovedIteration: 2 },
    { open: "1" },
  ],
  [
    "without a motif only pictures of the same job supersede",
    { hasMotif: false, motifApprovedIteration: 9, pictures: ["open", "open"] },
    { open: "1" },
  ],
  [
    "without a motif an approved sibling supersedes",
    { hasMotif: false, pictures: ["approved", "open"] },
    { useful: "0.5", superseded: "0.5" },
  ],
  ["changes requested and withdrawn are open again", { pictures: ["changes_requested", "withdrawn"] }, { open: "1" }],
])("%s", (_, over, expected) => {
  expect(split(over)).toEqual(expected);
});

const states = fc.constantFrom<PictureState>(
  "open",
  "approved",
  "approved_with_changes",
  "rejected",
  "changes_requested",
  "withdrawn",
);
const anyJob = fc.record({
  kind: fc.constantFrom("generation", "variation", "upscale", "postprocess", "training"),
  status: fc.constantFrom("succeeded", "failed", "unknown"),
  units: fc.bigInt({ min: 0n, max: 10n ** 30n }),
  failedShare: fc.integer({ min: 0, max: 3 }),
  isDuplicate: fc.boolean(),
  motifDropped: fc.boolean(),
  hasMotif: fc.boolean(),
  iteration: fc.integer({ min: 1, max: 4 }),
  motifApprovedIteration: fc.option(fc.integer({ min: 1, max: 4 })),
  pictures: fc.array(states, { maxLength: 12 }),
  sourceClass: fc.option(fc.constantFrom(...WASTE_CLASSES)),
});

test("each part of the money has exactly one class: Σ classes = known cost for any job", () => {
  fc.assert(
    fc.property(anyJob, ({ units, failedShare, ...rest }) => {
      const knownCost = money(`${units}e-18`);
      const failedAttemptsCost = money(`${(units * BigInt(failedShare)) / 4n}e-18`);
      const classes = classify({ ...rest, knownCost, failedAttemptsCost } as Classified);
      expect(addMoney(Object.values(classes)).toFixed()).toBe(knownCost.toFixed());
      for (const amount of Object.values(classes)) expect(amount.isNegative()).toBe(false);
    }),
  );
});

test("counts never exceed the delivered pictures, and changes are part of the approvals", () => {
  fc.assert(
    fc.property(anyJob, ({ units: _, failedShare: __, ...rest }) => {
      const counts = countPictures({ ...job(), ...rest } as Classified);
      expect(counts.approved + counts.rejected + counts.superseded).toBeLessThanOrEqual(rest.pictures.length);
      expect(counts.approvedWithChanges).toBeLessThanOrEqual(counts.approved);
    }),
  );
});
