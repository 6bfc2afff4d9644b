import { expect, test } from "vitest";
import { jobInput } from "@/lib/jobs/schema";
import { EMPTY_DRAFT, hasResults, type JobDraft, jobDraft, nextDraft, rememberedPart } from "./draft";
import { freshDraft, isMoreOpen, openingDraft, rememberContext, rememberMore, saveDraft } from "./draft-storage";
import { problemsOf, toJobInput } from "./to-job-input";

const NOW = new Date("2026-03-04T09:00:00.000Z");
const ZONE = "Europe/Berlin";
const typed = (fields: Partial<JobDraft>): JobDraft => ({ ...EMPTY_DRAFT, provider: "leonardo", ...fields });

function aShelf(refuses = false) {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem: (key: string, value: string) => {
      if (refuses) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
}
const mine = { organizationId: "org", personId: "me" };

test("an empty draft sends only what is known: now, provider, kind and stage", () => {
  expect(toJobInput(typed({}), ZONE, NOW)).toEqual({
    occurredAt: "2026-03-04T09:00:00.000Z",
    provider: "leonardo",
    kind: "generation",
    stage: "draft",
  });
});

test("what the form sends is what the API accepts, with every field filled", () => {
  const input = toJobInput(
    typed({
      wallet: "leonardo-api",
      model: "Phoenix",
      campaign: "SPRING26",
      market: "DE",
      channel: "SOCIAL",
      motif: "hero-01",
      requested: "4",
      delivered: "3",
      amount: "1.5",
      approved: "1",
      rejected: "1",
      when: "2026-03-29T03:30",
      width: "1024",
      height: "768",
      steps: "30",
      guidance: "7.5",
      seed: "42",
      modules: ["controlnet"],
      prompt: "a lamp",
      staffMinutes: "6",
      attempts: [{ status: "failed", amount: "24", unit: "CREDITS" }],
      tags: ["artist=mk", "note=a=b"],
      iteration: "2",
      sourceAsset: "0198f5a0-0000-7000-8000-000000000001",
    }),
    ZONE,
    NOW,
  );
  expect(jobInput.safeParse(input).success).toBe(true);
  expect(input).toMatchObject({
    occurredAt: "2026-03-29T03:30:00+02:00",
    cost: { amount: "1.5", unit: "CREDITS" },
    reviewed: { approved: 1, rejected: 1 },
    guidance: 7.5,
    tags: { artist: "mk", note: "a=b" },
  });
});

test("an upscale delivers no picture: counts typed before are not sent", () => {
  const input = toJobInput(typed({ kind: "upscale", requested: "4", approved: "2" }), ZONE, NOW);
  expect(input).not.toHaveProperty("imagesRequested");
  expect(input).not.toHaveProperty("reviewed");
});

test("3 approved + 2 rejected of 4 delivered is one too many", () => {
  expect(problemsOf(typed({ requested: "4", approved: "3", rejected: "2" }), ZONE)).toEqual({
    approved: { code: "MORE_THAN_DELIVERED" },
  });
  expect(problemsOf(typed({ requested: "4", approved: "3", rejected: "1" }), ZONE)).toEqual({});
});

test("no provider, an amount that is none and a tag without value are named by field", () => {
  const problems = problemsOf(typed({ provider: " ", amount: "zwei", tags: ["artist"], width: "12.5" }), ZONE);
  expect(Object.keys(problems).sort()).toEqual(["amount", "provider", "tags", "width"]);
});

test("log and next keeps the context and clears what belongs to one job", () => {
  const before = typed({
    campaign: "SPRING26",
    motif: "hero-01",
    requested: "4",
    amount: "24",
    approved: "2",
    seed: "1",
  });
  expect(nextDraft(before)).toEqual(typed({ campaign: "SPRING26", motif: "hero-01", requested: "4" }));
  expect(hasResults(before)).toBe(true);
  expect(hasResults(nextDraft(before))).toBe(false);
});

test("a damaged draft loses only the damaged field", () => {
  expect(jobDraft.parse({ provider: "leonardo", kind: "painting", steps: 30 })).toEqual(typed({}));
});

test("what was typed comes back after a closed tab, with its key; nobody else sees it", () => {
  const shelf = aShelf();
  const draft = typed({ amount: "24" });
  const pending = { key: "k-1", draft: JSON.stringify(draft), input: toJobInput(draft, ZONE, NOW) };
  saveDraft(shelf, mine, { draft, pending, savedAt: "2026-03-04T09:00:00.000Z", aside: null });
  expect(openingDraft(shelf, mine)).toEqual({
    draft,
    pending,
    restoredFrom: "2026-03-04T09:00:00.000Z",
    aside: null,
  });
  expect(openingDraft(shelf, { ...mine, personId: "you" })).toMatchObject({ draft: EMPTY_DRAFT, restoredFrom: null });
});

test("a draft with context only comes back without a word; an empty form starts from the last job's context", () => {
  const shelf = aShelf();
  const draft = typed({ motif: "hero-01", campaign: "SPRING26" });
  saveDraft(shelf, mine, { draft, pending: null, savedAt: "2026-03-04T09:00:00.000Z", aside: null });
  rememberContext(shelf, mine, draft);
  expect(openingDraft(shelf, mine)).toMatchObject({ draft, restoredFrom: null });
  expect(freshDraft(shelf, mine)).toEqual(rememberedPart(draft));
});

test("logging a past job again sets an unfinished draft aside instead of dropping it", () => {
  const shelf = aShelf();
  const unfinished = typed({ amount: "24" });
  saveDraft(shelf, mine, { draft: unfinished, pending: null, savedAt: "2026-03-04T09:00:00.000Z", aside: null });
  const { draft, aside } = openingDraft(shelf, mine, typed({ model: "Phoenix" }));
  expect(draft).toEqual(typed({ model: "Phoenix" }));
  expect(aside?.draft).toEqual(unfinished);
});

test("a browser that keeps nothing only forgets", () => {
  expect(saveDraft(aShelf(true), mine, { draft: typed({}), pending: null, savedAt: "", aside: null })).toBe(false);
  const shelf = aShelf();
  rememberMore(shelf, mine, true);
  expect(isMoreOpen(shelf, mine)).toBe(true);
  shelf.setItem("pixelledger:job-more:org:me", "{broken");
  expect(isMoreOpen(shelf, mine)).toBe(false);
});
