import "server-only";
import type { Actor, AuthorKind } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";
import { run } from "@/lib/server/straight";
import { Prisma } from "@/prisma/generated/client";
import type { AuditChoices, AuditEntry, AuditQuery, AuditSubject } from "./schema";

export async function insertEntry(
  tx: Db,
  actor: Actor,
  entry: { action: string; subject: AuditSubject; summary: Record<string, unknown>; requestId: string | null },
): Promise<void> {
  const { authorKind, authorId } = authorOf(actor);
  const insert = Prisma.sql`${plannedOnce}
    INSERT INTO audit_entry (organization_id, id, at, author_kind, author_id, action, subject_kind, subject_id, summary, request_id)
    VALUES (${actor.organization.id}::uuid, ${newId()}::uuid, clock_timestamp(), ${authorKind}, ${authorId}::uuid, ${entry.action}, ${entry.subject.kind},
      ${entry.subject.id}, ${JSON.stringify(entry.summary)}::jsonb, ${entry.requestId})`;
  await run(tx, insert);
}

export type Position = { at: string; id: string };
export type Wanted = Omit<AuditQuery, "cursor" | "limit"> & {
  organizationId: string;
  timeZone: string;
  /** Subjects of one kind. */
  about?: { kind: string; ids: readonly string[] };
  after: Position | null;
  take: number;
};

type Row = {
  id: string;
  at: Date;
  action: string;
  author_kind: string;
  author_id: string | null;
  author_name: string | null;
  subject_kind: string;
  subject_id: string | null;
  summary: Record<string, unknown>;
  request_id: string | null;
};

function conditions({ organizationId, timeZone, after, action, author, subject, about, from, to }: Wanted): Prisma.Sql {
  const all = [Prisma.sql`e.organization_id = ${organizationId}::uuid`];
  if (after) all.push(Prisma.sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  if (action) all.push(Prisma.sql`(e.action = ${action} OR starts_with(e.action, ${`${action}.`}))`);
  if (author === "system") all.push(Prisma.sql`e.author_kind = 'system'`);
  else if (author) all.push(Prisma.sql`e.author_id = ${author}::uuid`);
  if (subject) all.push(Prisma.sql`e.subject_id = ${subject}`);
  if (about) all.push(Prisma.sql`e.subject_kind = ${about.kind} AND e.subject_id = ANY(${[...about.ids]}::text[])`);
  if (from) all.push(Prisma.sql`e.at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone}`);
  if (to) all.push(Prisma.sql`e.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`);
  return Prisma.join(all, " AND ");
}

// Names are looked up when the log is read, never stored in it: they can change and be erased.
const AUTHOR_NAME = Prisma.sql`
  CASE e.author_kind
    WHEN 'member' THEN (SELECT u.name FROM member m JOIN app_user u ON u.id = m.user_id
                        WHERE m.organization_id = e.organization_id AND m.id = e.author_id)
    WHEN 'api_key' THEN (SELECT k.name FROM api_key k WHERE k.organization_id = e.organization_id AND k.id = e.author_id)
  END`;

/** Newest first. */
export async function selectEntries(db: Db, wanted: Wanted): Promise<AuditEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.at, e.action, e.author_kind, e.author_id, ${AUTHOR_NAME} AS author_name, e.subject_kind, e.subject_id,
           e.summary, e.request_id
    FROM audit_entry e WHERE ${conditions(wanted)}
    ORDER BY e.at DESC, e.id DESC LIMIT ${wanted.take}`;
  const names = await subjectNames(db, wanted.organizationId, rows);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    author: { kind: row.author_kind as AuthorKind, id: row.author_id, name: row.author_name },
    subject: {
      kind: row.subject_kind,
      id: row.subject_id,
      name: names.get(`${row.subject_kind}/${row.subject_id}`) ?? null,
    },
    summary: row.summary,
    requestId: row.request_id,
  }));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CODED = ["cost_center", "campaign", "market", "channel", "asset_type", "motif", "provider", "wallet"] as const;

/** A read model over other slices' tables: what the subjects of one page are called today. */
async function subjectNames(db: Db, organizationId: string, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ subject_id: id }) => (id && UUID.test(id) ? [id] : []));
  if (ids.length === 0) return new Map();
  const here = (alias: string) =>
    Prisma.sql`WHERE ${Prisma.raw(alias)}.organization_id = ${organizationId}::uuid AND ${Prisma.raw(alias)}.id = ANY (${ids}::uuid[])`;
  const coded = CODED.map(
    (table) => Prisma.sql`SELECT ${table} AS kind, t.id, t.code AS name FROM ${Prisma.raw(table)} t ${here("t")}`,
  );
  const found = await db.$queryRaw<{ kind: string; id: string; name: string }[]>`
    ${Prisma.join(coded, " UNION ALL ")}
    UNION ALL SELECT 'member', m.id, u.name FROM member m JOIN app_user u ON u.id = m.user_id ${here("m")}
    UNION ALL SELECT 'invitation', i.id, i.email FROM invitation i ${here("i")}
    UNION ALL SELECT 'api_key', k.id, k.name FROM api_key k ${here("k")}
    UNION ALL SELECT 'organization', o.id, o.name FROM organization o WHERE o.id = ${organizationId}::uuid`;
  return new Map(found.map(({ kind, id, name }) => [`${kind}/${id}`, name]));
}

export async function selectChoices(db: Db, organizationId: string): Promise<AuditChoices> {
  const [actions, authors] = await Promise.all([
    db.$queryRaw<{ action: string }[]>`
      SELECT DISTINCT action FROM audit_entry WHERE organization_id = ${organizationId}::uuid ORDER BY action`,
    db.$queryRaw<{ author_kind: string; author_id: string | null; name: string | null }[]>`
      SELECT e.author_kind, e.author_id, ${AUTHOR_NAME} AS name
      FROM (SELECT DISTINCT organization_id, author_kind, author_id FROM audit_entry
            WHERE organization_id = ${organizationId}::uuid) e
      ORDER BY name NULLS LAST`,
  ]);
  return {
    actions: actions.map(({ action }) => action),
    authors: authors.map((row) => ({ kind: row.author_kind as AuthorKind, id: row.author_id, name: row.name })),
  };
}
