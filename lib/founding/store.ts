import "server-only";
import { randomBytes } from "node:crypto";
import type { OrganizationSettings } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { STARTER_PICTURE_HOSTS } from "@/lib/dimensions/rules/starter-lists";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";

const FOUNDING_LOCK = 7_355_608;

/** Foundings wait for each other: "the first person" is one, and slugs stay unique. */
export async function lockFounding(tx: Db): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${FOUNDING_LOCK})::text`;
}

export function countFounded(db: Db): Promise<number> {
  return db.organization.count({ where: { demo: false } });
}

export async function takenSlugs(db: Db, wanted: string): Promise<ReadonlySet<string>> {
  const rows = await db.organization.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  return new Set(rows.map(({ slug }) => slug));
}

/** The organization with its key for configuration hashes and the four rows that "unassigned" means. */
export async function insertOrganization(tx: Db, settings: OrganizationSettings): Promise<void> {
  await tx.organization.create({
    data: { ...settings, hashKey: randomBytes(32), pictureHosts: [...STARTER_PICTURE_HOSTS] },
    select: { id: true },
  });
  const name = settings.locale === "de" ? "Nicht zugeordnet" : "Not assigned";
  const row = () => {
    const id = newId();
    return { organizationId: settings.id, id, code: "unassigned", name, unassigned: true, effectiveId: id };
  };
  const select = { id: true } as const;
  await tx.costCenter.create({ data: row(), select });
  await tx.campaign.create({ data: row(), select });
  await tx.market.create({ data: row(), select });
  await tx.channel.create({ data: row(), select });
}

export type Listed = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  demo: boolean;
  createdAt: string;
};

export async function listOrganizations(db: Db): Promise<Listed[]> {
  const rows = await db.organization.findMany({
    select: { id: true, slug: true, name: true, currency: true, timeZone: true, demo: true, createdAt: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export async function findIdBySlug(db: Db, slug: string): Promise<string | null> {
  return (await db.organization.findUnique({ where: { slug }, select: { id: true } }))?.id ?? null;
}

/**
 * Every row of the organization, and the people who belong to no other. One statement deletes from all tables at once:
 * references, also circular ones, are checked when it ends, so the order of the tables does not matter.
 */
export async function purgeOrganization(tx: Db, id: string): Promise<void> {
  await tx.$executeRaw`SET LOCAL pixelledger.purge = 'on'`;
  const tables = await tx.$queryRaw<{ name: string }[]>`
    SELECT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE'
    ORDER BY c.table_name`;
  // Bookings hold their places: what they wrote by now is seen by the next statement, and what comes later is refused.
  await tx.$queryRaw`SELECT 1 FROM job_place WHERE organization_id = ${id}::uuid FOR UPDATE`;
  const people = Prisma.sql`
    DELETE FROM app_user u WHERE EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id AND m.organization_id = ${id}::uuid)
      AND NOT EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id AND m.organization_id <> ${id}::uuid)`;
  const deletions = tables.map(
    ({ name }, index) =>
      Prisma.sql`${Prisma.raw(`d${index}`)} AS (DELETE FROM ${Prisma.raw(`"${name}"`)} WHERE organization_id = ${id}::uuid)`,
  );
  await tx.$executeRaw`
    WITH people AS (${people}), ${Prisma.join(deletions, ", ")}
    DELETE FROM organization WHERE id = ${id}::uuid`;
}
