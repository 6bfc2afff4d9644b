import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type BookedMotif, type BookingLists, motifKey } from "../rules";

const listed = (table: string, days: boolean, more = "") =>
  Prisma.raw(`(SELECT coalesce(json_agg(json_build_object(
    'id', t.id, 'code', t.code, 'name', t.name, 'effectiveId', t.effective_id, 'unassigned', t.unassigned,
    'archived', t.archived_at IS NOT NULL, 'activeFrom', ${days ? "t.active_from" : "NULL"},
    'activeTo', ${days ? "t.active_to" : "NULL"}${more}) ORDER BY lower(t.code)), '[]')
    FROM ${table} t WHERE t.organization_id = o.id)`);

const COST_CENTERS_OF_CAMPAIGN = `, 'costCenters', (SELECT coalesce(json_agg(json_build_object(
    'firstDay', c.first_day, 'costCenterId', c.cost_center_id) ORDER BY c.first_day), '[]')
    FROM campaign_cost_center c WHERE c.organization_id = t.organization_id AND c.campaign_id = t.id)`;

/** Everything a booking looks up by code, in one round trip: this runs with every job that is logged. */
export async function selectBookingLists(db: Db, organizationId: string): Promise<BookingLists> {
  const [row] = await db.$queryRaw<{ lists: BookingLists }[]>`
    SELECT json_build_object(
      'costCenters', ${listed("cost_center", false)},
      'campaigns', ${listed("campaign", true, COST_CENTERS_OF_CAMPAIGN)},
      'markets', ${listed("market", true)},
      'channels', ${listed("channel", true)},
      'assetTypes', ${listed("asset_type", false)},
      'providers', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'code', p.code, 'name', p.name,
          'failuresAreFree', p.failures_are_free, 'archived', p.archived_at IS NOT NULL) ORDER BY lower(p.code)), '[]')
        FROM provider p WHERE p.organization_id = o.id),
      'wallets', (SELECT coalesce(json_agg(json_build_object('id', w.id, 'code', w.code, 'name', w.name,
          'providerId', w.provider_id, 'isDefault', w.is_default, 'archived', w.archived_at IS NOT NULL)
          ORDER BY lower(w.code)), '[]')
        FROM wallet w WHERE w.organization_id = o.id)
    ) AS lists
    FROM organization o WHERE o.id = ${organizationId}::uuid`;
  if (!row) throw new Error(`Organization ${organizationId} does not exist`);
  return row.lists;
}

type Wanted = { campaignId: string; code: string };

export async function selectMotifs(db: Db, organizationId: string, wanted: readonly Wanted[]): Promise<BookedMotif[]> {
  return db.$queryRaw<BookedMotif[]>`
    SELECT m.id, m.campaign_id AS "campaignId", m.code, m.dropped_at IS NOT NULL AS dropped
    FROM unnest(${wanted.map(({ campaignId }) => campaignId)}::uuid[], ${wanted.map(({ code }) => code)}::text[])
      AS w (campaign_id, code)
    JOIN motif m ON m.organization_id = ${organizationId}::uuid AND m.campaign_id = w.campaign_id
      AND lower(m.code) = lower(w.code)`;
}

/** Rows that another transaction makes at the same moment are left to it: the unique index decides. */
export async function insertMissingMotifs(db: Db, organizationId: string, wanted: readonly Wanted[]): Promise<void> {
  // In one order everywhere, so that two batches that share motifs cannot block each other.
  const rows = wanted.toSorted((a, b) => (motifKey(a.campaignId, a.code) < motifKey(b.campaignId, b.code) ? -1 : 1));
  await db.$executeRaw`
    INSERT INTO motif (organization_id, id, campaign_id, code, name)
    SELECT ${organizationId}::uuid, w.id, w.campaign_id, w.code, w.code
    FROM unnest(${rows.map(() => newId())}::uuid[], ${rows.map(({ campaignId }) => campaignId)}::uuid[],
      ${rows.map(({ code }) => code)}::text[]) AS w (id, campaign_id, code)
    ON CONFLICT DO NOTHING`;
}
