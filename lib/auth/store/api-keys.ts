import "server-only";
import type { Role } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { ApiKey, PeoplePageQuery } from "../schema/people";
import { costCenterCodes } from "./members";

const COLUMNS = {
  id: true,
  name: true,
  prefix: true,
  role: true,
  scopes: true,
  limited: true,
  costCenterIds: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  createdAt: true,
} as const;

type Row = {
  id: string;
  name: string;
  prefix: string;
  role: string;
  scopes: string[];
  limited: boolean;
  costCenterIds: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
};

function stateOf({ revokedAt, expiresAt }: Row, now: Date): ApiKey["state"] {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

function toApiKey(row: Row, codes: ReadonlyMap<string, string>, now: Date): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role as Role,
    scopes: row.scopes.length > 0 ? row.scopes : null,
    costCenters: row.limited ? row.costCenterIds.flatMap((id) => codes.get(id) ?? []) : null,
    state: stateOf(row, now),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export async function insertApiKey(
  tx: Db,
  row: {
    organizationId: string;
    name: string;
    prefix: string;
    hash: string;
    role: Role;
    scopes: string[];
    limited: boolean;
    costCenterIds: string[];
    expiresAt: Date | null;
    authorKind: string;
    authorId: string | null;
  },
): Promise<ApiKey> {
  const made = await tx.apiKey.create({ data: row, select: COLUMNS });
  const codes = await costCenterCodes(tx, row.organizationId, row.costCenterIds);
  return toApiKey(made, codes, made.createdAt);
}

/** Newest first. */
export async function listApiKeys(
  db: Db,
  organizationId: string,
  { limit, cursor }: PeoplePageQuery,
  now: Date,
): Promise<ApiKey[]> {
  const rows = await db.apiKey.findMany({
    where: { organizationId, ...(cursor ? { id: { lt: cursor } } : {}) },
    select: COLUMNS,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const codes = await costCenterCodes(
    db,
    organizationId,
    rows.flatMap((row) => row.costCenterIds),
  );
  return rows.map((row) => toApiKey(row, codes, now));
}

export async function revokeKey(tx: Db, organizationId: string, id: string): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({
    where: { organizationId, id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count === 1;
}

export async function keyExists(db: Db, organizationId: string, id: string): Promise<boolean> {
  return (await db.apiKey.count({ where: { organizationId, id } })) > 0;
}
