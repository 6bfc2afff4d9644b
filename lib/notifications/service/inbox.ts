import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { invalid, refused } from "@/lib/core/errors";
import { db, transaction } from "@/lib/server/db";
import type { InboxItem, Preference } from "../schema";
import { withdrawKept } from "../store/outbox";
import { countUnread, markRead, savePreference, selectInbox, selectPreference, type Whose } from "../store/people";

function memberOf({ kind, id }: Actor): string {
  if (kind !== "member" || id === null) throw refused("forbidden", "NOT_A_PERSON", "An API key has no inbox");
  return id;
}

/** Only what they may see today: a limit may have come after the message. */
const inboxFor = (actor: Actor): Whose => ({
  ...{ organizationId: actor.organization.id, memberId: memberOf(actor) },
  costCenterIds: actor.costCenterIds === "all" ? null : actor.costCenterIds,
});

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

function positionOf(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = POSITION.exec(cursor) ?? [];
  if (!at || !id) throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  return { at, id };
}

type InboxAnswer = { data: InboxItem[]; nextCursor: string | null; unread: number };

export async function inboxOf(
  actor: Actor,
  query: { limit: number; cursor?: string | undefined },
): Promise<InboxAnswer> {
  const whose = inboxFor(actor);
  const rows = await selectInbox(db(), whose, { after: positionOf(query.cursor), take: query.limit + 1 });
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const nextCursor = rows.length > query.limit && last ? `${last.createdAt}_${last.id}` : null;
  return { data, nextCursor, unread: await countUnread(db(), whose) };
}

export async function readInbox(actor: Actor, { id }: { id?: string | undefined }): Promise<{ unread: number }> {
  const whose = inboxFor(actor);
  return transaction(async (tx) => {
    await markRead(tx, whose, id ?? null);
    return { unread: await countUnread(tx, whose) };
  });
}

export function preferenceOf(actor: Actor): Promise<Preference> {
  return selectPreference(db(), actor.organization.id, memberOf(actor));
}

export async function changePreference(actor: Actor, change: Preference): Promise<Preference> {
  const memberId = memberOf(actor);
  return transaction(async (tx) => {
    await savePreference(tx, actor.organization.id, memberId, change);
    if (change.mail === "never") await withdrawKept(tx, actor.organization.id, memberId);
    await record(tx, actor, "notifications.changed", { kind: "member", id: memberId }, change);
    return change;
  });
}
