import { expect, test } from "vitest";
import type { AssetReviewInput, ReviewBatchAnswer, ReviewedAsset } from "@/lib/reviews/schema";
import { entriesOf, insist, nextBatch, openBatch, putEntry, refuseBatch, settleBatch, withheld } from "./outbox";

const owner = { organizationId: "o", personId: "p" };
const ID = (digit: number) => `0192f0c1-0000-7000-8000-00000000000${digit}`;

function aShelf() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

let clock = 0;
function decide(shelf: Storage | ReturnType<typeof aShelf>, id: string, over: Partial<AssetReviewInput> = {}) {
  clock += 1;
  const review = { id, version: 1, seen: null, decision: "approved" as const, ...over };
  return putEntry(shelf, owner, { review, label: "Picture", now: new Date(clock), random: "r" });
}

const anAsset = (id: string, last: string, over: Partial<ReviewedAsset> = {}): ReviewedAsset => ({
  ...{ id, jobId: "j", index: 1, version: 1, state: "approved", decidedAt: null },
  last: {
    ...{ id: last, version: 1, decision: "approved", criteria: null, reason: null, comment: null, by: "Jo", at: "" },
  },
  ...over,
});
type Result = ReviewBatchAnswer["results"][number];
const stored = (id: string, last: string): Result => ({
  ...{ id, state: "stored", code: null, message: null },
  ...{ asset: anAsset(id, last), before: null },
});
const refused = (id: string, last: string, version = 1): Result => ({
  ...{ id, state: "refused", code: "DECIDED_MEANWHILE", message: "Jo was first" },
  ...{ asset: anAsset(id, last, { version }), before: null },
});

const waiting = (shelf: ReturnType<typeof aShelf>) =>
  entriesOf(shelf, owner).map(({ review }) => `${review.id.at(-1)} ${review.decision}`);

test("decisions leave in their order, one per picture, and only after the answer", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  decide(shelf, ID(2));
  const sent = nextBatch(shelf, owner, "k1");
  expect(sent?.reviews.map(({ id }) => id)).toEqual([ID(1), ID(2)]);
  expect(waiting(shelf)).toHaveLength(2);
  if (sent) settleBatch(shelf, owner, sent, [stored(ID(1), "a"), stored(ID(2), "b")]);
  expect(waiting(shelf)).toEqual([]);
  expect(nextBatch(shelf, owner, "k2")).toBeNull();
});

test("a request without an answer is repeated as it was, under its key, whatever was decided since", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  const sent = nextBatch(shelf, owner, "k1");
  decide(shelf, ID(2));
  expect(nextBatch(shelf, owner, "k2")).toEqual(sent);
});

test("a change of mind before it leaves replaces it; after that it follows, knowing the first", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  decide(shelf, ID(1), { decision: "rejected" });
  expect(waiting(shelf)).toEqual(["1 rejected"]);
  const sent = nextBatch(shelf, owner, "k1");
  decide(shelf, ID(1), { decision: "withdrawn" });
  expect(waiting(shelf)).toEqual(["1 rejected", "1 withdrawn"]);
  if (sent) settleBatch(shelf, owner, sent, [stored(ID(1), ID(8))]);
  expect(nextBatch(shelf, owner, "k2")?.reviews).toMatchObject([{ id: ID(1), decision: "withdrawn", seen: ID(8) }]);
});

test("what has not left yet can be taken back without a trace; what is leaving cannot", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  expect(withheld(shelf, owner, ID(1))?.review.decision).toBe("approved");
  nextBatch(shelf, owner, "k1");
  expect(withheld(shelf, owner, ID(1))).toBeNull();
});

test("somebody was first: the last word waits beside theirs, nothing on that picture goes out, others do", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  const sent = nextBatch(shelf, owner, "k1");
  decide(shelf, ID(1), { decision: "rejected" });
  if (sent) settleBatch(shelf, owner, sent, [refused(ID(1), ID(9), 3)]);
  const [conflict] = entriesOf(shelf, owner);
  expect(conflict).toMatchObject({ review: { decision: "rejected" }, trouble: { theirs: { last: { by: "Jo" } } } });
  decide(shelf, ID(2));
  expect(nextBatch(shelf, owner, "k2")?.reviews.map(({ id }) => id)).toEqual([ID(2)]);
  const next = openBatch(shelf, owner);
  if (next) settleBatch(shelf, owner, next, [stored(ID(2), "b")]);
  if (conflict) insist(shelf, owner, conflict);
  expect(nextBatch(shelf, owner, "k3")?.reviews).toMatchObject([{ decision: "rejected", seen: ID(9), version: 3 }]);
});

test("a request that the server will not have keeps every decision, with the reason", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  decide(shelf, ID(2));
  const sent = nextBatch(shelf, owner, "k1");
  if (sent) refuseBatch(shelf, owner, sent, { code: "403", message: "Not allowed" });
  expect(entriesOf(shelf, owner).map(({ trouble }) => trouble?.message)).toEqual(["Not allowed", "Not allowed"]);
  expect(openBatch(shelf, owner)).toBeNull();
});

test("another person's decisions on the same machine are not touched, and rubbish in storage is skipped", () => {
  const shelf = aShelf();
  decide(shelf, ID(1));
  shelf.setItem("pixelledger:review:o:p:e:0", "{");
  expect(entriesOf(shelf, { ...owner, personId: "q" })).toEqual([]);
  expect(waiting(shelf)).toEqual(["1 approved"]);
});
