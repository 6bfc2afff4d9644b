import "server-only";
import { type Actor, type AuthorKind, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Target, TargetInput, TargetScope } from "./schema";

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** A version with the row that it is kept under, before merges; null for the organization. */
export type KeptTarget = Target & { placeId: string | null };

type Row = Omit<KeptTarget, "author" | "createdAt" | "baseline"> & {
  baseline: string | null;
  baselineFrom: string | null;
  baselineTo: string | null;
  authorKind: AuthorKind;
  authorName: string | null;
  at: Date;
};

const LISTS = [
  ["costCenter", "cost_center", "k"],
  ["campaign", "campaign", "c"],
  ["market", "market", "r"],
  ["channel", "channel", "h"],
] as const;
const every = (sql: (alias: string) => string) => LISTS.map(([, , alias]) => sql(alias)).join(", ");

// Codes after merges: a target of a merged campaign is one of the campaign that it was merged into, and says so.
const SELECT = Prisma.raw(`
  SELECT t.id::text, t.metric,
    CASE ${LISTS.map(([scope, table]) => `WHEN t.${table}_id IS NOT NULL THEN '${scope}'`).join(" ")} ELSE 'organization' END AS scope,
    coalesce(t.cost_center_id, t.campaign_id, t.market_id, t.channel_id)::text AS "placeId",
    coalesce(${every((a) => `${a}e.code`)}) AS code, coalesce(${every((a) => `${a}e.name`)}) AS name,
    coalesce(${every((a) => `CASE WHEN ${a}.id <> ${a}.effective_id THEN ${a}.code END`)}) AS "mergedFrom",
    trim_scale(t.value)::text AS value, t.first_day::text AS "firstDay", t.last_day::text AS "lastDay", t.frozen,
    trim_scale(t.baseline)::text AS baseline, t.baseline_from::text AS "baselineFrom", t.baseline_to::text AS "baselineTo",
    t.note, t.author_kind AS "authorKind", coalesce(u.name, a.name) AS "authorName", t.created_at AS at
  FROM target t
  ${LISTS.map(
    ([, table, a]) => `LEFT JOIN ${table} ${a} ON ${a}.organization_id = t.organization_id AND ${a}.id = t.${table}_id
  LEFT JOIN ${table} ${a}e ON ${a}e.organization_id = t.organization_id AND ${a}e.id = ${a}.effective_id`,
  ).join("\n  ")}
  LEFT JOIN member m ON t.author_kind = 'member' AND m.organization_id = t.organization_id AND m.id = t.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key a ON t.author_kind = 'api_key' AND a.organization_id = t.organization_id AND a.id = t.author_id`);

const toTarget = ({ authorKind, authorName, at, baseline, baselineFrom, baselineTo, ...row }: Row): KeptTarget => ({
  ...row,
  baseline:
    baseline !== null && baselineFrom !== null && baselineTo !== null
      ? { value: baseline, from: baselineFrom, to: baselineTo }
      : null,
  author: { kind: authorKind, name: authorName },
  createdAt: at.toISOString(),
});

/**
 * All versions, by figure and scope, oldest first.
 * @param limit ids of cost centres that the asker may see (null: all): their targets and those of their campaigns;
 * targets of the organization, of markets and of channels are everybody's
 */
export async function selectTargets(
  db: Db,
  organizationId: string,
  limit: readonly string[] | null,
  today: string,
): Promise<KeptTarget[]> {
  const own = Prisma.sql`(SELECT s.effective_id FROM cost_center s
    WHERE s.organization_id = ${organizationId}::uuid AND s.id = ANY(${[...(limit ?? [])]}::uuid[]))`;
  const seen =
    limit === null
      ? Prisma.empty
      : Prisma.sql`AND (ke.id IS NULL OR ke.id IN ${own}) AND (ce.id IS NULL OR (
          SELECT sc.effective_id FROM campaign_cost_center b
          JOIN cost_center sc ON sc.organization_id = b.organization_id AND sc.id = b.cost_center_id
          WHERE b.organization_id = t.organization_id AND b.campaign_id = ce.id
          ORDER BY (b.first_day <= ${today}::date) DESC, CASE WHEN b.first_day <= ${today}::date THEN b.first_day END DESC, b.first_day
          LIMIT 1) IN ${own})`;
  const rows = await db.$queryRaw<Row[]>`${SELECT}
    WHERE t.organization_id = ${organizationId}::uuid ${seen}
    ORDER BY t.metric, scope, code NULLS FIRST, t.first_day`;
  return rows.map(toTarget);
}

/** Changes of targets wait for each other, so that two people do not both end the same version. */
export async function lockTargets(tx: Db, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`targets:${organizationId}`}, 0))`;
}

const ID_COLUMN: Record<Exclude<TargetScope, "organization">, string> = {
  costCenter: "costCenterId",
  campaign: "campaignId",
  market: "marketId",
  channel: "channelId",
};

export type TargetFields = Pick<TargetInput, "value" | "firstDay" | "lastDay" | "baseline" | "note">;

function columns({ value, note, firstDay, lastDay, baseline }: Partial<TargetFields>) {
  return {
    ...(value === undefined ? {} : { value }),
    ...(note === undefined ? {} : { note }),
    ...(firstDay === undefined ? {} : { firstDay: dateOf(firstDay) }),
    ...(lastDay === undefined ? {} : { lastDay: lastDay && dateOf(lastDay) }),
    ...(baseline === undefined
      ? {}
      : {
          baseline: baseline?.value ?? null,
          baselineFrom: baseline && dateOf(baseline.from),
          baselineTo: baseline && dateOf(baseline.to),
        }),
  };
}

export async function insertTarget(
  tx: Db,
  actor: Actor,
  place: { scope: TargetScope; placeId: string | null },
  { metric, frozen, ...fields }: TargetFields & Pick<TargetInput, "metric" | "frozen">,
): Promise<string> {
  const { id } = await tx.target.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      ...{ metric, frozen },
      ...columns(fields),
      value: fields.value,
      firstDay: dateOf(fields.firstDay),
      ...(place.scope === "organization" ? {} : { [ID_COLUMN[place.scope]]: place.placeId }),
    },
    select: { id: true },
  });
  return id;
}

export async function updateTarget(
  tx: Db,
  organizationId: string,
  id: string,
  { frozen, ...fields }: Partial<TargetFields> & { frozen?: boolean },
): Promise<void> {
  await tx.target.update({
    where: { organizationId_id: { organizationId, id } },
    data: { ...columns(fields), ...(frozen === undefined ? {} : { frozen }) },
    select: { id: true },
  });
}

export async function deleteTarget(tx: Db, organizationId: string, id: string): Promise<void> {
  await tx.target.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}
