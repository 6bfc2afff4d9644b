import { expect, test } from "vitest";
import { ApiError } from "@/lib/http/fetch-json";
import type { Job } from "@/lib/jobs/schema";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { changesOf, correctionDraft, problemsOfCorrection } from "./correction";
import { draftFromJob, EMPTY_DRAFT } from "./draft";
import { withDecisions } from "./job-cache";
import { isNarrowed, jobParams, type ListFilter } from "./list-params";
import { failureOf } from "./problems";
import { costSteps } from "./revision-words";

const ZONE = "Europe/Berlin";

function aJob(fields: Partial<JobDetail> = {}): JobDetail {
  return {
    id: "job-1",
    externalId: null,
    occurredAt: "2026-03-04T09:00:00.000Z",
    recordedAt: "2026-03-04T09:00:00.000Z",
    provider: "leonardo",
    wallet: "leonardo-api",
    model: "Phoenix",
    kind: "generation",
    stage: "draft",
    status: "succeeded",
    campaign: "unassigned",
    market: "DE",
    channel: "SOCIAL",
    costCenter: "unassigned",
    motif: "hero-01",
    iteration: null,
    width: 1024,
    height: 1024,
    steps: 30,
    guidance: null,
    sampler: null,
    seed: "42",
    modules: [],
    upscaleFactor: null,
    imagesRequested: 4,
    imagesDelivered: 2,
    attempts: 1,
    failedAttempts: 0,
    staffMinutes: null,
    staffCost: "0",
    credits: "24",
    state: "live",
    cost: {
      amount: "0.0331",
      knownAmount: "0.0331",
      currency: "EUR",
      source: "reported",
      priceId: null,
      rateId: null,
      estimated: false,
      unpricedReason: null,
    },
    approved: 0,
    approvedWithChanges: 0,
    rejected: 0,
    sourceAsset: null,
    assets: [
      { id: "a1", index: 1, externalId: null, version: 1, state: "open", hasPicture: false, pictureTag: null },
      { id: "a2", index: 2, externalId: null, version: 1, state: "open", hasPicture: false, pictureTag: null },
    ],
    duplicateOf: null,
    flags: [],
    tags: { artist: "mk" },
    createdBy: { kind: "member", id: "me", name: "Mia" },
    entry: "form",
    importId: null,
    revision: 0,
    prompt: null,
    negativePrompt: null,
    voidReason: null,
    voidedAt: null,
    motifId: null,
    classes: [],
    duplicates: { original: null, copies: [], copyCount: 0, copyCost: "0" },
    decisions: [],
    attemptList: [
      {
        index: 1,
        status: "succeeded",
        amount: "24",
        unit: "CREDITS",
        source: "reported",
        cost: "0.0331",
        unpricedReason: null,
        price: null,
        rate: null,
      },
    ],
    ledger: [],
    revisions: [],
    ...fields,
  };
}

test("nothing changed is nothing to send", () => {
  const draft = correctionDraft(aJob(), ZONE);
  expect(changesOf(draft, draft, ZONE)).toBeNull();
  expect(problemsOfCorrection(draft, ZONE)).toEqual({});
});

test("only what differs is sent: a new cost of the last attempt, a campaign, a cleared motif, another hour", () => {
  const draft = correctionDraft(aJob(), ZONE);
  const after = { ...draft, amount: "1.5", campaign: "SPRING26", motif: "", when: "2026-03-04T11:00" };
  expect(changesOf(draft, after, ZONE)).toEqual({
    cost: { amount: "1.5", unit: "CREDITS", source: "manual" },
    attempt: 1,
    campaign: "SPRING26",
    motif: null,
    occurredAt: "2026-03-04T11:00:00+01:00",
  });
});

test("log again takes the work, not what came out of it", () => {
  const draft = draftFromJob(aJob());
  expect(draft).toMatchObject({
    provider: "leonardo",
    campaign: "",
    market: "DE",
    requested: "4",
    tags: ["artist=mk"],
  });
  expect(draft).toMatchObject({ amount: "", delivered: "", approved: "", when: "", externalId: "" });
  expect(Object.keys(draft)).toEqual(Object.keys(EMPTY_DRAFT));
});

test("a decision shows at once: 1 of 2 approved", () => {
  const job: Job = withDecisions(aJob(), [{ index: 2, decision: "approved_with_changes" }]);
  expect(job).toMatchObject({ approved: 1, approvedWithChanges: 1, rejected: 0 });
  expect(job.assets.map(({ state }) => state)).toEqual(["open", "approved_with_changes"]);
});

test("the cost in a revision: amount, unit and cost of each try", () => {
  expect(costSteps("24 CREDITS → 0.0331; –  → unpriced")).toEqual([
    { amount: "24", unit: "CREDITS", cost: "0.0331" },
    { amount: null, unit: null, cost: null },
  ]);
  expect(costSteps("something else")).toBeNull();
});

const WORDS = { say: () => "Not yours", sayOne: () => "One" };

test("a lost or overloaded server keeps the key; a refusal does not; 401 asks to sign in", () => {
  expect(failureOf(new ApiError(0, ""), WORDS).failure.kind).toBe("unreached");
  expect(failureOf(new ApiError(503, ""), WORDS).failure.kind).toBe("unreached");
  expect(failureOf(new TypeError("an answer that cannot be read"), WORDS).failure.kind).toBe("unreached");
  expect(failureOf(new ApiError(401, ""), WORDS).failure.kind).toBe("signedOut");
  expect(failureOf(new ApiError(403, "Not yours"), WORDS).failure).toEqual({
    kind: "refused",
    messages: ["Not yours"],
  });
});

const NO_FILTERS = {
  costCenter: [],
  campaign: [],
  market: [],
  channel: [],
  provider: [],
  model: [],
  kind: [],
  stage: [],
};
const NOTHING: ListFilter = {
  status: [],
  unpriced: false,
  duplicate: false,
  state: "live",
  q: "",
  importId: null,
  waste: [],
  wallet: [],
  motif: [],
  assetType: [],
  createdBy: [],
  source: [],
};
const MARCH = { from: "2026-03-01", to: "2026-03-31" };

test("the list asks under the names of the API; an import is asked for whole, whatever the range", () => {
  expect(isNarrowed(NOTHING)).toBe(false);
  expect(jobParams(MARCH, NO_FILTERS, { ...NOTHING, unpriced: true, q: " hero " })).toMatchObject({
    ...MARCH,
    unpriced: true,
    q: "hero",
    state: null,
  });
  expect(jobParams(MARCH, NO_FILTERS, { ...NOTHING, importId: "i-1" })).not.toHaveProperty("from");
});
