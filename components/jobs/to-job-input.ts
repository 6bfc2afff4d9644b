import type { JobInput } from "@/lib/jobs/schema";
import { type AttemptDraft, type DraftField, type JobDraft, showsPictures } from "./draft";
import { instantOf } from "./zoned-time";

/** What is wrong in one field: a code that the messages put in words, or the server's own sentence. */
export type FieldProblem = { code: string; message?: string; near?: readonly string[] };
export type FieldProblems = Partial<Record<DraftField, FieldProblem>>;

const COUNTS = [
  ["requested", 1_000],
  ["delivered", 1_000],
  ["approved", 1_000],
  ["approvedWithChanges", 1_000],
  ["rejected", 1_000],
  ["iteration", 10_000],
  ["width", 65_536],
  ["height", 65_536],
  ["steps", 10_000],
] as const satisfies readonly (readonly [DraftField, number])[];

const AMOUNTS = ["amount", "staffMinutes", "guidance", "upscaleFactor"] as const satisfies readonly DraftField[];

const isAmount = (text: string) => /^\d{1,12}(\.\d{1,6})?$/.test(text);
const count = (text: string) => (text.trim() === "" ? undefined : Number(text));
const filled = (text: string) => (text.trim() === "" ? undefined : text.trim());

/** Leaves out what was not typed, so that the server's defaults apply. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function problemsOfNumbers(draft: JobDraft): FieldProblems {
  const problems: FieldProblems = {};
  for (const [field, most] of COUNTS) {
    const typed = draft[field].trim();
    if (typed !== "" && !(/^\d+$/.test(typed) && Number(typed) <= most)) problems[field] = { code: "NOT_A_COUNT" };
  }
  for (const field of AMOUNTS)
    if (draft[field] !== "" && !isAmount(draft[field])) problems[field] = { code: "NOT_AN_AMOUNT" };
  if (draft.attempts.some(({ amount }) => amount !== "" && !isAmount(amount)))
    problems.attempts = { code: "NOT_AN_AMOUNT" };
  return problems;
}

function problemsOfDecisions(draft: JobDraft): FieldProblems {
  if (!showsPictures(draft.kind)) return {};
  const delivered = draft.status === "succeeded" ? (count(draft.delivered) ?? count(draft.requested) ?? 1) : 0;
  const decided = [draft.approved, draft.approvedWithChanges, draft.rejected].reduce(
    (sum, typed) => sum + (count(typed) ?? 0),
    0,
  );
  return decided > delivered ? { approved: { code: "MORE_THAN_DELIVERED" } } : {};
}

/** What the browser can say without asking; the server checks everything again. */
export function problemsOf(draft: JobDraft, timeZone: string): FieldProblems {
  const problems: FieldProblems = { ...problemsOfDecisions(draft), ...problemsOfNumbers(draft) };
  if (filled(draft.provider) === undefined) problems.provider = { code: "REQUIRED" };
  if (draft.when !== "" && instantOf(draft.when, timeZone) === null) problems.when = { code: "NOT_A_TIME" };
  if (draft.tags.some((tag) => !/^[^=]+=.+$/.test(tag))) problems.tags = { code: "NOT_A_TAG" };
  if (draft.sourceAsset !== "" && !UUID.test(draft.sourceAsset.trim())) problems.sourceAsset = { code: "NOT_AN_ID" };
  if (draft.attempts.length > 20) problems.attempts = { code: "TOO_MANY" };
  return problems;
}

const costOf = ({ amount, unit }: Pick<AttemptDraft, "amount" | "unit">) =>
  amount === "" ? undefined : { amount, unit: unit || "CREDITS" };

function picturesOf(draft: JobDraft) {
  if (!showsPictures(draft.kind)) return {};
  const reviewed = present({
    approved: count(draft.approved),
    approvedWithChanges: count(draft.approvedWithChanges),
    rejected: count(draft.rejected),
  });
  return present({
    imagesRequested: count(draft.requested),
    imagesDelivered: draft.status === "succeeded" ? count(draft.delivered) : undefined,
    reviewed: Object.keys(reviewed).length > 0 ? reviewed : undefined,
  });
}

const tagsOf = (tags: readonly string[]) =>
  Object.fromEntries(
    tags.map((tag) => [tag.slice(0, tag.indexOf("=")).trim(), tag.slice(tag.indexOf("=") + 1).trim()]),
  );

/** The draft as the API wants it. @param now the moment of logging, for an empty "when" */
export function toJobInput(draft: JobDraft, timeZone: string, now: Date): JobInput {
  return {
    occurredAt: instantOf(draft.when, timeZone) ?? now.toISOString(),
    provider: draft.provider.trim(),
    kind: draft.kind,
    ...present({
      wallet: filled(draft.wallet),
      model: filled(draft.model),
      stage: draft.kind === "training" ? undefined : draft.stage,
      status: draft.status === "succeeded" ? undefined : draft.status,
      campaign: filled(draft.campaign),
      market: filled(draft.market),
      channel: filled(draft.channel),
      motif: filled(draft.motif),
      iteration: count(draft.iteration),
      externalId: filled(draft.externalId),
      width: count(draft.width),
      height: count(draft.height),
      steps: count(draft.steps),
      guidance: count(draft.guidance),
      sampler: filled(draft.sampler),
      seed: filled(draft.seed),
      modules: draft.modules.length > 0 ? draft.modules : undefined,
      upscaleFactor: count(draft.upscaleFactor),
      cost: costOf(draft),
      attempts:
        draft.attempts.length > 0
          ? draft.attempts.map((attempt) => ({ status: attempt.status, ...present({ cost: costOf(attempt) }) }))
          : undefined,
      staffMinutes: filled(draft.staffMinutes),
      sourceAsset: filled(draft.sourceAsset),
      prompt: draft.prompt.trim() === "" ? undefined : draft.prompt,
      negativePrompt: draft.negativePrompt.trim() === "" ? undefined : draft.negativePrompt,
      tags: draft.tags.length > 0 ? tagsOf(draft.tags) : undefined,
    }),
    ...picturesOf(draft),
  };
}
