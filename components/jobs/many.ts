import { wordBefore } from "@/components/review/session";
import type { JobListParams } from "@/lib/jobs/queries";
import type { Job } from "@/lib/jobs/schema";
import { isOpen } from "@/lib/reviews/rules";
import type { AssetReviewInput, Decision, ReviewBatchAnswer } from "@/lib/reviews/schema";
import type { Chosen } from "./use-selection";

/** The jobs as a correction names them: by id, or by the filters of the list without those that say nothing. */
export function jobsAsked(chosen: Chosen, params: JobListParams) {
  if (chosen.kind === "some") return { ids: [...chosen.ids] };
  const says = ([, value]: [string, unknown]) =>
    value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  return { filter: Object.fromEntries(Object.entries(params).filter(says)) };
}

type Picture = Pick<Job["assets"][number], "id" | "version" | "state">;
type WithPictures = { assets: readonly Picture[]; state: Job["state"] };

const picturesOf = (jobs: readonly WithPictures[]) =>
  jobs.flatMap(({ assets, state }) => (state === "live" ? assets : []));

/** What a decision on all pictures of these jobs would meet. */
export function countPictures(jobs: readonly WithPictures[]): { open: number; decided: number } {
  const pictures = picturesOf(jobs);
  const open = pictures.filter(({ state }) => isOpen(state)).length;
  return { open, decided: pictures.length - open };
}

/** One decision on every picture that is open, or on every one that says something else. */
export function decisionsOnAll(
  jobs: readonly WithPictures[],
  { decision, reason, alsoDecided }: { decision: Decision; reason: string; alsoDecided: boolean },
): AssetReviewInput[] {
  return picturesOf(jobs)
    .filter(({ state }) => isOpen(state) || alsoDecided)
    .filter(({ state }) => state !== decision)
    .map(({ id, version }) => ({ id, version, decision, ...(reason ? { reason } : {}) }));
}

/** What has to be said to get back: what stood before each decision that was stored. */
export const decisionsBack = (results: ReviewBatchAnswer["results"]): AssetReviewInput[] =>
  results.flatMap(({ state, asset, before }) => (state === "stored" && asset ? [wordBefore(before, asset)] : []));

/** @returns the list in pieces of at most `size` */
export const pieces = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** What stands in the form of a correction of many; empty stays as it is. */
export type MendDraft = {
  campaign: string;
  costCenter: string;
  market: string;
  channel: string;
  motif: string;
  noMotif: boolean;
  reason: string;
};
export const NO_MEND: MendDraft = {
  ...{ campaign: "", costCenter: "", market: "", channel: "", motif: "", noMotif: false, reason: "" },
};

/** Only what is to be assigned. */
export function assignmentOf({ noMotif, reason: _, ...codes }: MendDraft) {
  const named = Object.entries(codes).flatMap(([field, code]) => (code.trim() ? [[field, code.trim()]] : []));
  return { ...Object.fromEntries(named), ...(noMotif ? { motif: null } : {}) };
}
