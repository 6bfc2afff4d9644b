import "server-only";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type ReviewReason, reviewReason } from "../schema";
import { pageWhere } from "./lists";

const COLUMNS = Prisma.raw(`t.id, t.code, t.name, t.archived_at IS NOT NULL AS archived, false AS unassigned,
  NULL AS "mergedInto", t.for_changes AS "forChanges", t.for_rejection AS "forRejection"`);

async function select(db: Db, organizationId: string, where: Prisma.Sql): Promise<ReviewReason[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM review_reason t WHERE t.organization_id = ${organizationId}::uuid ${where}`;
  return rows.map((row) => reviewReason.parse(row));
}

type Page = { archived: "true" | "false" | "all"; q?: string | undefined; limit: number; after: string | null };

export function selectReasonPage(db: Db, organizationId: string, { after, ...query }: Page): Promise<ReviewReason[]> {
  const start = after === null ? Prisma.empty : Prisma.sql`AND lower(t.code) > lower(${after})`;
  return select(
    db,
    organizationId,
    Prisma.sql`${pageWhere(query)} ${start} ORDER BY lower(t.code) LIMIT ${query.limit + 1}`,
  );
}

export async function selectReason(db: Db, organizationId: string, id: string): Promise<ReviewReason | null> {
  const [row] = await select(db, organizationId, Prisma.sql`AND t.id = ${id}::uuid`);
  return row ?? null;
}

/** Locked, so that a decision that names it waits. */
export async function findReasonForChange(db: Db, organizationId: string, id: string): Promise<ReviewReason | null> {
  const [row] = await select(db, organizationId, Prisma.sql`AND t.id = ${id}::uuid FOR UPDATE`);
  return row ?? null;
}

export async function findReasonByCode(db: Db, organizationId: string, code: string): Promise<ReviewReason | null> {
  const [row] = await select(db, organizationId, Prisma.sql`AND lower(t.code) = lower(${code})`);
  return row ?? null;
}

type Fields = {
  code?: string | undefined;
  name?: string | undefined;
  forChanges?: boolean | undefined;
  forRejection?: boolean | undefined;
};

/** Null when there is a reason with this code. */
export async function insertReason(
  db: Db,
  organizationId: string,
  { code, name, forChanges, forRejection }: Required<Fields>,
): Promise<string | null> {
  const id = newId();
  const inserted = await db.$executeRaw`
    INSERT INTO review_reason (organization_id, id, code, name, for_changes, for_rejection)
    VALUES (${organizationId}::uuid, ${id}::uuid, ${code}, ${name}, ${forChanges}, ${forRejection}) ON CONFLICT DO NOTHING`;
  return inserted === 1 ? id : null;
}

export async function updateReason(
  db: Db,
  organizationId: string,
  id: string,
  { code, name, forChanges, forRejection }: Fields,
): Promise<void> {
  await db.reviewReason.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(forChanges === undefined ? {} : { forChanges }),
      ...(forRejection === undefined ? {} : { forRejection }),
    },
    select: { id: true },
  });
}
