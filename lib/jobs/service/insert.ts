import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import type { BookedMotif } from "@/lib/dimensions/rules";
import { ensureMotifs } from "@/lib/dimensions/service";
import type { BookingMonths } from "@/lib/ledger/rules";
import type { Db } from "@/lib/server/db";
import { isApproved } from "../rules/classify";
import { duplicatesAmong } from "../rules/duplicates";
import type { Entry } from "../schema";
import { reclassify, setDuplicates } from "../store/classes";
import { approvedIterations, findRepeats, lockTogether } from "../store/lookup";
import { insertJobsOnce, insertParts, jobsStatement, partsStatement, type Statement } from "../store/rows";
import { addVersions } from "../store/versions";
import type { WritingContext } from "./context";
import type { Prepared } from "./prepare";
import { authorColumns, jobRow, partsOf } from "./write";

/** The statements that write jobs. */
export type Draft = {
  of: readonly Prepared[];
  months: BookingMonths;
  jobs: Statement;
  parts: Statement;
  partsOf: (booked: readonly Prepared[]) => Statement;
};

type MotifOf = (job: Prepared) => { motif: BookedMotif | undefined; approved: ReadonlyMap<string, number> };

function draftOf(
  context: WritingContext,
  actor: Actor,
  jobs: readonly Prepared[],
  { entry, placeOf }: { entry: Entry; placeOf: MotifOf },
): Draft {
  const author = authorColumns(actor);
  const recordedAt = new Date().toISOString();
  const rows = jobs.map((job) => {
    const { motif, approved } = placeOf(job);
    const extra = { motifId: motif?.id ?? null, motifDropped: motif?.dropped ?? false, entry, recordedAt };
    return jobRow(context, job, { ...extra, motifApprovedIteration: approved.get(motif?.id ?? "") ?? null }, author);
  });
  const parts = (booked: readonly Prepared[]) => partsStatement(partsOf(context, booked, { author, recordedAt }));
  return { of: jobs, months: context.months, jobs: jobsStatement(rows), parts: parts(jobs), partsOf: parts };
}

/** For an import, while the database books the rows before: undefined where the transaction has to look something up first. */
export function draftAhead(
  context: WritingContext,
  actor: Actor,
  jobs: readonly Prepared[],
  entry: Entry,
): Draft | undefined {
  if (jobs.length === 0 || jobs.some(({ place }) => place.motifCode !== null)) return undefined;
  return draftOf(context, actor, jobs, { entry, placeOf: () => ({ motif: undefined, approved: new Map() }) });
}

const isSame = (a: BookingMonths, b: BookingMonths) =>
  a.today === b.today && a.closed.size === b.closed.size && [...a.closed].every((month) => b.closed.has(month));

/** Whether a draft says of exactly these jobs what is true now. */
const fits = (draft: Draft, jobs: readonly Prepared[], months: BookingMonths) =>
  draft.of.length === jobs.length &&
  draft.of.every((job, index) => job === jobs[index]) &&
  isSame(draft.months, months);

/** @param draft made ahead, where it still fits @returns ids of the jobs that were inserted */
export async function insertAll(
  tx: Db,
  context: WritingContext,
  actor: Actor,
  jobs: readonly Prepared[],
  { entry, draft: ahead }: { entry: Entry; draft?: Draft | undefined },
): Promise<Set<string>> {
  if (jobs.length === 0) return new Set();
  const { organizationId } = context;
  const motifs = await ensureMotifs(
    tx,
    organizationId,
    jobs.flatMap(({ place }) => (place.motifCode ? [{ campaignId: place.campaignId, code: place.motifCode }] : [])),
  );
  const motifOf = ({ place }: Prepared) =>
    place.motifCode ? motifs.get(`${place.campaignId}/${place.motifCode.toLowerCase()}`) : undefined;
  const motifIds = [...new Set(jobs.flatMap((job) => motifOf(job)?.id ?? []))];
  const hashes = jobs.flatMap(({ configHash }) => (configHash ? [configHash] : []));
  const sources = jobs.flatMap(({ source }) => (source ? [source.motifId ?? source.jobId] : []));
  await lockTogether(tx, organizationId, [...motifIds, ...sources, ...hashes.map((hash) => hash.toString("hex"))]);
  const approved = await approvedIterations(tx, organizationId, motifIds);
  const draft =
    ahead && fits(ahead, jobs, context.months)
      ? ahead
      : draftOf(context, actor, jobs, { entry, placeOf: (job) => ({ motif: motifOf(job), approved }) });
  const inserted = await insertJobsOnce(tx, draft.jobs);
  const booked = jobs.filter(({ id }) => inserted.has(id));
  // Others booked some of these at this moment: only the rest has parts.
  await insertParts(tx, booked.length === jobs.length ? draft.parts : draft.partsOf(booked));
  await addVersions(tx, organizationId, booked.flatMap(versionOf));
  const changed = await refreshDuplicates(
    tx,
    organizationId,
    booked.flatMap(({ configHash }) => configHash ?? []),
  );
  const decidedMotifs = booked.filter(({ states }) => states.some(isApproved)).flatMap((job) => motifOf(job)?.id ?? []);
  const upscales = booked.filter(({ source, job }) => source && job.imagesDelivered === 0).map(({ id }) => id);
  await reclassify(tx, organizationId, { jobIds: [...changed, ...upscales], motifIds: [...new Set(decidedMotifs)] });
  // An import has one audit entry of its own, not one per batch.
  if (entry !== "import")
    await record(
      tx,
      actor,
      "jobs.logged",
      { kind: "job", id: booked.length === 1 ? (booked[0]?.id ?? null) : null },
      { jobs: booked.length, entry },
    );
  return inserted;
}

/** An upscale or post-process that succeeded makes a new version of its source picture. */
function versionOf({ id, job, source }: Prepared) {
  const makes = (job.kind === "upscale" || job.kind === "postprocess") && job.status === "succeeded";
  return makes && source ? [{ jobId: id, assetId: source.id, url: job.assets?.[0]?.url ?? null }] : [];
}

/** Finds original and duplicates of these configurations anew. @returns ids of jobs whose class changes */
export async function refreshDuplicates(tx: Db, organizationId: string, hashes: readonly Buffer[]): Promise<string[]> {
  const repeats = await findRepeats(tx, organizationId, hashes, "repeated");
  const changes = [...repeats.values()].flatMap((same) => {
    const duplicates = duplicatesAmong(same);
    return same
      .map(({ id, duplicateOf }) => ({ id, original: duplicates.get(id) ?? null, before: duplicateOf }))
      .filter(({ original, before }) => original !== before);
  });
  await setDuplicates(tx, organizationId, changes);
  return changes.map(({ id }) => id);
}
