import "server-only";
import type { Role } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { Member, PeoplePageQuery } from "../schema/people";

const COLUMNS = {
  id: true,
  userId: true,
  role: true,
  limited: true,
  costCenterIds: true,
  deactivatedAt: true,
  createdAt: true,
  user: { select: { name: true, email: true } },
} as const;

export type StoredMember = {
  id: string;
  userId: string;
  role: Role;
  limited: boolean;
  costCenterIds: string[];
  active: boolean;
};

type Row = {
  id: string;
  userId: string;
  role: string;
  limited: boolean;
  costCenterIds: string[];
  deactivatedAt: Date | null;
  createdAt: Date;
  user: { name: string; email: string };
};

/** @param codes code per cost centre id */
function toMember(row: Row, codes: ReadonlyMap<string, string>): Member {
  return {
    id: row.id,
    ...row.user,
    role: row.role as Role,
    costCenters: row.limited ? row.costCenterIds.flatMap((id) => codes.get(id) ?? []) : null,
    active: row.deactivatedAt === null,
    createdAt: row.createdAt.toISOString(),
  };
}

export async function listMembers(
  db: Db,
  organizationId: string,
  { limit, cursor }: PeoplePageQuery,
): Promise<Member[]> {
  const rows = await db.member.findMany({
    where: { organizationId, ...(cursor ? { id: { gt: cursor } } : {}) },
    select: COLUMNS,
    orderBy: { id: "asc" },
    take: limit + 1,
  });
  const codes = await costCenterCodes(
    db,
    organizationId,
    rows.flatMap((row) => row.costCenterIds),
  );
  return rows.map((row) => toMember(row, codes));
}

export async function getMember(db: Db, organizationId: string, id: string): Promise<Member | null> {
  const row = await db.member.findUnique({ where: { organizationId_id: { organizationId, id } }, select: COLUMNS });
  return row && toMember(row, await costCenterCodes(db, organizationId, row.costCenterIds));
}

export async function findStoredMember(db: Db, organizationId: string, id: string): Promise<StoredMember | null> {
  const row = await db.member.findUnique({ where: { organizationId_id: { organizationId, id } }, select: COLUMNS });
  if (!row) return null;
  const { userId, role, limited, costCenterIds, deactivatedAt } = row;
  return { id, userId, role: role as Role, limited, costCenterIds, active: deactivatedAt === null };
}

export async function findMembership(
  db: Db,
  organizationId: string,
  userId: string,
): Promise<{ id: string; active: boolean } | null> {
  const row = await db.member.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    select: { id: true, deactivatedAt: true },
  });
  return row && { id: row.id, active: row.deactivatedAt === null };
}

export type Access = { role: Role; limited: boolean; costCenterIds: string[] };

export async function insertMember(
  tx: Db,
  organizationId: string,
  { userId, ...access }: Access & { userId: string },
): Promise<string> {
  const { id } = await tx.member.create({ data: { organizationId, userId, ...access }, select: { id: true } });
  return id;
}

export async function updateMember(
  tx: Db,
  organizationId: string,
  id: string,
  { active, ...access }: Access & { active: boolean },
): Promise<void> {
  await tx.member.update({
    where: { organizationId_id: { organizationId, id } },
    data: { ...access, deactivatedAt: active ? null : new Date() },
    select: { id: true },
  });
}

/** Whoever changes admins of an organization waits here for the others, so that two cannot both be "not the last". */
export async function lockOrganization(tx: Db, organizationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organization WHERE id = ${organizationId}::uuid FOR UPDATE`;
}

export async function countAdmins(tx: Db, organizationId: string): Promise<number> {
  return tx.member.count({ where: { organizationId, role: "admin", deactivatedAt: null } });
}

// ── Cost centres by code: dimensions stand right of auth, so their table is read here ──

export async function costCenterCodes(
  db: Db,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.costCenter.findMany({
    where: { organizationId, id: { in: [...new Set(ids)] } },
    select: { id: true, code: true },
  });
  return new Map(rows.map((row) => [row.id, row.code]));
}

export function listCostCenters(db: Db, organizationId: string): Promise<{ id: string; code: string }[]> {
  return db.costCenter.findMany({ where: { organizationId }, select: { id: true, code: true } });
}
