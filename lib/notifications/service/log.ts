import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { type Delivery, type DeliveryQuery, outgoing, type SendAnswer } from "../schema";
import { selectChannels } from "../store/channels";
import { type Limit, type LogRow, selectDeliveries, selectDelivery, selectLog } from "../store/outbox";
import { selectReaders } from "../store/people";
import { attempt } from "./send";

const limitOf = ({ costCenterIds }: Actor): Limit => (costCenterIds === "all" ? null : costCenterIds);

/** Tries it again now, whatever happened before; under the id that it always had. */
export async function resend(actor: Actor, { id }: { id: string }): Promise<SendAnswer> {
  authorise(actor, "alerts:handle");
  const due = await selectDelivery(db(), actor.organization.id, id, limitOf(actor));
  if (!due) throw new AppError("not_found", "There is no such delivery");
  const answer = await attempt(due, () => new Date());
  await transaction((tx) => record(tx, actor, "delivery.resent", { kind: "delivery", id }, { sent: answer.ok }));
  return answer;
}

/** What was sent for these events, for the alert's page. */
export async function deliveriesOf(tx: Db, organizationId: string, eventIds: readonly string[]) {
  const shown = await shownRows(tx, organizationId, await selectDeliveries(tx, organizationId, eventIds));
  return shown.map(({ row, delivery }) => ({ eventId: row.eventId, ...delivery }));
}

async function shownRows(tx: Db, organizationId: string, rows: readonly LogRow[]) {
  const channels = new Map((await selectChannels(tx, organizationId)).map((one) => [one.id, one]));
  const readers = new Map((await selectReaders(tx, organizationId)).map((one) => [one.memberId, one]));
  return rows.map((row) => {
    const { id, channelId, memberId, state, createdAt, sentAt, nextAt, attempts } = row;
    const channel = channelId === null ? undefined : channels.get(channelId);
    const text = outgoing.safeParse(row.message).data;
    const delivery: Delivery = {
      ...{ id, state, to: channel?.name ?? readers.get(memberId ?? "")?.email ?? "–", kind: channel?.kind ?? "email" },
      message: text && text.kind !== "digest" ? text : null,
      ...{ createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null },
      nextAt: state === "waiting" ? nextAt.toISOString() : null,
      attempts: attempts.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
    };
    return { row, delivery };
  });
}

const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

type Page = { data: Delivery[]; nextCursor: string | null };

/** Everything that was to be sent, newest first. */
export async function listDeliveries(actor: Actor, query: DeliveryQuery): Promise<Page> {
  authorise(actor, "alerts:handle");
  const [, at, id] = query.cursor === undefined ? [] : (POSITION.exec(query.cursor) ?? []);
  if (query.cursor !== undefined && (!at || !id))
    throw invalid("cursor", "INVALID_CURSOR", "This is not a cursor of this list");
  const organizationId = actor.organization.id;
  const { state, channel, limit } = query;
  const after = at && id ? { at, id } : null;
  const wanted = { state, channel, limit: limitOf(actor), after, take: limit + 1 };
  const rows = await selectLog(db(), organizationId, wanted);
  const shown = await shownRows(db(), organizationId, rows.slice(0, limit));
  const data = shown.map(({ delivery }) => delivery);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? `${last.createdAt}_${last.id}` : null };
}
