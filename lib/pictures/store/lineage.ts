import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Lineage, PictureVersion, Relative } from "../schema";
import type { Scope } from "./pictures";

const ISO = Prisma.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);
const utc = (column: string) => Prisma.sql`to_char(${Prisma.raw(column)} AT TIME ZONE 'UTC', ${ISO})`;
const seen = (alias: string, scope: Scope) =>
  scope === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}.cost_center_id = ANY(${scope}::uuid[])`;

/** A picture as a member of the family; `a` and `j` are the picture and its job. */
const RELATIVE = Prisma.sql`json_build_object('id', a.id, 'jobId', j.id, 'index', a.index, 'version', a.version, 'kind', j.kind,
  'stage', j.stage, 'model', j.model, 'state', a.state, 'occurredAt', ${utc("j.occurred_at")},
  'pictureTag', picture_tag(a.organization_id, a.id, a.url))`;

export type VersionRow = Omit<PictureVersion, "hostNotAllowed" | "pictureTag" | "uploaded" | "urlKnown"> & {
  url: string | null;
  checksum: string | null;
};
export type LineageRow = Omit<Lineage, "versions"> & { versions: VersionRow[]; hosts: string[] };

/** How many of the pictures that came from one are named; the count says how many there are. */
const MOST_DESCENDANTS = 100;

/** Pictures with every version, what they came from and what came from them; in the order of their index. */
export async function findLineage(
  db: Db,
  organizationId: string,
  { wanted, scope }: { wanted: { assetId: string } | { jobId: string }; scope: Scope },
): Promise<LineageRow[]> {
  const which =
    "assetId" in wanted ? Prisma.sql`x.id = ${wanted.assetId}::uuid` : Prisma.sql`x.job_id = ${wanted.jobId}::uuid`;
  return db.$queryRaw<LineageRow[]>`
    SELECT x.id::text, x.job_id::text AS "jobId", x.index, x.external_id AS "externalId", x.version, x.state,
      picture_tag(x.organization_id, x.id, x.url) AS "pictureTag", o.picture_hosts AS hosts,
      (SELECT json_agg(json_build_object('version', n.version, 'jobId', CASE WHEN ${seen("m", scope)} THEN m.id END, 'kind', m.kind,
          'model', m.model, 'width', m.width, 'height', m.height, 'steps', m.steps, 'upscaleFactor', m.upscale_factor::float8,
          'voided', m.voided_at IS NOT NULL, 'createdAt', ${utc("m.occurred_at")},
          'url', CASE WHEN n.version = 1 THEN x.url ELSE v.url END, 'checksum', p.checksum,
          'decision', (SELECT json_build_object('decision', r.decision, 'reason', r.reason, 'comment', r.comment,
              'by', coalesce(person.name, key.name), 'at', ${utc("r.created_at")})
            FROM review r
            LEFT JOIN member author ON r.author_kind = 'member' AND author.organization_id = r.organization_id AND author.id = r.author_id
            LEFT JOIN app_user person ON person.id = author.user_id
            LEFT JOIN api_key key ON r.author_kind = 'api_key' AND key.organization_id = r.organization_id AND key.id = r.author_id
            WHERE r.organization_id = x.organization_id AND r.asset_id = x.id AND r.version = n.version
            ORDER BY r.seq DESC LIMIT 1)) ORDER BY n.version)
        FROM generate_series(1, x.version) AS n(version)
        LEFT JOIN asset_version v ON v.organization_id = x.organization_id AND v.asset_id = x.id AND v.version = n.version
        JOIN job m ON m.organization_id = x.organization_id AND m.id = CASE WHEN n.version = 1 THEN x.job_id ELSE v.job_id END
        LEFT JOIN picture p ON p.organization_id = x.organization_id AND p.asset_id = x.id AND p.version = n.version) AS versions,
      (SELECT ${RELATIVE} FROM asset a JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
        WHERE a.organization_id = own.organization_id AND a.id = own.source_asset_id AND ${seen("j", scope)}) AS source,
      coalesce((SELECT json_agg(child ORDER BY at, job_id, position) FROM (
          SELECT ${RELATIVE} AS child, j.occurred_at AS at, j.id AS job_id, a.index AS position
          FROM job j JOIN asset a ON a.organization_id = j.organization_id AND a.job_id = j.id
          WHERE j.organization_id = x.organization_id AND j.source_asset_id = x.id AND j.voided_at IS NULL AND ${seen("j", scope)}
          ORDER BY j.occurred_at, j.id, a.index LIMIT ${MOST_DESCENDANTS}) AS children), '[]'::json) AS descendants,
      (SELECT count(*)::int FROM job j JOIN asset a ON a.organization_id = j.organization_id AND a.job_id = j.id
        WHERE j.organization_id = x.organization_id AND j.source_asset_id = x.id AND j.voided_at IS NULL AND ${seen("j", scope)}) AS "descendantCount"
    FROM asset x
    JOIN job own ON own.organization_id = x.organization_id AND own.id = x.job_id
    JOIN organization o ON o.id = x.organization_id
    WHERE x.organization_id = ${organizationId}::uuid AND ${which} AND ${seen("own", scope)}
    ORDER BY x.index`;
}

export type MadeRow = { id: string; index: number; version: number; url: string | null; checksum: string | null };
export type JobSource = { source: Relative | null; made: MadeRow | null; hosts: string[] };

/** What a job was made from, and which version it made of that; null when there is no such job in the scope. */
export async function findJobSource(
  db: Db,
  organizationId: string,
  { jobId, scope }: { jobId: string; scope: Scope },
): Promise<JobSource | null> {
  const [row] = await db.$queryRaw<JobSource[]>`
    SELECT o.picture_hosts AS hosts,
      (SELECT ${RELATIVE} FROM asset a JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
        WHERE a.organization_id = own.organization_id AND a.id = own.source_asset_id AND ${seen("j", scope)}) AS source,
      (SELECT json_build_object('id', a.id, 'index', a.index, 'version', v.version, 'url', v.url, 'checksum', p.checksum)
        FROM asset_version v
        JOIN asset a ON a.organization_id = v.organization_id AND a.id = v.asset_id
        JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
        LEFT JOIN picture p ON p.organization_id = v.organization_id AND p.asset_id = v.asset_id AND p.version = v.version
        WHERE v.organization_id = own.organization_id AND v.job_id = own.id AND ${seen("j", scope)}
        ORDER BY v.version LIMIT 1) AS made
    FROM job own JOIN organization o ON o.id = own.organization_id
    WHERE own.organization_id = ${organizationId}::uuid AND own.id = ${jobId}::uuid AND ${seen("own", scope)}`;
  return row ?? null;
}
