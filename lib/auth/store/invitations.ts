import "server-only";
import type { Role } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { Invitation, PeoplePageQuery } from "../schema/people";
import { costCenterCodes } from "./members";

const COLUMNS = {
  id: true,
  organizationId: true,
  email: true,
  role: true,
  limited: true,
  costCenterIds: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
  createdAt: true,
} as const;

type Row = {
  id: string;
  organizationId: string;
  email: string;
  role: string;
  limited: boolean;
  costCenterIds: string[];
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
};

export type StoredInvitation = Omit<Row, "role"> & { role: Role };

function stateOf(row: Row, now: Date): Invitation["state"] {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt <= now ? "expired" : "open";
}

function toInvitation(row: Row, codes: ReadonlyMap<string, string>, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role as Role,
    costCenters: row.limited ? row.costCenterIds.flatMap((id) => codes.get(id) ?? []) : null,
    state: stateOf(row, now),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

export async function insertInvitation(
  tx: Db,
  row: {
    organizationId: string;
    email: string;
    role: Role;
    limited: boolean;
    costCenterIds: string[];
    tokenHash: string;
    expiresAt: Date;
    authorKind: string;
    authorId: string | null;
  },
): Promise<Invitation> {
  const made = await tx.invitation.create({ data: row, select: COLUMNS });
  const codes = await costCenterCodes(tx, row.organizationId, row.costCenterIds);
  return toInvitation(made, codes, made.createdAt);
}

/** Newest first. */
export async function listInvitations(
  db: Db,
  organizationId: string,
  { limit, cursor }: PeoplePageQuery,
  now: Date,
): Promise<Invitation[]> {
  const rows = await db.invitation.findMany({
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
  return rows.map((row) => toInvitation(row, codes, now));
}

/** An address has one open invitation: a new one takes the place of the old. */
export async function revokeOpen(
  tx: Db,
  organizationId: string,
  which: { email: string } | { id: string },
): Promise<number> {
  const { count } = await tx.invitation.updateMany({
    where: { organizationId, ...which, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count;
}

export async function invitationExists(db: Db, organizationId: string, id: string): Promise<boolean> {
  return (await db.invitation.count({ where: { organizationId, id } })) > 0;
}

export async function findOpenByHash(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<(StoredInvitation & { organization: { name: string; locale: string } }) | null> {
  const row = await db.invitation.findFirst({
    where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { ...COLUMNS, organization: { select: { name: true, locale: true } } },
  });
  return row && { ...row, role: row.role as Role };
}

/** True for exactly one of several who use the link at once. */
export async function markAccepted(tx: Db, invitation: StoredInvitation, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: {
      organizationId: invitation.organizationId,
      id: invitation.id,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
    },
    data: { acceptedAt: now },
  });
  return count === 1;
}
