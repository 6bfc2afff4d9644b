import "server-only";
import { money } from "@/lib/core/amount";
import type { Db } from "@/lib/server/db";
import {
  type Classified,
  classify,
  classOfPicture,
  countPictures,
  type PictureState,
  type WasteClass,
} from "../rules/classify";
import type { Kind, Status } from "../schema";

type Input = {
  id: string;
  kind: Kind;
  status: Status;
  knownCost: string;
  failedAttemptsCost: string;
  isDuplicate: boolean;
  motifId: string | null;
  motifDropped: boolean;
  iteration: number;
  motifApprovedIteration: number | null;
  pictures: PictureState[];
  sourceJobId: string | null;
  sourceIndex: number | null;
};

/** The jobs whose class can change when these jobs change: jobs of the same motifs, and upscales of any of their pictures. */
async function affected(
  tx: Db,
  organizationId: string,
  jobIds: readonly string[],
  motifIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH near AS (
      SELECT id FROM job WHERE organization_id = ${organizationId}::uuid AND id = ANY(${jobIds}::uuid[])
      UNION SELECT id FROM job WHERE organization_id = ${organizationId}::uuid AND motif_id = ANY(${motifIds}::uuid[]))
    SELECT id::text FROM near
    UNION
    SELECT u.id::text FROM near JOIN asset a ON a.organization_id = ${organizationId}::uuid AND a.job_id = near.id
    JOIN job u ON u.organization_id = a.organization_id AND u.source_asset_id = a.id`;
  return rows.map(({ id }) => id);
}

async function inputsOf(tx: Db, organizationId: string, jobIds: readonly string[]): Promise<Input[]> {
  return tx.$queryRaw<Input[]>`
    WITH wanted AS (
      SELECT id FROM unnest(${jobIds}::uuid[]) AS t(id)
      UNION SELECT s.job_id FROM job j JOIN asset s ON s.organization_id = j.organization_id AND s.id = j.source_asset_id
      WHERE j.organization_id = ${organizationId}::uuid AND j.id = ANY(${jobIds}::uuid[])),
    approved AS (
      SELECT j.motif_id, max(coalesce(j.iteration, 1))::int AS iteration
      FROM job j JOIN asset a ON a.organization_id = j.organization_id AND a.job_id = j.id
      WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL AND a.state IN ('approved', 'approved_with_changes')
        AND j.motif_id IN (SELECT m.motif_id FROM job m JOIN wanted ON wanted.id = m.id WHERE m.organization_id = ${organizationId}::uuid)
      GROUP BY 1)
    SELECT j.id::text, j.kind, j.status, j.known_cost::text AS "knownCost", (j.duplicate_of_id IS NOT NULL) AS "isDuplicate",
           j.motif_id::text AS "motifId", (m.dropped_at IS NOT NULL) AS "motifDropped", coalesce(j.iteration, 1) AS iteration,
           approved.iteration AS "motifApprovedIteration",
           coalesce((SELECT sum(t.cost) FROM attempt t WHERE t.organization_id = j.organization_id AND t.job_id = j.id
             AND t.status = 'failed' AND t.index < j.attempts), 0)::text AS "failedAttemptsCost",
           coalesce((SELECT array_agg(a.state ORDER BY a.index) FROM asset a
             WHERE a.organization_id = j.organization_id AND a.job_id = j.id), '{}') AS pictures,
           CASE WHEN source_job.voided_at IS NULL THEN source.job_id::text END AS "sourceJobId", source.index::int AS "sourceIndex"
    FROM job j JOIN wanted ON wanted.id = j.id
    LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    LEFT JOIN approved ON approved.motif_id = j.motif_id
    LEFT JOIN asset source ON source.organization_id = j.organization_id AND source.id = j.source_asset_id
    LEFT JOIN job source_job ON source_job.organization_id = source.organization_id AND source_job.id = source.job_id
    WHERE j.organization_id = ${organizationId}::uuid`;
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
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = n.id
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
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = n.id`;
}
