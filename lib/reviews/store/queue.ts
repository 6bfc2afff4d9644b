import "server-only";
import { addMoney, money, NOTHING, splitEvenly } from "@/lib/core/amount";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { Prisma } from "@/prisma/generated/client";
import type { QUEUE_ORDERS, QueuedAsset, QueueState, WaitingAnswer } from "../schema";
import { authorOf, LAST_DECISION, utc } from "./decisions";

const isOpen = Prisma.sql`a.state IN ('open', 'changes_requested', 'withdrawn')`;
const notDropped = Prisma.sql`NOT EXISTS (SELECT 1 FROM motif d
  WHERE d.organization_id = j.organization_id AND d.id = j.motif_id AND d.dropped_at IS NOT NULL)`;
/** As the index job_waiting says it: open pictures of one job are superseded all together, or not at all. */
const jobWaits = Prisma.sql`j.images_delivered > j.approved + j.rejected + j.superseded`;

const STATES: Record<QueueState, Prisma.Sql> = {
  waiting: Prisma.sql`${jobWaits} AND ${isOpen} AND ${notDropped}`,
  open: isOpen,
  changes_requested: Prisma.sql`a.state = 'changes_requested'`,
  superseded: Prisma.sql`j.superseded > 0 AND ${isOpen}`,
  decided: Prisma.sql`j.approved + j.rejected > 0 AND a.state IN ('approved', 'approved_with_changes', 'rejected')`,
  approved: Prisma.sql`j.approved > 0 AND a.state IN ('approved', 'approved_with_changes')`,
  approved_with_changes: Prisma.sql`j.approved_with_changes > 0 AND a.state = 'approved_with_changes'`,
  rejected: Prisma.sql`j.rejected > 0 AND a.state = 'rejected'`,
  all: Prisma.sql`true`,
};

/** A page ends between two pictures: time and id of the job, position of the picture. */
export type QueuePlace = { at: string; job: string; index: number };

type PageOf = {
  /** On job `j`: organization, scope, filters, days. */
  condition: Prisma.Sql;
  state: QueueState;
  order: (typeof QUEUE_ORDERS)[number];
  newVersion: boolean | null;
  jobs: readonly string[] | null;
  after: QueuePlace | null;
  limit: number;
};

type Row = Omit<QueuedAsset, "cost" | "newVersionSince" | "hasPicture"> & {
  place: QueuePlace;
  isPriced: boolean;
  knownCost: string;
  failedCost: string;
};

const newer = (asked: boolean | null) => {
  if (asked === null) return Prisma.empty;
  const isNewer = Prisma.sql`(a.decided_version IS NOT NULL AND a.version > a.decided_version)`;
  return asked ? Prisma.sql`AND ${isNewer}` : Prisma.sql`AND NOT ${isNewer}`;
};

/** Which pictures, in order; what is shown of them is read for one page only. */
function pageOfIds({ condition, state, order, newVersion, jobs, after, limit }: PageOf): Prisma.Sql {
  const direction = Prisma.raw(order === "oldest" ? "ASC" : "DESC");
  const beyond = Prisma.raw(order === "oldest" ? ">" : "<");
  // Pictures of one job stay in their order, whichever way the jobs run.
  const start = after
    ? Prisma.sql`AND (j.occurred_at, j.id) ${Prisma.raw(order === "oldest" ? ">=" : "<=")} (${after.at}::timestamptz, ${after.job}::uuid)
        AND ((j.occurred_at, j.id) ${beyond} (${after.at}::timestamptz, ${after.job}::uuid) OR a.index > ${after.index})`
    : Prisma.empty;
  const ofJobs = jobs ? Prisma.sql`AND j.id = ANY(${jobs}::uuid[])` : Prisma.empty;
  return Prisma.sql`
    SELECT a.organization_id::text AS "organizationId", a.id::text, j.id::text AS "jobId"
    FROM job j JOIN asset a ON a.organization_id = j.organization_id AND a.job_id = j.id
    WHERE ${condition} AND j.voided_at IS NULL AND ${STATES[state]} ${newer(newVersion)} ${ofJobs} ${start}
    ORDER BY j.occurred_at ${direction}, j.id ${direction}, a.index LIMIT ${limit + 1}`;
}

const listed = (alias: string) => Prisma.raw(`json_build_object('code', ${alias}.code, 'name', ${alias}.name)`);
/** The entry of a list that job `j` counts for, after merges. */
const merged = (table: string) =>
  Prisma.sql`(SELECT ${listed("e")} FROM ${Prisma.raw(table)} own
    JOIN ${Prisma.raw(table)} e ON e.organization_id = own.organization_id AND e.id = own.effective_id
    WHERE own.organization_id = j.organization_id AND own.id = ${Prisma.raw(`j.${table}_id`)})`;

/**
 * What is shown of pictures, in the given order. Lists are looked up in SELECT: as joins, their order would take longer to
 * plan than everything else takes to read.
 */
function details(pictures: readonly { id: string; jobId: string }[], organizationId: string): Prisma.Sql {
  return Prisma.sql`${plannedOnce}
    SELECT a.id::text, a.job_id::text AS "jobId", a.index::int, a.version, a.state, ${utc("a.decided_at")} AS "decidedAt",
      last.taken AS last, a.external_id AS "externalId", picture_tag(a.organization_id, a.id, a.url) AS "pictureTag", a.decided_version AS "decidedVersion",
      (j.superseded > 0 AND ${isOpen}) AS superseded, j.kind, j.stage, ${utc("j.occurred_at")} AS "occurredAt",
      (SELECT ${listed("p")} FROM provider p WHERE p.organization_id = j.organization_id AND p.id = j.provider_id) AS provider,
      j.model, j.width, j.height, j.steps, j.seed,
      (SELECT jp.prompt FROM job_prompt jp WHERE jp.organization_id = j.organization_id AND jp.job_id = j.id) AS prompt,
      ${merged("campaign")} AS campaign, ${merged("market")} AS market, ${merged("channel")} AS channel,
      (SELECT json_build_object('id', m.id, 'code', m.code, 'name', m.name, 'dropped', m.dropped_at IS NOT NULL) FROM motif m
        WHERE m.organization_id = j.organization_id AND m.id = j.motif_id) AS motif,
      j.iteration, j.images_delivered AS pictures, j.source_asset_id::text AS "sourceAsset",
      (SELECT o.currency FROM organization o WHERE o.id = j.organization_id) AS currency,
      ${authorOf("j")} AS "createdBy",
      (j.cost IS NOT NULL) AS "isPriced", j.known_cost::text AS "knownCost",
      coalesce((SELECT sum(t.cost) FROM attempt t WHERE t.organization_id = j.organization_id AND t.job_id = j.id
        AND t.status = 'failed' AND t.index < j.attempts), 0)::text AS "failedCost",
      trim_scale(coalesce((SELECT sum(u.known_cost) FROM job u WHERE u.organization_id = a.organization_id AND u.source_asset_id = a.id
        AND u.kind IN ('upscale', 'postprocess') AND u.voided_at IS NULL), 0))::text AS "versionsCost",
      json_build_object('at', to_char(j.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'job', j.id, 'index', a.index) AS place
    FROM unnest(${pictures.map(({ id }) => id)}::uuid[], ${pictures.map(({ jobId }) => jobId)}::uuid[])
      WITH ORDINALITY AS page(id, job_id, nth)
    JOIN asset a ON a.organization_id = ${organizationId}::uuid AND a.id = page.id
    JOIN job j ON j.organization_id = ${organizationId}::uuid AND j.id = page.job_id
    ${LAST_DECISION}
    ORDER BY page.nth`;
}

type Found = { organizationId: string; id: string; jobId: string };

/** One page of the queue. @returns with the place to go on from */
export async function selectQueue(db: Db, page: PageOf): Promise<{ assets: QueuedAsset[]; next: QueuePlace | null }> {
  const found = await db.$queryRaw<Found[]>(pageOfIds(page));
  const [first] = found;
  const rows = first ? await db.$queryRaw<Row[]>(details(found, first.organizationId)) : [];
  const shown = rows.slice(0, page.limit);
  return { assets: shown.map(toQueued), next: rows.length > page.limit ? (shown.at(-1)?.place ?? null) : null };
}

/** The last charge of a job is split over its pictures, as the classes of waste do it; failed tries are nobody's share. */
function toQueued({ place: _, isPriced, knownCost, failedCost, ...row }: Row): QueuedAsset {
  const charge = money(addMoney([money(knownCost), money(`-${failedCost}`)]));
  const share = splitEvenly(charge, row.pictures)[row.index - 1] ?? NOTHING;
  return {
    ...row,
    hasPicture: row.pictureTag !== null,
    cost: isPriced ? share.toFixed() : null,
    newVersionSince: row.decidedVersion !== null && row.version > row.decidedVersion,
  };
}

export type WaitingBy = "campaign" | "motif" | null;

/** @param condition on job `j` */
export async function selectWaiting(db: Db, condition: Prisma.Sql, by: WaitingBy): Promise<WaitingAnswer> {
  const rows = await db.$queryRaw<{ waiting: number; oldest: string | null }[]>`
    SELECT coalesce(sum(j.images_delivered - j.approved - j.rejected - j.superseded), 0)::int AS waiting,
      ${utc("min(j.occurred_at)")} AS oldest
    FROM job j WHERE ${condition} AND j.voided_at IS NULL AND ${jobWaits} AND ${notDropped}`;
  const [total = { waiting: 0, oldest: null }] = rows;
  return { ...total, groups: by === null ? [] : await selectGroups(db, condition, by) };
}

async function selectGroups(db: Db, condition: Prisma.Sql, by: "campaign" | "motif"): Promise<WaitingAnswer["groups"]> {
  const isByMotif = by === "motif";
  const motif = isByMotif
    ? Prisma.sql`CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'code', m.code, 'name', m.name) END`
    : Prisma.sql`NULL::json`;
  return db.$queryRaw<WaitingAnswer["groups"]>`
    SELECT ${listed("c")} AS campaign, ${motif} AS motif, g.waiting, ${utc("g.oldest")} AS oldest
    FROM (
      SELECT j.organization_id, own.effective_id AS campaign_id, ${isByMotif ? Prisma.sql`j.motif_id` : Prisma.sql`NULL::uuid`} AS motif_id,
        sum(j.images_delivered - j.approved - j.rejected - j.superseded)::int AS waiting, min(j.occurred_at) AS oldest
      FROM job j JOIN campaign own ON own.organization_id = j.organization_id AND own.id = j.campaign_id
      WHERE ${condition} AND j.voided_at IS NULL AND ${jobWaits} AND ${notDropped}
      GROUP BY 1, 2, 3 ORDER BY oldest LIMIT 500) g
    JOIN campaign c ON c.organization_id = g.organization_id AND c.id = g.campaign_id
    LEFT JOIN motif m ON m.organization_id = g.organization_id AND m.id = g.motif_id
    ORDER BY g.oldest, c.code`;
}

/** Is there a live job of the motif that the asker may see? A limited one sees nothing of other motifs. */
export async function isMotifInScope(
  db: Db,
  organizationId: string,
  id: string,
  scope: readonly string[] | null,
): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM motif m WHERE m.organization_id = ${organizationId}::uuid AND m.id = ${id}::uuid
      AND (${scope}::uuid[] IS NULL OR EXISTS (SELECT 1 FROM job j WHERE j.organization_id = m.organization_id
        AND j.motif_id = m.id AND j.cost_center_id = ANY(${scope}::uuid[])))`;
  return rows.length > 0;
}
