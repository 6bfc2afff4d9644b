import { money } from "@/lib/core/amount";
import type { ClassLine } from "../schema/detail";
import { WASTE_CLASSES, type WasteClass } from "./classify";
import type { Kind, Status } from "./vocabulary";

/** What says why the money of a job is where it is. */
export type WhyInput = {
  kind: Kind;
  status: Status;
  isDuplicate: boolean;
  motifDropped: boolean;
  hasMotif: boolean;
  hasSource: boolean;
  imagesDelivered: number;
  approved: number;
  rejected: number;
  superseded: number;
  amounts: Record<WasteClass, string>;
};

type Reason = ClassLine["reason"];

/** Delivered pictures by class: the same order as the money goes by. */
function picturesBy(job: WhyInput): Partial<Record<WasteClass, number>> {
  const { imagesDelivered: all, approved, rejected, superseded } = job;
  if (job.isDuplicate) return { duplicate: all };
  if (job.motifDropped) return { useful: approved, dropped: all - approved };
  return { useful: approved, rejected, superseded, open: all - approved - rejected - superseded };
}

function whyFailed({ kind, status, imagesDelivered }: WhyInput): Reason {
  if (status === "failed") return "FAILED";
  const delivers = kind === "generation" || kind === "variation";
  return delivers && imagesDelivered === 0 ? "NOTHING_DELIVERED" : "FAILED_ATTEMPTS";
}

const OF_PICTURES = { dropped: "MOTIF_DROPPED", rejected: "REJECTED", useful: "APPROVED", open: "WAITING" } as const;

function reasonOf(name: WasteClass, job: WhyInput): Reason {
  if (name === "failed") return whyFailed(job);
  if (job.status === "unknown") return "OUTCOME_UNKNOWN";
  if (name === "duplicate" && job.isDuplicate) return "SAME_CONFIGURATION";
  // An upscale or post-process has no picture of its own: its money goes where its source picture went.
  if (job.kind === "upscale" || job.kind === "postprocess") return job.hasSource ? "AS_SOURCE" : "NO_SOURCE";
  if (job.kind === "training") return "TRAINING";
  if (name === "superseded") return job.hasMotif ? "SIBLING_OF_MOTIF" : "SIBLING_OF_JOB";
  return name === "duplicate" ? "SAME_CONFIGURATION" : OF_PICTURES[name];
}

/** The classes that hold money or pictures of a job, each with the reason. Σ amounts = known cost. */
export function classLines(job: WhyInput): ClassLine[] {
  const pictures = picturesBy(job);
  return WASTE_CLASSES.flatMap((name) => {
    const [amount, count] = [job.amounts[name], pictures[name] ?? 0];
    if (count === 0 && money(amount).isZero()) return [];
    return [{ class: name, amount, pictures: count, reason: reasonOf(name, job) }];
  });
}
