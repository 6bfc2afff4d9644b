import "server-only";
import { money } from "@/lib/core/amount";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import {
  type Classified,
  classify,
  classOfPicture,
  countPictures,
  type PictureState,
  type WasteClass,
} from "../rules/classify";
import type { Kind, Status } from "../rules/vocabulary";
import { approvedByMotif } from "./lookup";

type JobRow = {
  id: string;
  kind: Kind;
  status: Status;
  knownCost: string;
  isDuplicate: boolean;
  motifId: string | null;
  iteration: number;
  sourceAssetId: string | null;
};
type Input = Omit<JobRow, "sourceAssetId"> & {
  failedAttemptsCost: string;
  motifDropped: boolean;
  motifApprovedIteration: number | null;
  pictures: PictureState[];
  sourceJobId: string | null;
  sourceIndex: number | null;
};

// One question each, for a decision waits for every one of them. Inside, every part reads one table by an array of ids: one
// index, whatever the planner knows of a table that just grew.

/** The jobs whose class can change when these jobs change: jobs of the same motifs, and upscales of any of their pictures. */
async function affected(
  tx: Db,
  organizationId: string,
  jobIds: readonly string[],
  motifIds: readonly string[],
): Promise<string[]> {
  if (jobIds.length === 0 && motifIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH near AS MATERIALIZED (
      SELECT unnest(${jobIds}::uuid[]) AS id
      UNION SELECT id FROM job WHERE organization_id = ${organizationId}::uuid AND motif_id = ANY(${motifIds}::uuid[])),
    pictures AS MATERIALIZED (
      SELECT id FROM asset WHERE organization_id = ${organizationId}::uuid AND job_id = ANY(ARRAY(SELECT id FROM near)))
    SELECT id::text FROM near
    UNION SELECT id::text FROM job
    WHERE organization_id = ${organizationId}::uuid AND source_asset_id = ANY(ARRAY(SELECT id FROM pictures))`;
  return rows.map(({ id }) => id);
}

type Source = { id: string; jobId: string; index: number };
type Facts = {
  jobs: JobRow[];
  /** Source pictures of live jobs. */
  sources: Source[];
  pictures: { jobId: string; states: PictureState[] }[];
  /** What failed tries before the last one cost. */
  failed: { jobId: string; cost: string }[];
  approved: { motifId: string; iteration: number }[];
  dropped: string[];
};

/** Everything that the classes of these jobs depend on. */
async function factsOf(tx: Db, organizationId: string, ids: readonly string[]): Promise<Facts> {
  const organization = Prisma.sql`${organizationId}::uuid`;
  const list = (rows: Prisma.Sql) => Prisma.sql`(SELECT coalesce(json_agg(rows), '[]'::json) FROM (${rows}) rows)`;
  const motifIds = Prisma.sql`ARRAY(SELECT DISTINCT "motifId" FROM asked)::uuid[]`;
  const [facts] = await tx.$queryRaw<Facts[]>`
    WITH asked AS MATERIALIZED (
      SELECT id::text, kind, status, known_cost::text AS "knownCost", (duplicate_of_id IS NOT NULL) AS "isDuplicate",
        motif_id::text AS "motifId", coalesce(iteration, 1) AS iteration, source_asset_id::text AS "sourceAssetId"
      FROM job WHERE organization_id = ${organization} AND id = ANY(${ids}::uuid[]))
    SELECT ${list(Prisma.sql`SELECT * FROM asked`)} AS jobs,
      ${list(Prisma.sql`SELECT a.id::text, a.job_id::text AS "jobId", a.index::int FROM asset a
        WHERE a.organization_id = ${organization} AND a.id = ANY(ARRAY(SELECT DISTINCT "sourceAssetId" FROM asked)::uuid[])
          AND (SELECT voided_at IS NULL FROM job j WHERE j.organization_id = a.organization_id AND j.id = a.job_id)`)} AS sources,
      ${list(Prisma.sql`SELECT job_id::text AS "jobId", array_agg(state ORDER BY index) AS states FROM asset
        WHERE organization_id = ${organization} AND job_id = ANY(${ids}::uuid[]) GROUP BY 1`)} AS pictures,
      ${list(Prisma.sql`SELECT t.job_id::text AS "jobId", sum(t.cost)::text AS cost FROM attempt t
        WHERE t.organization_id = ${organization} AND t.job_id = ANY(${ids}::uuid[]) AND t.status = 'failed' AND t.cost IS NOT NULL
          AND t.index < (SELECT attempts FROM job j WHERE j.organization_id = t.organization_id AND j.id = t.job_id)
        GROUP BY 1`)} AS failed,
      ${list(approvedByMotif(organizationId, motifIds))} AS approved,
      ARRAY(SELECT id::text FROM motif
        WHERE organization_id = ${organization} AND id = ANY(${motifIds}) AND dropped_at IS NOT NULL) AS dropped`;
  if (!facts) throw new Error("A question without a table has one answer");
  return facts;
}

function inputsFrom({ jobs, sources, pictures, failed, approved, dropped }: Facts): Input[] {
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  const statesOf = new Map(pictures.map(({ jobId, states }) => [jobId, states]));
  const failedOf = new Map(failed.map(({ jobId, cost }) => [jobId, cost]));
  const approvedOf = new Map(approved.map(({ motifId, iteration }) => [motifId, iteration]));
  const isDropped = new Set(dropped);
  return jobs.map(({ sourceAssetId, ...job }) => {
    const source = sourceOf.get(sourceAssetId ?? "");
    return {
      ...job,
      failedAttemptsCost: failedOf.get(job.id) ?? "0",
      motifDropped: isDropped.has(job.motifId ?? ""),
      motifApprovedIteration: approvedOf.get(job.motifId ?? "") ?? null,
      pictures: statesOf.get(job.id) ?? [],
      sourceJobId: source?.jobId ?? null,
      sourceIndex: source?.index ?? null,
    };
  });
}

/** These jobs and the jobs of their source pictures. */
async function inputsOf(tx: Db, organizationId: string, jobIds: readonly string[]): Promise<Input[]> {
  const inputs = inputsFrom(await factsOf(tx, organizationId, jobIds));
  const known = new Set(jobIds);
  const others = [...new Set(inputs.flatMap(({ sourceJobId }) => sourceJobId ?? []))].filter((id) => !known.has(id));
  return others.length === 0 ? inputs : [...inputs, ...inputsFrom(await factsOf(tx, organizationId, others))];
}

function toClassified(input: Input, sourceClass: WasteClass | null): Classified {
  const { kind, status, isDuplicate, motifDropped, iteration, motifApprovedIteration, pictures } = input;
  return {
    kind,
    status,
    isDuplicate,
    motifDropped,
    iteration,
    motifApprovedIteration,
    pictures,
    hasMotif: input.motifId !== null,
    knownCost: money(input.knownCost),
    failedAttemptsCost: money(input.failedAttemptsCost),
    sourceClass,
  };
}

/**
 * Recomputes the class of the money and the counts of decided pictures for these jobs, all jobs of these motifs, and
 * the upscales of their pictures. Never increments: reads states, writes what follows from them.
 * The caller holds the lock of what it changed (lockTogether).
 */
export async function reclassify(
  tx: Db,
  organizationId: string,
  what: { jobIds?: readonly string[]; motifIds?: readonly string[] },
): Promise<void> {
  const ids = await affected(tx, organizationId, what.jobIds ?? [], what.motifIds ?? []);
  if (ids.length === 0) return;
  const inputs = await inputsOf(tx, organizationId, ids);
  const byId = new Map(inputs.map((input) => [input.id, input]));
  const sourceClass = (input: Input): WasteClass | null => {
    const source = input.sourceJobId === null ? undefined : byId.get(input.sourceJobId);
    const state = source?.pictures[(input.sourceIndex ?? 1) - 1];
    return source && state ? classOfPicture(toClassified(source, null), state) : null;
  };
  const wanted = new Set(ids);
  const rows = inputs
    .filter(({ id }) => wanted.has(id))
    .map((input) => {
      const job = toClassified(input, sourceClass(input));
      const classes = classify(job);
      const counts = countPictures(job);
      return {
        id: input.id,
        approved: counts.approved,
        approved_with_changes: counts.approvedWithChanges,
        rejected: counts.rejected,
        superseded: counts.superseded,
        cost_failed: classes.failed.toFixed(),
        cost_duplicate: classes.duplicate.toFixed(),
        cost_dropped: classes.dropped.toFixed(),
        cost_rejected: classes.rejected.toFixed(),
        cost_superseded: classes.superseded.toFixed(),
        cost_useful: classes.useful.toFixed(),
        cost_open: classes.open.toFixed(),
      };
    });
  await tx.$executeRaw`
    UPDATE job SET approved = n.approved, approved_with_changes = n.approved_with_changes, rejected = n.rejected,
      superseded = n.superseded, cost_failed = n.cost_failed, cost_duplicate = n.cost_duplicate, cost_dropped = n.cost_dropped,
      cost_rejected = n.cost_rejected, cost_superseded = n.cost_superseded, cost_useful = n.cost_useful, cost_open = n.cost_open
    FROM json_populate_recordset(NULL::job, ${JSON.stringify(rows)}::json) AS n
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = n.id AND job.id = ANY(${rows.map(({ id }) => id)}::uuid[])
      AND (job.approved, job.approved_with_changes, job.rejected, job.superseded, job.cost_failed, job.cost_duplicate, job.cost_dropped,
           job.cost_rejected, job.cost_superseded, job.cost_useful, job.cost_open)
        IS DISTINCT FROM (n.approved, n.approved_with_changes, n.rejected, n.superseded, n.cost_failed, n.cost_duplicate, n.cost_dropped,
           n.cost_rejected, n.cost_superseded, n.cost_useful, n.cost_open)`;
}

/** Sets which job each of these is a duplicate of (null: none). */
export async function setDuplicates(
  tx: Db,
  organizationId: string,
  rows: readonly { id: string; original: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE job SET duplicate_of_id = n.original
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ original }) => original)}::uuid[]) AS n(id, original)
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = n.id AND job.id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}
