import { expect, test } from "vitest";
import { countPictures, decisionsBack, decisionsOnAll, jobsAsked, pieces } from "./many";

const aPicture = (id: string, state: "open" | "approved" | "rejected" | "changes_requested") => ({
  id,
  version: 2,
  state,
});
const jobs = [
  { state: "live" as const, assets: [aPicture("a", "open"), aPicture("b", "approved"), aPicture("c", "rejected")] },
  { state: "live" as const, assets: [aPicture("d", "changes_requested")] },
  { state: "void" as const, assets: [aPicture("e", "open")] },
];
const decided = (over: Partial<Parameters<typeof decisionsOnAll>[1]>) =>
  decisionsOnAll(jobs, { decision: "rejected", reason: "", alsoDecided: false, ...over }).map(({ id }) => id);

test("a decision for many is for what is open; with the others only for what says something else; never for a void job", () => {
  expect(countPictures(jobs)).toEqual({ open: 2, decided: 2 });
  expect(decided({})).toEqual(["a", "d"]);
  expect(decided({ alsoDecided: true })).toEqual(["a", "b", "d"]);
  expect(decided({ decision: "changes_requested" })).toEqual(["a"]);
  expect(decisionsOnAll(jobs, { decision: "approved", reason: "light", alsoDecided: false })[0]).toEqual({
    ...{ id: "a", version: 2, decision: "approved", reason: "light" },
  });
});

test("an undo says what stood before each stored decision; where nothing stood, it is withdrawn; what was refused stays", () => {
  const said = { id: "r2", version: 2, decision: "rejected" as const, criteria: null, comment: null, reason: "light" };
  const last = { ...said, by: "Lena", at: "2026-03-01T09:00:00.000Z" };
  const before = { ...last, id: "r1", version: 1, decision: "changes_requested" as const, criteria: { light: false } };
  const asset = { id: "a", jobId: "j", index: 1, version: 2, state: "rejected" as const, decidedAt: last.at, last };
  const stored = { id: "a", state: "stored" as const, code: null, message: null, asset };
  const refused = { ...stored, state: "refused" as const, code: "STALE_VERSION" as const };
  const results = [
    { ...stored, before },
    { ...stored, before: null },
    { ...refused, before: null },
  ];
  expect(decisionsBack(results)).toEqual([
    { id: "a", version: 2, seen: "r2", decision: "changes_requested", criteria: { light: false }, reason: "light" },
    { id: "a", version: 2, seen: "r2", decision: "withdrawn" },
  ]);
});

test("chosen rows are named by id, everything that matches by the filters that say something", () => {
  expect(jobsAsked({ kind: "some", ids: new Set(["x"]) }, { campaign: ["A"] })).toEqual({ ids: ["x"] });
  const params = { from: "2026-01-01", campaign: ["unassigned"], market: [], q: null, unpriced: true, state: null };
  expect(jobsAsked({ kind: "all" }, params)).toEqual({
    filter: { from: "2026-01-01", campaign: ["unassigned"], unpriced: true },
  });
});

test("401 decisions leave in three requests, in their order", () => {
  const list = Array.from({ length: 401 }, (_, at) => at);
  expect(pieces(list, 200).map(({ length }) => length)).toEqual([200, 200, 1]);
  expect(pieces(list, 200).flat()).toEqual(list);
});
