import { z } from "zod";
import { delivers } from "@/lib/jobs/rules/understand";
import { KINDS, type Kind, STAGES, STATUSES } from "@/lib/jobs/rules/vocabulary";
import type { Job } from "@/lib/jobs/schema";

const line = z.string().catch("");
const lines = z.array(z.string()).catch([]);

const attemptDraft = z.object({ status: z.enum(STATUSES).catch("failed"), amount: line, unit: line });
export type AttemptDraft = z.infer<typeof attemptDraft>;

/** What stands in the form, as typed. Each field survives on its own: an old or damaged draft never empties the form. */
export const jobDraft = z.object({
  provider: line,
  wallet: line,
  model: line,
  kind: z.enum(KINDS).catch("generation"),
  stage: z.enum(STAGES).catch("draft"),
  campaign: line,
  market: line,
  channel: line,
  motif: line,
  requested: line,
  delivered: line,
  amount: line,
  unit: z.string().min(1).catch("CREDITS"),
  approved: line,
  approvedWithChanges: line,
  rejected: line,
  /** Wall time in the organization's zone; empty = the moment of logging. */
  when: line,
  width: line,
  height: line,
  steps: line,
  guidance: line,
  sampler: line,
  seed: line,
  modules: lines,
  upscaleFactor: line,
  prompt: line,
  negativePrompt: line,
  staffMinutes: line,
  attempts: z.array(attemptDraft).catch([]),
  status: z.enum(STATUSES).catch("succeeded"),
  tags: lines,
  externalId: line,
  iteration: line,
  sourceAsset: line,
});
export type JobDraft = z.infer<typeof jobDraft>;
export type DraftField = keyof JobDraft;

export const EMPTY_DRAFT: JobDraft = jobDraft.parse({});

/** What thirty jobs of one day have in common: remembered for the next visit. */
const REMEMBERED = [
  "provider",
  "wallet",
  "model",
  "kind",
  "stage",
  "campaign",
  "market",
  "channel",
  "requested",
  "unit",
  "width",
  "height",
  "steps",
] as const satisfies readonly DraftField[];

/** What "log and next" keeps besides: the next job is mostly another round of the same motif. */
const KEPT = [...REMEMBERED, "motif", "guidance", "sampler", "modules", "tags", "upscaleFactor"] as const;

const only = (draft: JobDraft, fields: readonly DraftField[]): JobDraft =>
  jobDraft.parse(Object.fromEntries(fields.map((field) => [field, draft[field]])));

export const rememberedPart = (draft: JobDraft) => only(draft, REMEMBERED);

/** The form after "log and next": context stays, results are cleared. */
export const nextDraft = (draft: JobDraft) => only(draft, KEPT);

const isSame = (a: JobDraft, b: JobDraft) => JSON.stringify(a) === JSON.stringify(b);

/** Has anything been typed that belongs to one job only? Then it is worth a note when it comes back. */
export const hasResults = (draft: JobDraft) => !isSame(draft, nextDraft(draft));

export const showsPictures = (kind: Kind) => delivers(kind, "succeeded");

const text = (value: number | string | null) => (value === null ? "" : String(value));
const code = (value: string) => (value === "unassigned" ? "" : value);

/** "Log again": the same work as a past job; what came out of it is not repeated. */
export function draftFromJob(job: Job & { prompt?: string | null; negativePrompt?: string | null }): JobDraft {
  return {
    ...EMPTY_DRAFT,
    provider: job.provider,
    wallet: job.wallet,
    model: job.model ?? "",
    kind: job.kind,
    stage: job.stage ?? EMPTY_DRAFT.stage,
    campaign: code(job.campaign),
    market: code(job.market),
    channel: code(job.channel),
    motif: job.motif ?? "",
    requested: showsPictures(job.kind) ? text(job.imagesRequested) : "",
    width: text(job.width),
    height: text(job.height),
    steps: text(job.steps),
    guidance: text(job.guidance),
    sampler: job.sampler ?? "",
    seed: job.seed ?? "",
    modules: job.modules,
    upscaleFactor: text(job.upscaleFactor),
    prompt: job.prompt ?? "",
    negativePrompt: job.negativePrompt ?? "",
    tags: Object.entries(job.tags).map(([key, value]) => `${key}=${value}`),
    sourceAsset: job.sourceAsset ?? "",
  };
}
