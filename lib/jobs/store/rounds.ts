import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { RoundSums } from "../rules/rounds";
import type { MotifRounds } from "../schema/rounds";
import { sameMotif } from "./motif";
import type { Scope } from "./read";

const utc = (column: string) => Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const inScope = (scope: Scope) =>
  scope === null ? Prisma.empty : Prisma.sql`AND j.cost_center_id = ANY(${scope}::uuid[])`;

/** @param scope a limited actor needs a job of the motif in their cost centres */
export async function selectMotif(
  db: Db,
  organizationId: string,
  id: string,
  scope: Scope,
): Promise<MotifRounds["motif"] | null> {
  const [row] = await db.$queryRaw<MotifRounds["motif"][]>`
    SELECT m.id::text, e.code AS campaign, m.code, m.name, ${utc("m.dropped_at")} AS "droppedAt"
    FROM motif m
    JOIN campaign c ON c.organization_id = m.organization_id AND c.id = m.campaign_id
    JOIN campaign e ON e.organization_id = m.organization_id AND e.id = c.effective_id
    WHERE m.organization_id = ${organizationId}::uuid AND m.id = ${id}::uuid
      AND (${scope}::uuid[] IS NULL OR EXISTS (SELECT 1 FROM job j
        WHERE j.organization_id = m.organization_id AND j.motif_id IN (${sameMotif(organizationId, id)}) ${inScope(scope)}))`;
  return row ?? null;
}

export async function findMotif(
  db: Db,
  organizationId: string,
  { campaignId, code }: { campaignId: string; code: string },
): Promise<{ id: string; dropped: boolean } | null> {
  const [row] = await db.$queryRaw<{ id: string; dropped: boolean }[]>`
    SELECT id::text, dropped_at IS NOT NULL AS dropped FROM motif
    WHERE organization_id = ${organizationId}::uuid AND campaign_id = ${campaignId}::uuid AND lower(code) = ${code.toLowerCase()}`;
  return row ?? null;
}

const money = (sql: string) => Prisma.raw(`trim_scale(coalesce(sum(${sql}), 0))::text`);
const spent = (condition: string) =>
  Prisma.raw(`trim_scale(coalesce(sum(known_cost) FILTER (WHERE ${condition}), 0))::text`);
const made = (condition: string) => Prisma.raw(`coalesce(sum(images_delivered) FILTER (WHERE ${condition}), 0)::int`);
const DRAFT = "kind = 'generation' AND stage = 'draft'";
const FINAL = "kind = 'generation' AND stage = 'final'";
const VARIATION = "kind = 'variation'";
const LEFT = "images_delivered - approved - rejected - superseded";

/** Sums per iteration of a motif (and of those that are one with it after merges), in order; an upscale belongs to the round of its source picture. Training is no part of it, as in the figures. */
export async function selectRounds(
  db: Db,
  organizationId: string,
  motifId: string,
  scope: Scope,
): Promise<RoundSums[]> {
  return db.$queryRaw<RoundSums[]>`
    WITH jobs AS (
      SELECT j.*, CASE WHEN j.kind IN ('upscale', 'postprocess') THEN coalesce(source.iteration, j.iteration, 1) ELSE coalesce(j.iteration, 1) END AS round,
        (m.dropped_at IS NOT NULL) AS dropped,
        (SELECT count(*) FROM asset a WHERE a.organization_id = j.organization_id AND a.job_id = j.id AND a.state = 'changes_requested') AS changes_requested
      FROM job j
      JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
      LEFT JOIN asset sa ON sa.organization_id = j.organization_id AND sa.id = j.source_asset_id
      LEFT JOIN job source ON source.organization_id = sa.organization_id AND source.id = sa.job_id
      WHERE j.organization_id = ${organizationId}::uuid AND j.motif_id IN (${sameMotif(organizationId, motifId)}) AND j.voided_at IS NULL
        AND j.kind <> 'training' ${inScope(scope)})
    SELECT round::int AS iteration, count(*)::int AS jobs, sum(images_delivered)::int AS images,
      ${made(DRAFT)} AS drafts, ${made(FINAL)} AS finals, ${made(VARIATION)} AS variations,
      sum(approved)::int AS approved, sum(approved_with_changes)::int AS "approvedWithChanges", sum(rejected)::int AS rejected,
      sum(changes_requested)::int AS "changesRequested", sum(superseded)::int AS superseded,
      coalesce(sum(${Prisma.raw(LEFT)}) FILTER (WHERE NOT dropped), 0)::int AS waiting,
      coalesce(sum(${Prisma.raw(LEFT)}) FILTER (WHERE NOT dropped AND stage = 'draft'), 0)::int AS "waitingDrafts",
      ${money("known_cost")} AS spend, ${spent(DRAFT)} AS "draftSpend", ${spent(FINAL)} AS "finalSpend",
      ${spent(VARIATION)} AS "variationSpend", ${spent("kind IN ('upscale', 'postprocess')")} AS "versionSpend",
      ${money("cost_useful")} AS useful, ${money("cost_open")} AS open,
      ${money("cost_failed + cost_duplicate + cost_dropped + cost_rejected + cost_superseded")} AS waste,
      (count(*) FILTER (WHERE unpriced_reason IS NOT NULL))::int AS "unpricedJobs",
      ${utc("min(occurred_at)")} AS "firstAt", ${utc("max(occurred_at)")} AS "lastAt"
    FROM jobs GROUP BY round ORDER BY round`;
}
