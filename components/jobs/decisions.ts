import type { Job } from "@/lib/jobs/schema";

type Picture = Pick<Job["assets"][number], "index" | "version" | "state">;
export type Counts = { approved: number; rejected: number };
export type CountedDecision = { index: number; version: number; decision: "approved" | "rejected" | "withdrawn" };

const isApproved = ({ state }: Picture) => state === "approved" || state === "approved_with_changes";

export const countsOf = (pictures: readonly Picture[]): Counts => ({
  approved: pictures.filter(isApproved).length,
  rejected: pictures.filter(({ state }) => state === "rejected").length,
});

/** Pictures that already are what is wanted first, then open ones, in order: as few decisions as possible. */
function pick(pictures: readonly Picture[], wanted: number, fits: (picture: Picture) => boolean): Picture[] {
  const open = (picture: Picture) => !isApproved(picture) && picture.state !== "rejected";
  const weight = (picture: Picture) => (fits(picture) ? 0 : open(picture) ? 1 : 2);
  return [...pictures].sort((a, b) => weight(a) - weight(b) || a.index - b.index).slice(0, wanted);
}

/** "2 of 4 approved" as decisions of single pictures: only those whose state changes; what is left over is open again. */
export function decisionsByCount(pictures: readonly Picture[], counts: Counts): CountedDecision[] {
  const approved = pick(pictures, counts.approved, isApproved);
  const rest = pictures.filter((picture) => !approved.includes(picture));
  const rejected = pick(rest, counts.rejected, ({ state }) => state === "rejected");
  const left = rest.filter((picture) => !rejected.includes(picture));
  const decide = (picture: Picture, decision: CountedDecision["decision"]) => ({
    index: picture.index,
    version: picture.version,
    decision,
  });
  return [
    ...approved.filter((picture) => !isApproved(picture)).map((picture) => decide(picture, "approved")),
    ...rejected.filter(({ state }) => state !== "rejected").map((picture) => decide(picture, "rejected")),
    ...left
      .filter((picture) => isApproved(picture) || picture.state === "rejected")
      .map((picture) => decide(picture, "withdrawn")),
  ].sort((a, b) => a.index - b.index);
}
