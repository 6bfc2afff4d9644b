import type { InputError } from "@/lib/core/errors";
import { storableInstant } from "@/lib/core/instant";
import type { ProblemCode } from "@/lib/core/problem-codes";
import type { JobInput } from "../schema";
import type { Kind, Stage, Status } from "./vocabulary";

const EARLIEST = Date.parse("2015-01-01T00:00:00Z");
const AHEAD_MS = 24 * 60 * 60 * 1000;

export const delivers = (kind: Kind, status: Status) =>
  (kind === "generation" || kind === "variation") && status === "succeeded";

/** An input with its defaults filled in; codes are still codes. */
export type Understood = JobInput & {
  status: Status;
  stage: Stage | undefined;
  imagesRequested: number;
  imagesDelivered: number;
};

/** Fills the defaults: pictures delivered = requested, else 1; upscale, post-process, training and failures deliver 0. */
export function understand(input: JobInput): Understood {
  const status = input.status ?? "succeeded";
  const makes = input.kind === "generation" || input.kind === "variation";
  const imagesRequested = input.imagesRequested ?? (makes ? (input.imagesDelivered ?? 1) : 0);
  const delivered = input.imagesDelivered ?? input.imagesRequested ?? 1;
  return {
    ...input,
    occurredAt: storableInstant(input.occurredAt),
    status,
    stage: input.stage,
    imagesRequested,
    imagesDelivered: delivers(input.kind, status) ? delivered : 0,
  };
}

/** An upscale or post-process delivers no picture, but one new version of its source, which may have an address. */
const makesVersion = ({ kind, status, sourceAsset }: Understood) =>
  (kind === "upscale" || kind === "postprocess") && status === "succeeded" && sourceAsset !== undefined;

const wrong = (path: string, code: ProblemCode, message: string): InputError => ({ path, code, message });

/** What the shape alone cannot say about one input. @param now milliseconds */
export function checkInput(job: Understood, now: number): InputError[] {
  const errors: InputError[] = [];
  const at = Date.parse(job.occurredAt);
  if (!(at >= EARLIEST)) errors.push(wrong("occurredAt", "TOO_EARLY", "Jobs before 2015-01-01 are not accepted"));
  else if (at > now + AHEAD_MS)
    errors.push(wrong("occurredAt", "IN_THE_FUTURE", "This is more than 24 hours in the future"));
  if (job.stage === undefined && job.kind !== "training")
    errors.push(wrong("stage", "REQUIRED", "Say whether this is a draft or a final"));
  const decided =
    (job.reviewed?.approved ?? 0) + (job.reviewed?.approvedWithChanges ?? 0) + (job.reviewed?.rejected ?? 0);
  if (decided > job.imagesDelivered)
    errors.push(
      wrong("reviewed", "MORE_THAN_DELIVERED", `${decided} pictures decided, but ${job.imagesDelivered} delivered`),
    );
  const made = makesVersion(job) ? 1 : job.imagesDelivered;
  if ((job.assets?.length ?? 0) > made)
    errors.push(wrong("assets", "MORE_THAN_DELIVERED", `${job.assets?.length} pictures named, but ${made} made`));
  for (const [field, text] of [
    ["prompt", job.prompt],
    ["negativePrompt", job.negativePrompt],
    ["seed", job.seed],
  ] as const)
    if (text?.includes("\u0000")) errors.push(wrong(field, "INVALID_CHARACTER", "A zero byte cannot be stored"));
  return errors;
}

/**
 * The configuration whose repeat would give the same picture, as canonical values; null when it would not, so that the
 * job can never be a duplicate: a generation needs prompt (or its hash) and seed, an upscale its source, model and factor.
 */
export function repeatableConfig(job: Understood, providerId: string, sourceAssetId: string | null) {
  const prompt = job.prompt?.trim() || job.promptHash;
  if (!isRepeatable(job, prompt, sourceAssetId)) return null;
  const { model, sampler, width, height, steps, guidance, seed, imagesRequested, kind, upscaleFactor } = job;
  return {
    ...{ provider: providerId, source: sourceAssetId, prompt, negativePrompt: job.negativePrompt?.trim() || undefined },
    ...{ width, height, steps, guidance, seed, imagesRequested, kind, upscaleFactor },
    model: model?.toLowerCase(),
    sampler: sampler?.toLowerCase(),
    modules: (job.modules ?? []).map((module) => module.toLowerCase()).sort(),
  };
}

function isRepeatable(job: Understood, prompt: string | undefined, sourceAssetId: string | null): boolean {
  if (job.kind === "training") return false;
  if (job.kind === "generation" || job.kind === "variation") return Boolean(prompt && job.seed);
  const factor = job.kind === "postprocess" || job.upscaleFactor !== undefined;
  return Boolean(sourceAssetId && job.model && factor);
}

/** The picture states that a decision by count gives: approved first, then approved with changes, then rejected. */
export function statesByCount(reviewed: JobInput["reviewed"], delivered: number) {
  const { approved = 0, approvedWithChanges = 0, rejected = 0 } = reviewed ?? {};
  return Array.from({ length: delivered }, (_, index) => {
    if (index < approved) return "approved" as const;
    if (index < approved + approvedWithChanges) return "approved_with_changes" as const;
    return index < approved + approvedWithChanges + rejected ? ("rejected" as const) : ("open" as const);
  });
}
