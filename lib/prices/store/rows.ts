import "server-only";
import type { AuthorKind } from "@/lib/core/actor";
import { Prisma } from "@/prisma/generated/client";

/** Who wrote a row (joined as member m, person u, key k), and when. */
export const AUTHOR = Prisma.raw(
  `t.author_kind AS "authorKind", coalesce(u.name, k.name) AS "authorName", t.created_at AS "at"`,
);
export const AUTHOR_JOINS = Prisma.raw(`
  LEFT JOIN member m ON t.author_kind = 'member' AND m.organization_id = t.organization_id AND m.id = t.author_id
  LEFT JOIN app_user u ON u.id = m.user_id
  LEFT JOIN api_key k ON t.author_kind = 'api_key' AND k.organization_id = t.organization_id AND k.id = t.author_id`);

type Authored = { authorKind: AuthorKind; authorName: string | null; at: Date };

export function authored<T extends Authored>({ authorKind, authorName, at, ...row }: T) {
  return { ...row, author: { kind: authorKind, name: authorName }, createdAt: at.toISOString() };
}

/** Did any booking, also a reversed one, go through this price or rate? `id` is SQL for it. */
export function usedBy(column: "price_id" | "rate_id", id: string): Prisma.Sql {
  const uses = (table: string) =>
    `EXISTS (SELECT 1 FROM ${table} x WHERE x.organization_id = t.organization_id AND x.${column} = ${id})`;
  return Prisma.raw(`(${uses("attempt")} OR ${uses("ledger_entry")})`);
}

/** Newest first; the cursor is the first day and the id of the last row. */
export const afterKeys = (after: string[] | null) =>
  after ? Prisma.sql`AND (t.first_day, t.id) < (${after[0]}::date, ${after[1]}::uuid)` : Prisma.empty;

export const NEWEST_FIRST = Prisma.raw("ORDER BY t.first_day DESC, t.id DESC");
