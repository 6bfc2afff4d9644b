import "server-only";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { MediaType, Shown } from "../rules";

/** Cost centres that the asker may see; null = all. */
export type Scope = readonly string[] | null;

export type Sights = { voided: boolean; version: number; versions: Shown[]; hosts: string[] };

/** What there is to show of a picture; null when there is none in the organization and the scope. */
export async function findSights(
  db: Db,
  organizationId: string,
  { id, scope }: { id: string; scope: Scope },
): Promise<Sights | null> {
  const [row] = await db.$queryRaw<Sights[]>`
    SELECT j.voided_at IS NOT NULL AS voided, a.version, o.picture_hosts AS hosts,
      (SELECT json_agg(json_build_object('version', n.version, 'checksum', p.checksum, 'url', CASE WHEN n.version = 1 THEN a.url ELSE v.url END))
        FROM generate_series(1, a.version) AS n(version)
        LEFT JOIN picture p ON p.organization_id = a.organization_id AND p.asset_id = a.id AND p.version = n.version
        LEFT JOIN asset_version v ON v.organization_id = a.organization_id AND v.asset_id = a.id AND v.version = n.version) AS versions
    FROM asset a
    JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
    JOIN organization o ON o.id = a.organization_id
    WHERE a.organization_id = ${organizationId}::uuid AND a.id = ${id}::uuid
      AND (${scope === null} OR j.cost_center_id = ANY(${scope ?? []}::uuid[]))`;
  return row ?? null;
}

/** Uploads and the sweep of one file wait for each other: a file that is being linked is never taken for an orphan. */
export async function lockFile(tx: Db, key: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 17))::text`;
}

export type NewPicture = {
  assetId: string;
  version: number;
  checksum: string;
  mediaType: MediaType;
  sizeBytes: number;
};

/** @returns checksum of the file that was there before, if any */
export async function putPicture(tx: Db, actor: Actor, picture: NewPicture): Promise<string | null> {
  const { assetId, version, ...file } = picture;
  const key = { organizationId: actor.organization.id, assetId, version };
  const before = await tx.picture.findUnique({
    where: { organizationId_assetId_version: key },
    select: { checksum: true },
  });
  const row = { ...file, ...authorOf(actor), createdAt: new Date() };
  await tx.picture.upsert({
    where: { organizationId_assetId_version: key },
    create: { ...key, ...row },
    update: row,
    select: { version: true },
  });
  return before?.checksum ?? null;
}

/** Many at once, where there are none yet. */
export async function insertPictures(tx: Db, actor: Actor, pictures: readonly NewPicture[]): Promise<void> {
  const organizationId = actor.organization.id;
  await tx.picture.createMany({ data: pictures.map((row) => ({ organizationId, ...row, ...authorOf(actor) })) });
}

/** @returns checksum of the file that it had, null when there was none */
export async function deletePicture(
  tx: Db,
  organizationId: string,
  { id, version }: { id: string; version: number },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ checksum: string }[]>`
    DELETE FROM picture WHERE organization_id = ${organizationId}::uuid AND asset_id = ${id}::uuid AND version = ${version}
    RETURNING checksum`;
  return row?.checksum ?? null;
}

export async function tagOf(tx: Db, organizationId: string, id: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ tag: string | null }[]>`
    SELECT picture_tag(organization_id, id, url) AS tag FROM asset
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
  return row?.tag ?? null;
}

/** Which of these checksums does a picture of the organization use? */
export async function usedChecksums(
  db: Db,
  organizationId: string,
  checksums: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ checksum: string }[]>`
    SELECT DISTINCT checksum FROM picture
    WHERE organization_id = ${organizationId}::uuid AND checksum = ANY(${checksums}::text[])`;
  return new Set(rows.map(({ checksum }) => checksum));
}
