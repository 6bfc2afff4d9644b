import "server-only";
import type { Actor, AuthorKind, OrganizationSettings, Role } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { Prisma } from "@/prisma/generated/client";

type OrganizationRow = {
  organization_id: string;
  slug: string;
  organization_name: string;
  currency: string;
  time_zone: string;
  locale: string;
  week_start: number;
  fiscal_year_start: number;
  store_prompts: boolean;
  demo: boolean;
};
type AccessRow = OrganizationRow & {
  id: string;
  name: string;
  role: string;
  limited: boolean;
  cost_center_ids: string[];
};
type MemberRow = AccessRow;
type KeyRow = AccessRow & {
  scopes: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
};

const ORGANIZATION = Prisma.sql`
  o.id AS organization_id, o.slug, o.name AS organization_name, o.currency, o.time_zone, o.locale, o.week_start,
  o.fiscal_year_start, o.store_prompts, o.demo`;

/** The cost centres that the row is limited to, with those that were merged into them. */
const costCentersOf = (alias: "m" | "k") => Prisma.sql`
  ARRAY(SELECT c.id::text FROM cost_center c
        WHERE c.organization_id = ${Prisma.raw(alias)}.organization_id AND ${Prisma.raw(alias)}.limited
          AND (c.id = ANY (${Prisma.raw(alias)}.cost_center_ids) OR c.effective_id = ANY (${Prisma.raw(alias)}.cost_center_ids)))
  AS cost_center_ids`;

function toOrganization(row: OrganizationRow): OrganizationSettings {
  return {
    id: row.organization_id,
    slug: row.slug,
    name: row.organization_name,
    currency: row.currency,
    timeZone: row.time_zone,
    locale: row.locale === "de" ? "de" : "en",
    weekStart: row.week_start,
    fiscalYearStart: row.fiscal_year_start,
    storePrompts: row.store_prompts,
    demo: row.demo,
  };
}

function toActor(kind: AuthorKind, row: AccessRow, scopes: readonly string[] | null): Actor {
  return {
    kind,
    id: row.id,
    name: row.name,
    // A CHECK in the database holds the roles to our list.
    role: row.role as Role,
    scopes,
    costCenterIds: row.limited ? row.cost_center_ids : "all",
    organization: toOrganization(row),
  };
}

/** The person's membership in this organization, else their first one. Null: no active membership. */
export async function findMemberActor(db: Db, userId: string, organizationId: string | null): Promise<Actor | null> {
  const [row] = await db.$queryRaw<MemberRow[]>`${plannedOnce}
    SELECT m.id, u.name, m.role, m.limited, ${costCentersOf("m")}, ${ORGANIZATION}
    FROM member m JOIN organization o ON o.id = m.organization_id JOIN app_user u ON u.id = m.user_id
    WHERE m.user_id = ${userId}::uuid AND m.deactivated_at IS NULL
    ORDER BY (m.organization_id IS NOT DISTINCT FROM ${organizationId}::uuid) DESC, m.created_at, m.id
    LIMIT 1`;
  return row ? toActor("member", row, null) : null;
}

export async function findMemberActorById(db: Db, organizationId: string, memberId: string): Promise<Actor | null> {
  const [row] = await db.$queryRaw<MemberRow[]>`
    SELECT m.id, u.name, m.role, m.limited, ${costCentersOf("m")}, ${ORGANIZATION}
    FROM member m JOIN organization o ON o.id = m.organization_id JOIN app_user u ON u.id = m.user_id
    WHERE m.organization_id = ${organizationId}::uuid AND m.id = ${memberId}::uuid AND m.deactivated_at IS NULL`;
  return row ? toActor("member", row, null) : null;
}

export type KeyAccess = { actor: Actor; expiresAt: Date | null; revokedAt: Date | null; lastUsedAt: Date | null };

async function findKey(db: Db, where: Prisma.Sql): Promise<KeyAccess | null> {
  const [row] = await db.$queryRaw<KeyRow[]>`${plannedOnce}
    SELECT k.id, k.name, k.role, k.limited, k.scopes, k.expires_at, k.revoked_at, k.last_used_at,
           ${costCentersOf("k")}, ${ORGANIZATION}
    FROM api_key k JOIN organization o ON o.id = k.organization_id
    WHERE ${where}`;
  if (!row) return null;
  return {
    actor: toActor("api_key", row, row.scopes.length > 0 ? row.scopes : null),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}

export function findKeyByHash(db: Db, hash: string): Promise<KeyAccess | null> {
  return findKey(db, Prisma.sql`k.hash = ${hash}`);
}

export function findKeyById(db: Db, organizationId: string, id: string): Promise<KeyAccess | null> {
  return findKey(db, Prisma.sql`k.organization_id = ${organizationId}::uuid AND k.id = ${id}::uuid`);
}

/** The row is looked at again: of many requests in one minute only the first writes. */
export async function markKeyUsed(db: Db, organizationId: string, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE api_key SET last_used_at = now()
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid
      AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;
}

export async function findOrganization(db: Db, organizationId: string): Promise<OrganizationSettings | null> {
  const [row] = await db.$queryRaw<OrganizationRow[]>`
    SELECT ${ORGANIZATION} FROM organization o WHERE o.id = ${organizationId}::uuid`;
  return row ? toOrganization(row) : null;
}

/** Other organizations of the person behind a member. */
export function findOrganizationsOf(db: Db, userId: string): Promise<{ id: string; slug: string; name: string }[]> {
  return db.organization.findMany({
    where: { members: { some: { userId, deactivatedAt: null } } },
    select: { id: true, slug: true, name: true },
    orderBy: { name: "asc" },
  });
}

export async function setActiveOrganization(db: Db, sessionId: string, organizationId: string): Promise<void> {
  await db.session.update({
    where: { id: sessionId },
    data: { activeOrganizationId: organizationId },
    select: { id: true },
  });
}
