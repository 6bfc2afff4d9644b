import "server-only";
import { type Actor, type AuthorKind, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { START_PAGES, type StartPageName, type ViewPage } from "./rules/pages";
import type { ViewInput, ViewParams } from "./schema";

export type KeptView = {
  id: string;
  page: ViewPage;
  name: string;
  params: ViewParams;
  shared: boolean;
  authorKind: AuthorKind;
  authorId: string | null;
  authorName: string | null;
  createdAt: Date;
  updatedAt: Date;
};

const SELECT = Prisma.sql`
  SELECT v.id::text, v.page, v.name, v.params, v.shared, v.author_kind AS "authorKind", v.author_id::text AS "authorId",
    coalesce(u.name, a.name) AS "authorName", v.created_at AS "createdAt", v.updated_at AS "updatedAt"
  FROM saved_view v
  LEFT JOIN member m ON v.author_kind = 'member' AND m.organization_id = v.organization_id AND m.id = v.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key a ON v.author_kind = 'api_key' AND a.organization_id = v.organization_id AND a.id = v.author_id`;

/** What is shared, and what the actor keeps for themselves. */
const seenBy = ({ organization, kind, id }: Actor) => Prisma.sql`v.organization_id = ${organization.id}::uuid
  AND (v.shared OR (v.author_kind = ${kind} AND v.author_id IS NOT DISTINCT FROM ${id}::uuid))`;

export function selectViews(db: Db, actor: Actor, page: ViewPage | null): Promise<KeptView[]> {
  const ofPage = page === null ? Prisma.empty : Prisma.sql`AND v.page = ${page}`;
  return db.$queryRaw<KeptView[]>`${SELECT} WHERE ${seenBy(actor)} ${ofPage} ORDER BY lower(v.name), v.id`;
}

export async function selectView(db: Db, actor: Actor, id: string): Promise<KeptView | null> {
  const [row] = await db.$queryRaw<KeptView[]>`${SELECT} WHERE ${seenBy(actor)} AND v.id = ${id}::uuid`;
  return row ?? null;
}

/** The same, held until the transaction ends: two people who change it do so one after the other. */
export async function lockView(tx: Db, actor: Actor, id: string): Promise<KeptView | null> {
  await tx.$queryRaw`SELECT 1 AS held FROM saved_view
    WHERE organization_id = ${actor.organization.id}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return selectView(tx, actor, id);
}

export function countOwn(db: Db, actor: Actor): Promise<number> {
  return db.savedView.count({ where: { organizationId: actor.organization.id, ...authorOf(actor) } });
}

const json = (params: ViewParams): Prisma.InputJsonObject =>
  Object.fromEntries(Object.entries(params).map(([name, values]) => [name, [...values]]));

export async function insertView(tx: Db, actor: Actor, { page, name, params, shared }: ViewInput): Promise<string> {
  const { id } = await tx.savedView.create({
    data: { organizationId: actor.organization.id, ...authorOf(actor), page, name, shared, params: json(params) },
    select: { id: true },
  });
  return id;
}

export async function updateView(
  tx: Db,
  organizationId: string,
  id: string,
  { name, params, shared }: { name?: string; params?: ViewParams; shared?: boolean },
): Promise<void> {
  await tx.savedView.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...(name === undefined ? {} : { name }),
      ...(shared === undefined ? {} : { shared }),
      ...(params === undefined ? {} : { params: json(params) }),
      updatedAt: new Date(),
    },
    select: { id: true },
  });
}

export async function deleteView(tx: Db, organizationId: string, id: string): Promise<void> {
  await tx.savedView.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } });
}

const isPage = (text: string | null): text is StartPageName => START_PAGES.some((page) => page === text);

type Chosen = { page: StartPageName } | { viewId: string };

/** Null: nothing was chosen, or a page that is not offered any more. */
export async function selectStartPage(db: Db, organizationId: string, memberId: string): Promise<Chosen | null> {
  const row = await db.startPage.findUnique({ where: { organizationId_memberId: { organizationId, memberId } } });
  if (row?.viewId) return { viewId: row.viewId };
  return row && isPage(row.page) ? { page: row.page } : null;
}

/** Null forgets the choice. */
export async function putStartPage(tx: Db, organizationId: string, memberId: string, chosen: Chosen | null) {
  const place = { organizationId, memberId };
  if (!chosen) return void (await tx.startPage.deleteMany({ where: place }));
  const choice = { page: null, viewId: null, ...chosen };
  await tx.startPage.upsert({
    where: { organizationId_memberId: place },
    create: { ...place, ...choice },
    update: choice,
    select: { memberId: true },
  });
}
