import { addMoney, type Money, money, NOTHING, splitEvenly } from "@/lib/core/amount";
import type { Kind, Status } from "./vocabulary";

export const WASTE_CLASSES = ["failed", "duplicate", "dropped", "rejected", "superseded", "useful", "open"] as const;
export type WasteClass = (typeof WASTE_CLASSES)[number];

export type PictureState =
  | "open"
  | "approved"
  | "approved_with_changes"
  | "rejected"
  | "changes_requested"
  | "withdrawn";

/** What the class of a job's money depends on. */
export type Classified = {
  kind: Kind;
  status: Status;
  /** The part of the attempts that has a price. */
  knownCost: Money;
  /** The part of it that failed attempts before the last one cost. */
  failedAttemptsCost: Money;
  isDuplicate: boolean;
  motifDropped: boolean;
  iteration: number;
  /** Highest iteration of the motif with an approved picture; null: none, or the job has no motif. */
  motifApprovedIteration: number | null;
  hasMotif: boolean;
  /** In the order of their index. */
  pictures: readonly PictureState[];
  /** Class of the source picture of an upscale or post-process; null without a source. */
  sourceClass: WasteClass | null;
};

export type Classes = Record<WasteClass, Money>;

export const isApproved = (state: PictureState) => state === "approved" || state === "approved_with_changes";

/** Open, and another picture makes it needless: of the same motif at the same or a later iteration, else of the same job. */
function isSuperseded(job: Classified, state: PictureState): boolean {
  if (isApproved(state) || state === "rejected") return false;
  if (!job.hasMotif) return job.pictures.some(isApproved);
  return job.motifApprovedIteration !== null && job.motifApprovedIteration >= job.iteration;
}

/** The class of one delivered picture; the first that holds, in the order of the domain. */
export function classOfPicture(job: Classified, state: PictureState): WasteClass {
  if (job.isDuplicate) return "duplicate";
  if (job.motifDropped && !isApproved(state)) return "dropped";
  if (state === "rejected") return "rejected";
  if (isApproved(state)) return "useful";
  return isSuperseded(job, state) ? "superseded" : "open";
}

/** The one class of a job that has no pictures of its own. */
function classWithoutPictures(job: Classified): WasteClass {
  if (job.status === "unknown") return "open";
  if (job.status === "failed" || job.kind === "generation" || job.kind === "variation") return "failed";
  if (job.kind === "training") return "useful";
  return job.isDuplicate ? "duplicate" : (job.sourceClass ?? "open");
}

/** Each part of a job's money gets exactly one class: Σ classes = known cost, to the last digit. */
export function classify(job: Classified): Classes {
  const classes: Classes = {
    failed: NOTHING,
    duplicate: NOTHING,
    dropped: NOTHING,
    rejected: NOTHING,
    superseded: NOTHING,
    useful: NOTHING,
    open: NOTHING,
  };
  if (job.pictures.length === 0) {
    const only = classWithoutPictures(job);
    if (only === "failed") return { ...classes, failed: job.knownCost };
    classes.failed = job.failedAttemptsCost;
    classes[only] = addMoney([classes[only], money(job.knownCost.minus(job.failedAttemptsCost))]);
    return classes;
  }
  classes.failed = job.failedAttemptsCost;
  const shares = splitEvenly(money(job.knownCost.minus(job.failedAttemptsCost)), job.pictures.length);
  job.pictures.forEach((state, index) => {
    const kind = classOfPicture(job, state);
    classes[kind] = addMoney([classes[kind], shares[index] ?? NOTHING]);
  });
  return classes;
}

/** Decisions on a job's pictures; `approved` includes those with changes. */
export function countPictures(job: Classified) {
  return {
    approved: job.pictures.filter(isApproved).length,
    approvedWithChanges: job.pictures.filter((state) => state === "approved_with_changes").length,
    rejected: job.pictures.filter((state) => state === "rejected").length,
    superseded: job.pictures.filter((state) => isSuperseded(job, state)).length,
  };
}
