import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { rowsOf, run } from "@/lib/server/straight";
import { Prisma } from "@/prisma/generated/client";
import type { Repeat } from "../rules/duplicates";

/** Calendar days of instants in the organization's zone, in order; Postgres is the one engine for days. */
export async function daysOf(tx: Db, instants: readonly string[], timeZone: string): Promise<string[]> {
  const rows = await rowsOf<{ day: string }>(
    tx,
    Prisma.sql`${plannedOnce}
    SELECT to_char((at::timestamptz AT TIME ZONE ${timeZone})::date, 'YYYY-MM-DD') AS day
    FROM unnest(${instants}::text[]) WITH ORDINALITY AS t(at, position) ORDER BY position`,
  );
  return rows.map(({ day }) => day);
}

/** Another one with every change of lists, prices, rates, functions and settings; triggers make it. */
export async function bookingVersion(tx: Db, organizationId: string): Promise<string> {
  const [row] = await rowsOf<{ version: string }>(
    tx,
    Prisma.sql`${plannedOnce}
    SELECT version::text FROM booking_version WHERE organization_id = ${organizationId}::uuid`,
  );
  if (!row) throw new Error(`Organization ${organizationId} does not exist`);
  return row.version;
}

/**
 * Shares the locks of price book and months until the transaction ends, and says which version there is then, and which
 * months are closed: what `keepPrices`, `bookingVersion` and `bookingMonths` do, in one way to the database.
 */
export async function beginBooking(tx: Db, organizationId: string, timeZone: string) {
  const [row] = await rowsOf<{ version: string | null; today: string; closed: string[] }>(
    tx,
    Prisma.sql`${plannedOnce}
    SELECT version::text, today, closed FROM begin_booking(${organizationId}::uuid, ${timeZone})`,
  );
  if (!row?.version) throw new Error(`Organization ${organizationId} does not exist`);
  return { version: row.version, months: { today: row.today, closed: new Set(row.closed) } };
}

/** What booking needs to know of the organization besides its lists and prices. */
export async function bookingSettings(tx: Db, organizationId: string) {
  const organization = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { hashKey: true, storePrompts: true, staffRates: { orderBy: { firstDay: "asc" } } },
  });
  return {
    hashKey: organization.hashKey,
    storePrompts: organization.storePrompts,
    staffRates: organization.staffRates.map(({ firstDay, perHour }) => ({
      firstDay: firstDay.toISOString().slice(0, 10),
      perHour: perHour.toFixed(),
    })),
  };
}

export type Booked = {
  id: string;
  providerId: string;
  externalId: string | null;
  importKey: string | null;
  bodyHash: string;
};

// Keys are looked up one by one, each by its own index, whatever Postgres believes of the table: given as a constant, an organization
// that it does not know yet counts as one row, and it may as well read all its jobs by another index, or hash them all to join
// one. OFFSET 0 keeps the inner question whole.

const BOOKED = Prisma.sql`
  j.id::text, j.provider_id::text AS "providerId", j.external_id AS "externalId", j.import_key::text AS "importKey", j.body_hash AS "bodyHash"`;

/** Live jobs that hold one of these external ids (of a provider) or import keys. */
export async function findBooked(
  tx: Db,
  organizationId: string,
  {
    externals,
    importKeys,
  }: { externals: readonly { providerId: string; externalId: string }[]; importKeys: readonly string[] },
): Promise<Booked[]> {
  const byExternal =
    externals.length > 0 &&
    (await rowsOf<Booked>(
      tx,
      Prisma.sql`${plannedOnce}
      SELECT ${BOOKED} FROM (SELECT ${organizationId}::uuid AS organization, unnest(${externals.map(({ providerId }) => providerId)}::uuid[]) AS provider,
        unnest(${externals.map(({ externalId }) => externalId)}::text[]) AS key) AS wanted
      CROSS JOIN LATERAL (SELECT * FROM job WHERE organization_id = wanted.organization AND provider_id = wanted.provider
        AND external_id = wanted.key AND voided_at IS NULL AND external_id IS NOT NULL OFFSET 0) AS j`,
    ));
  const byImport =
    importKeys.length > 0 &&
    (await rowsOf<Booked>(
      tx,
      Prisma.sql`${plannedOnce}
      SELECT ${BOOKED} FROM (SELECT ${organizationId}::uuid AS organization, unnest(${importKeys}::uuid[]) AS key) AS wanted
      CROSS JOIN LATERAL (SELECT * FROM job WHERE organization_id = wanted.organization AND import_key = wanted.key
        AND voided_at IS NULL AND import_key IS NOT NULL OFFSET 0) AS j`,
    ));
  return [...(byExternal || []), ...(byImport || [])];
}

export type Source = {
  id: string;
  jobId: string;
  version: number;
  campaignId: string;
  marketId: string;
  channelId: string;
  motifId: string | null;
  motifCode: string | null;
  costCenterId: string;
};

/** Source pictures with the dimensions that a job without its own inherits. */
export async function findSources(
  tx: Db,
  organizationId: string,
  assetIds: readonly string[],
): Promise<Map<string, Source>> {
  if (assetIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Source[]>`
    SELECT a.id::text, a.job_id::text AS "jobId", a.version, j.campaign_id::text AS "campaignId", j.market_id::text AS "marketId",
           j.channel_id::text AS "channelId", j.motif_id::text AS "motifId", m.code AS "motifCode", j.cost_center_id::text AS "costCenterId"
    FROM asset a JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
    LEFT JOIN motif m ON m.organization_id = j.organization_id AND m.id = j.motif_id
    WHERE a.organization_id = ${organizationId}::uuid AND a.id = ANY(${assetIds}::uuid[]) AND j.voided_at IS NULL`;
  return new Map(rows.map((row) => [row.id, row]));
}

type FoundRepeat = Repeat & { duplicateOf: string | null };

/** Live jobs by configuration; the key of the map is the hash as hex. @param which all, or those that can be duplicates or are called so */
export async function findRepeats(
  tx: Db,
  organizationId: string,
  hashes: readonly Buffer[],
  which: "all" | "repeated" = "all",
): Promise<Map<string, FoundRepeat[]>> {
  const found = new Map<string, FoundRepeat[]>();
  if (hashes.length === 0) return found;
  const rows = await rowsOf<FoundRepeat & { hash: string }>(
    tx,
    Prisma.sql`${plannedOnce}
    SELECT encode(j.config_hash, 'hex') AS hash, j.id::text, j.status, j.known_cost::text AS cost, j.duplicate_of_id::text AS "duplicateOf",
           to_char(j.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "occurredAt"
    FROM (SELECT DISTINCT ${organizationId}::uuid AS organization, key FROM unnest(${hashes}::bytea[]) AS t(key)) AS wanted
    CROSS JOIN LATERAL (SELECT config_hash, id, status, known_cost, duplicate_of_id, occurred_at, count(*) OVER () AS same
      FROM job WHERE organization_id = wanted.organization AND config_hash = wanted.key
        AND voided_at IS NULL AND config_hash IS NOT NULL OFFSET 0) AS j
    WHERE ${which === "all"} OR j.same > 1 OR j.duplicate_of_id IS NOT NULL`,
  );
  for (const { hash, ...repeat } of rows) found.set(hash, [...(found.get(hash) ?? []), repeat]);
  return found;
}

/** Highest iteration of each of these motifs that has an approved picture. @param motifIds an array of ids */
export const approvedByMotif = (organizationId: string, motifIds: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT j.motif_id::text AS "motifId", max(coalesce(j.iteration, 1))::int AS iteration FROM job j
  WHERE j.organization_id = ${organizationId}::uuid AND j.motif_id = ANY(${motifIds}) AND j.voided_at IS NULL
    AND (SELECT count(*) FROM asset a WHERE a.organization_id = j.organization_id AND a.job_id = j.id
           AND a.state IN ('approved', 'approved_with_changes')) > 0
  GROUP BY 1`;

export async function approvedIterations(
  tx: Db,
  organizationId: string,
  motifIds: readonly string[],
): Promise<Map<string, number>> {
  if (motifIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ motifId: string; iteration: number }[]>`
    ${approvedByMotif(organizationId, Prisma.sql`${motifIds}::uuid[]`)}`;
  return new Map(rows.map(({ motifId, iteration }) => [motifId, iteration]));
}

/**
 * Makes transactions that touch the same motif, job or configuration wait for each other, so that what is recomputed
 * from siblings never misses one. Keys fall into 64 groups that are always locked in one order: no deadlock, few locks.
 */
export async function lockTogether(tx: Db, organizationId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await run(
    tx,
    Prisma.sql`${plannedOnce}
    SELECT pg_advisory_xact_lock(hashtextextended(${organizationId}, bucket))::text FROM (
      SELECT DISTINCT hashtextextended(key, 11) & 63 AS bucket FROM unnest(${keys}::text[]) AS t(key) ORDER BY 1) AS buckets`,
  );
}

/** Live jobs without a cost, by id, after one of them. */
export async function unpricedIds(
  tx: Db,
  organizationId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM job
    WHERE organization_id = ${organizationId}::uuid AND voided_at IS NULL AND unpriced_reason IS NOT NULL
      AND (${after}::uuid IS NULL OR id > ${after}::uuid)
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
