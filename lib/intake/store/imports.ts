import "server-only";
import type { Actor, AuthorKind } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import {
  type Analysis,
  analysis,
  type Decisions,
  decisions,
  type ImportAnswer,
  type ImportKind,
  type ImportListQuery,
  type ImportState,
  type Mapping,
  mapping,
  type Preview,
  preview,
} from "../schema";

/** An import as the services know it. */
export type StoredImport = Omit<ImportAnswer, "createdBy"> & {
  organizationId: string;
  author: { kind: AuthorKind; id: string | null };
  undoAuthor: { kind: AuthorKind; id: string | null } | null;
  undoReason: string | null;
  mapping: Mapping | null;
  decisions: Decisions;
  analysis: Analysis | null;
  preview: Preview | null;
};

type Row = Prisma.ImportGetPayload<Record<string, never>>;
const iso = (date: Date | null) => date?.toISOString() ?? null;

function toImport(row: Row): StoredImport {
  return {
    organizationId: row.organizationId,
    id: row.id,
    kind: row.kind as ImportKind,
    fileName: row.fileName,
    sizeBytes: Number(row.sizeBytes),
    state: row.state as ImportState,
    problem: row.problem,
    rows: {
      total: row.rowsTotal,
      read: row.rowsRead,
      accepted: row.accepted,
      replayed: row.replayed,
      rejected: row.rejected,
    },
    createdAt: row.createdAt.toISOString(),
    confirmedAt: iso(row.confirmedAt),
    finishedAt: iso(row.finishedAt),
    undoneAt: iso(row.undoneAt),
    author: { kind: row.authorKind as AuthorKind, id: row.authorId },
    undoAuthor: row.undoAuthorKind ? { kind: row.undoAuthorKind as AuthorKind, id: row.undoAuthorId } : null,
    undoReason: row.undoReason,
    mapping: row.mapping === null ? null : mapping.parse(row.mapping),
    decisions: decisions.parse(row.decisions),
    analysis: row.analysis === null ? null : analysis.parse(row.analysis),
    preview: row.preview === null ? null : preview.parse(row.preview),
  };
}

export async function insertImport(
  db: Db,
  actor: Actor,
  { id, fileName }: { id: string; fileName: string },
): Promise<void> {
  await db.import.create({
    data: { organizationId: actor.organization.id, id, fileName, kind: "jobs", state: "uploading", ...authorOf(actor) },
    select: { id: true },
  });
}

export async function deleteImport(db: Db, organizationId: string, id: string): Promise<void> {
  await db.import.deleteMany({ where: { organizationId, id } });
}

/** Uploads that broke off when the process died: nobody will finish them. */
export async function deleteUploadsBefore(db: Db, before: Date): Promise<void> {
  await db.import.deleteMany({ where: { state: "uploading", createdAt: { lt: before } } });
}

/** `onlyBy`: somebody who may see only their own. */
export type Seer = { organizationId: string; onlyBy: { kind: AuthorKind; id: string | null } | null };
const seenBy = ({ organizationId, onlyBy }: Seer) => ({
  organizationId,
  ...(onlyBy ? { authorKind: onlyBy.kind, authorId: onlyBy.id } : {}),
});

export async function findImport(db: Db, seer: Seer, id: string): Promise<StoredImport | null> {
  const row = await db.import.findFirst({ where: { ...seenBy(seer), id } });
  return row && toImport(row);
}

/** The row, locked until the transaction ends: one worker at a time moves an import. */
export async function lockImport(tx: Db, organizationId: string, id: string): Promise<StoredImport | null> {
  await tx.$queryRaw`SELECT 1 FROM import WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await tx.import.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toImport(row);
}

/** State and place of an import, without its analysis: what every batch checks. */
export async function lockProgress(
  tx: Db,
  organizationId: string,
  id: string,
): Promise<{ state: ImportState; read: number } | null> {
  const [row] = await tx.$queryRaw<{ state: ImportState; read: number }[]>`
    SELECT state, rows_read AS read FROM import
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function addProgress(
  tx: Db,
  organizationId: string,
  id: string,
  by: { read: number; accepted: number; replayed: number; rejected: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE import SET rows_read = rows_read + ${by.read}, accepted = accepted + ${by.accepted},
      replayed = replayed + ${by.replayed}, rejected = rejected + ${by.rejected}
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
}

/** Shows how far a preview is; false when it is no longer wanted. */
export async function showPreviewed(db: Db, organizationId: string, id: string, read: number): Promise<boolean> {
  const { count } = await db.import.updateMany({
    where: { organizationId, id, state: "previewing" },
    data: { rowsRead: read },
  });
  return count === 1;
}

export type ImportChange = {
  state?: ImportState;
  kind?: ImportKind;
  sizeBytes?: number;
  problem?: string | null;
  mapping?: Mapping;
  decisions?: Decisions;
  analysis?: Analysis;
  preview?: Preview | null;
  rowsTotal?: number;
  confirmedAt?: Date;
  finishedAt?: Date;
  undoneAt?: Date;
  undoReason?: string;
  undoAuthor?: Actor;
  /** Counts start anew: a preview and the booking each read the file from its first row. */
  restart?: true;
};

/** A change of state that only one of two racing wins. @returns false when the state was another one by now */
export async function changeImport(
  db: Db,
  organizationId: string,
  id: string,
  from: readonly ImportState[],
  { restart, undoAuthor, preview: shown, ...change }: ImportChange,
): Promise<boolean> {
  const author = undoAuthor ? authorOf(undoAuthor) : null;
  const { count } = await db.import.updateMany({
    where: { organizationId, id, state: { in: [...from] } },
    data: {
      ...change,
      ...(shown === undefined ? {} : { preview: shown ?? Prisma.DbNull }),
      ...(restart ? { rowsRead: 0, accepted: 0, replayed: 0, rejected: 0 } : {}),
      ...(author ? { undoAuthorKind: author.authorKind, undoAuthorId: author.authorId } : {}),
    },
  });
  return count === 1;
}

/** Newest first. */
export async function listImports(
  db: Db,
  seer: Seer,
  { limit, kind, state }: ImportListQuery,
  after: { createdAt: string; id: string } | null,
): Promise<StoredImport[]> {
  const rows = await db.import.findMany({
    where: {
      ...seenBy(seer),
      state: state ?? { not: "uploading" },
      ...(kind ? { kind } : {}),
      ...(after
        ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
        : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    omit: { analysis: true, mapping: true, preview: true, decisions: true },
  });
  return rows.map((row) => toImport({ ...row, analysis: null, mapping: null, preview: null, decisions: {} }));
}

/** Names of the people and keys behind imports. */
export async function authorNames(
  db: Db,
  organizationId: string,
  authors: readonly StoredImport["author"][],
): Promise<Map<string, string>> {
  const idsOf = (kind: AuthorKind) =>
    authors.flatMap((author) => (author.kind === kind && author.id ? [author.id] : []));
  const [members, keys] = await Promise.all([
    db.member.findMany({
      where: { organizationId, id: { in: idsOf("member") } },
      select: { id: true, user: { select: { name: true } } },
    }),
    db.apiKey.findMany({ where: { organizationId, id: { in: idsOf("api_key") } }, select: { id: true, name: true } }),
  ]);
  return new Map([
    ...members.map(({ id, user }): [string, string] => [id, user.name]),
    ...keys.map(({ id, name }): [string, string] => [id, name]),
  ]);
}

/** Imports that wait for a worker, of all organizations. */
export async function waitingImports(db: Db): Promise<{ organizationId: string; importId: string }[]> {
  const rows = await db.import.findMany({
    where: { state: { in: ["uploaded", "previewing", "booking", "undoing"] } },
    select: { organizationId: true, id: true },
  });
  return rows.map(({ organizationId, id }) => ({ organizationId, importId: id }));
}
