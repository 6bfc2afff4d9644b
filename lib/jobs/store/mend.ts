import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Mendable } from "../rules/mend";
import type { Run } from "../schema/mend";

/** Ids of jobs, in order. @param condition on job `j`: organization, scope, filters */
export async function findMendable(tx: Db, condition: Prisma.Sql, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT j.id::text FROM job j WHERE ${condition} AND j.voided_at IS NULL ORDER BY j.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/** Jobs of a list of ids: a condition on job `j`. */
export const isOneOf = (ids: readonly string[]): Prisma.Sql => Prisma.sql`j.id = ANY(${ids}::uuid[])`;

export async function lockMendable(tx: Db, organizationId: string, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM job WHERE organization_id = ${organizationId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
}

export async function readMendable(
  tx: Db,
  organizationId: string,
  ids: readonly string[],
  timeZone: string,
): Promise<Mendable[]> {
  return tx.$queryRaw<Mendable[]>`
    SELECT j.id::text, j.revision, to_char(j.occurred_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, j.kind,
      j.campaign_id::text AS "campaignId", j.cost_center_id::text AS "costCenterId", j.market_id::text AS "marketId",
      j.channel_id::text AS "channelId", m.code AS motif, j.motif_id::text AS "motifId", j.known_cost::text AS "knownCost",
      (j.unpriced_reason IS NOT NULL) AS "isUnpriced"
    FROM job j LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    WHERE j.organization_id = ${organizationId}::uuid AND j.id = ANY(${ids}::uuid[]) AND j.voided_at IS NULL ORDER BY j.id`;
}

export type Moved = {
  id: string;
  campaignId: string;
  costCenterId: string;
  marketId: string;
  channelId: string;
  motifId: string | null;
  flags: readonly string[];
};

/** Writes where the jobs stand now; each is a revision further. */
export async function moveJobs(tx: Db, organizationId: string, rows: readonly Moved[]): Promise<void> {
  const column = (name: Exclude<keyof Moved, "flags">) => rows.map((row) => row[name]);
  await tx.$executeRaw`
    UPDATE job SET campaign_id = n.campaign_id, cost_center_id = n.cost_center_id, market_id = n.market_id, channel_id = n.channel_id,
      motif_id = n.motif_id, iteration = CASE WHEN n.motif_id IS NULL THEN iteration ELSE coalesce(iteration, 1) END,
      flags = string_to_array(n.flags, ','), revision = revision + 1
    FROM unnest(${column("id")}::uuid[], ${column("campaignId")}::uuid[], ${column("costCenterId")}::uuid[], ${column("marketId")}::uuid[],
      ${column("channelId")}::uuid[], ${column("motifId")}::uuid[], ${rows.map(({ flags }) => flags.join(","))}::text[])
      AS n(id, campaign_id, cost_center_id, market_id, channel_id, motif_id, flags)
    WHERE job.organization_id = ${organizationId}::uuid AND job.id = n.id AND job.id = ANY(${column("id")}::uuid[])`;
}

export type NewRun = {
  id: string;
  changes: Record<string, string | null>;
  reason: string;
  jobs: number;
  cost: string;
  undoes: string | null;
  authorKind: string;
  authorId: string | null;
};

export async function insertRun(tx: Db, organizationId: string, { undoes, ...run }: NewRun): Promise<void> {
  await tx.correctionRun.create({ data: { organizationId, ...run, undoesId: undoes }, select: { id: true } });
}

export type RunRevision = { jobId: string; revision: number; changes: object; before: object };

export async function insertRevisions(
  tx: Db,
  organizationId: string,
  run: Pick<NewRun, "id" | "reason" | "authorKind" | "authorId">,
  rows: readonly RunRevision[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO job_revision (organization_id, job_id, revision, changes, before, reason, author_kind, author_id, run_id)
    SELECT ${organizationId}::uuid, n.job_id, n.revision, n.changes::jsonb, n.before::jsonb, ${run.reason}, ${run.authorKind},
      ${run.authorId}::uuid, ${run.id}::uuid
    FROM unnest(${rows.map(({ jobId }) => jobId)}::uuid[], ${rows.map(({ revision }) => revision)}::int[],
      ${rows.map(({ changes }) => JSON.stringify(changes))}::text[], ${rows.map(({ before }) => JSON.stringify(before))}::text[])
      AS n(job_id, revision, changes, before)`;
}

/** What each job of a run said before it, and the revision that the run made of it. */
export async function revisionsOf(
  tx: Db,
  organizationId: string,
  runId: string,
): Promise<{ jobId: string; revision: number; before: unknown }[]> {
  return tx.$queryRaw`
    SELECT job_id::text AS "jobId", revision, before FROM job_revision
    WHERE organization_id = ${organizationId}::uuid AND run_id = ${runId}::uuid ORDER BY job_id`;
}

const RUN = Prisma.sql`
  SELECT r.id::text, to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
    coalesce(person.name, key.name) AS by, r.reason, r.changes, r.jobs, trim_scale(r.cost)::text AS cost, o.currency,
    r.undoes_id::text AS undoes, u.id::text AS "undoneBy"
  FROM correction_run r
  JOIN organization o ON o.id = r.organization_id
  LEFT JOIN correction_run u ON u.organization_id = r.organization_id AND u.undoes_id = r.id
  LEFT JOIN member author ON r.author_kind = 'member' AND author.organization_id = r.organization_id AND author.id = r.author_id
  LEFT JOIN app_user person ON person.id = author.user_id
  LEFT JOIN api_key key ON r.author_kind = 'api_key' AND key.organization_id = r.organization_id AND key.id = r.author_id`;

export async function findRun(tx: Db, organizationId: string, id: string): Promise<Run | null> {
  const [row] = await tx.$queryRaw<
    Run[]
  >`${RUN} WHERE r.organization_id = ${organizationId}::uuid AND r.id = ${id}::uuid`;
  return row ?? null;
}

/** Newest first; ids grow with time. */
export function selectRuns(
  db: Db,
  organizationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<Run[]> {
  return db.$queryRaw<Run[]>`${RUN} WHERE r.organization_id = ${organizationId}::uuid
    AND (${before}::uuid IS NULL OR r.id < ${before}::uuid) ORDER BY r.id DESC LIMIT ${limit}`;
}

export async function countListed(
  db: Db,
  condition: Prisma.Sql,
): Promise<{ jobs: number; pictures: number; waiting: number }> {
  const [row] = await db.$queryRaw<{ jobs: number; pictures: number; waiting: number }[]>`
    SELECT count(*)::int AS jobs, coalesce(sum(j.images_delivered), 0)::int AS pictures,
      coalesce(sum(j.images_delivered - j.approved - j.rejected - j.superseded), 0)::int AS waiting
    FROM job j WHERE ${condition}`;
  return row ?? { jobs: 0, pictures: 0, waiting: 0 };
}
