import type { Job } from "@/lib/jobs/schema";

type Picture = Pick<Job["assets"][number], "index" | "version" | "state">;

/** What a picture can be counted as; everything else is open. */
export const COUNTED = ["approved", "approved_with_changes", "rejected"] as const;
type Counted = (typeof COUNTED)[number];
export type Counts = Record<Counted, number>;
export type CountedDecision = { index: number; version: number; decision: Counted | "withdrawn" };

const isDecided = ({ state }: Picture) => COUNTED.some((counted) => counted === state);

export function countsOf(pictures: readonly Picture[]): Counts {
  const count = (counted: Counted) => pictures.filter(({ state }) => state === counted).length;
  return {
    approved: count("approved"),
    approved_with_changes: count("approved_with_changes"),
    rejected: count("rejected"),
  };
}

/**
 * "2 of 4 approved" as decisions of single pictures, as few as possible: what already is as wanted stays; what is too many
 * of its kind has to change anyway and fills the others first, then open pictures follow in order; the rest is open again.
 */
export function decisionsByCount(pictures: readonly Picture[], counts: Counts): CountedDecision[] {
  const stay = new Set(
    COUNTED.flatMap((counted) => pictures.filter(({ state }) => state === counted).slice(0, counts[counted])),
  );
  const free = pictures
    .filter((picture) => !stay.has(picture))
    .sort((a, b) => Number(isDecided(b)) - Number(isDecided(a)) || a.index - b.index);
  const had = countsOf([...stay]);
  const missing = COUNTED.flatMap((counted) =>
    Array.from({ length: counts[counted] - had[counted] }, (): CountedDecision["decision"] => counted),
  );
  return free
    .flatMap((picture, at) => {
      const decision = missing[at] ?? (isDecided(picture) ? "withdrawn" : null);
      return decision ? [{ index: picture.index, version: picture.version, decision }] : [];
    })
    .sort((a, b) => a.index - b.index);
}
