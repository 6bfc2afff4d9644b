import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type Motif, motif } from "../schema";
import { pageWhere } from "./lists";

const COLUMNS = Prisma.raw(`t.id, t.code, t.name, t.archived_at IS NOT NULL AS archived, false AS unassigned,
  NULL AS "mergedInto", c.code AS campaign, a.code AS "assetType", t.brief,
  to_char(t.dropped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "droppedAt"`);

async function select(db: Db, organizationId: string, where: Prisma.Sql): Promise<Motif[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM motif t
    JOIN campaign c ON c.organization_id = t.organization_id AND c.id = t.campaign_id
    LEFT JOIN asset_type a ON a.organization_id = t.organization_id AND a.id = t.asset_type_id
    WHERE t.organization_id = ${organizationId}::uuid ${where}`;
  return rows.map((row) => motif.parse(row));
}

type Page = {
  archived: "true" | "false" | "all";
  q?: string | undefined;
  campaign?: string | undefined;
  limit: number;
  after: { code: string; campaign: string } | null;
};

/** In order of codes; two campaigns may have motifs of one code. A campaign's motifs include those of merged ones. */
export function selectMotifPage(db: Db, organizationId: string, { after, ...query }: Page): Promise<Motif[]> {
  const ofCampaign = query.campaign
    ? Prisma.sql`AND c.effective_id IN (SELECT f.effective_id FROM campaign f
        WHERE f.organization_id = ${organizationId}::uuid AND lower(f.code) = lower(${query.campaign}))`
    : Prisma.empty;
  const start = after
    ? Prisma.sql`AND (lower(t.code), lower(c.code)) > (lower(${after.code}), lower(${after.campaign}))`
    : Prisma.empty;
  return select(
    db,
    organizationId,
    Prisma.sql`${pageWhere(query)} ${ofCampaign} ${start} ORDER BY lower(t.code), lower(c.code) LIMIT ${query.limit + 1}`,
  );
}

export async function selectMotif(db: Db, organizationId: string, id: string): Promise<Motif | null> {
  const [row] = await select(db, organizationId, Prisma.sql`AND t.id = ${id}::uuid`);
  return row ?? null;
}

/** Locked against bookings that use it; see findRowForChange. */
export async function findMotifForChange(db: Db, organizationId: string, id: string) {
  const [row] = await db.$queryRaw<{ id: string; code: string; campaignId: string; archived: boolean }[]>`
    SELECT id, code, campaign_id AS "campaignId", archived_at IS NOT NULL AS archived FROM motif
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function findMotifByCode(
  db: Db,
  organizationId: string,
  { campaignId, code }: { campaignId: string; code: string },
) {
  const [row] = await db.$queryRaw<{ id: string; code: string; archived: boolean }[]>`
    SELECT id, code, archived_at IS NOT NULL AS archived FROM motif
    WHERE organization_id = ${organizationId}::uuid AND campaign_id = ${campaignId}::uuid AND lower(code) = lower(${code})`;
  return row ?? null;
}

export type MotifFields = {
  code?: string | undefined;
  name?: string | undefined;
  brief?: string | null | undefined;
  assetTypeId?: string | null | undefined;
};

/** Null when the campaign has a motif of this code. */
export async function insertMotif(
  db: Db,
  organizationId: string,
  { campaignId, code, name, brief, assetTypeId }: MotifFields & { campaignId: string; code: string },
): Promise<string | null> {
  const id = newId();
  const inserted = await db.$executeRaw`
    INSERT INTO motif (organization_id, id, campaign_id, code, name, brief, asset_type_id)
    VALUES (${organizationId}::uuid, ${id}::uuid, ${campaignId}::uuid, ${code}, ${name ?? code}, ${brief ?? null},
      ${assetTypeId ?? null}::uuid)
    ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : null;
}

export async function updateMotif(
  db: Db,
  organizationId: string,
  id: string,
  { code, name, brief, assetTypeId }: MotifFields,
): Promise<void> {
  await db.motif.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(brief === undefined ? {} : { brief }),
      ...(assetTypeId === undefined ? {} : { assetTypeId }),
    },
    select: { id: true },
  });
}
