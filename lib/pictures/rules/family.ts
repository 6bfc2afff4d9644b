import type { Lineage, Relative } from "../schema";

/** A job that went on from one of these pictures. `count`: pictures that it made; null for a new version of one. */
export type MadeJob = Pick<Relative, "jobId" | "kind" | "stage" | "model"> & {
  at: string;
  /** The number of the picture that it went on from. */
  from: number;
  count: number | null;
};

function descendantsOf({ index, descendants }: Lineage): MadeJob[] {
  return [...Map.groupBy(descendants, ({ jobId }) => jobId).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { jobId, kind, stage, model, occurredAt } = first;
    return [{ jobId, kind, stage, model, at: occurredAt, from: index, count: group.length }];
  });
}

/** Version 1 is the picture itself; those of jobs outside of the asker's cost centres name no job. */
function versionsOf(ownJobId: string, { index, versions }: Lineage): MadeJob[] {
  return versions.flatMap(({ jobId, kind, model, createdAt, voided }) =>
    jobId === null || jobId === ownJobId || voided
      ? []
      : [{ jobId, kind, stage: null, model, at: createdAt, from: index, count: null }],
  );
}

/** Everything that was made from the pictures of a job, oldest first. */
export function madeFrom(jobId: string, pictures: readonly Lineage[]): MadeJob[] {
  return pictures
    .flatMap((picture) => [...versionsOf(jobId, picture), ...descendantsOf(picture)])
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
