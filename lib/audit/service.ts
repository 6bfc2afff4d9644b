import "server-only";
import type { Actor } from "@/lib/core/actor";
import { invalid } from "@/lib/core/errors";
import { type Db, db } from "@/lib/server/db";
import { currentRequestId } from "@/lib/server/request-context";
import type { AuditChoices, AuditEntry, AuditQuery, AuditSubject } from "./schema";
import { insertEntry, type Position, selectChoices, selectEntries } from "./store";

/**
 * One entry per request or import, not per row. Takes the caller's transaction: an action and its trace are saved
 * together or not at all. No prompts, no names, no secrets in `summary`: the log is append-only.
 */
export async function record(
  tx: Db,
  actor: Actor,
  action: string,
  subject: AuditSubject,
  summary: Record<string, unknown> = {},
): Promise<void> {
  await insertEntry(tx, actor, { action, subject, summary, requestId: currentRequestId() });
}

/** The log of one organization, newest first. Rights stand right of this slice: settings asks for them. */
export async function entriesOf(
  { id: organizationId, timeZone }: Actor["organization"],
  { limit, cursor, ...filter }: AuditQuery,
): Promise<{ data: AuditEntry[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : positionOf(cursor);
  const rows = await selectEntries(db(), { ...filter, organizationId, timeZone, after, take: limit + 1 });
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? `${last.at}_${last.id}` : null };
}

/** What was done to things of one kind, newest first; the latest 500. The caller has asked for the right to see them. */
export function entriesAbout(
  { id: organizationId, timeZone }: Actor["organization"],
  kind: string,
  ids: readonly string[],
): Promise<AuditEntry[]> {
  return selectEntries(db(), { organizationId, timeZone, about: { kind, ids }, after: null, take: 500 });
}

export function choicesOf(organizationId: string): Promise<AuditChoices> {
  return selectChoices(db(), organizationId);
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

function positionOf(cursor: string): Position {
  const [, at, id] = POSITION.exec(cursor) ?? [];
  if (!at || !id) throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  return { at, id };
}
