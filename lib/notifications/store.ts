import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { type Channel, type ChannelKind, type InboxItem, type Message, message, type Preference } from "./schema";

export type KeptChannel = {
  id: string;
  kind: ChannelKind;
  name: string;
  target: string;
  secret: string | null;
  locale: "en" | "de";
  failures: number;
  brokenAt: Date | null;
  createdAt: Date;
};

const CHANNEL = {
  ...{ id: true, kind: true, name: true, target: true, secret: true, locale: true },
  ...{ failures: true, brokenAt: true, createdAt: true },
} as const;

const kept = (row: { kind: string; locale: string } & Omit<KeptChannel, "kind" | "locale">): KeptChannel => ({
  ...row,
  // CHECKs in the database hold both to our lists.
  kind: row.kind as ChannelKind,
  locale: row.locale === "de" ? "de" : "en",
});

export async function selectChannels(db: Db, organizationId: string): Promise<KeptChannel[]> {
  const where = { organizationId, removedAt: null };
  return (await db.notificationChannel.findMany({ where, select: CHANNEL, orderBy: { createdAt: "asc" } })).map(kept);
}

export async function selectChannel(db: Db, organizationId: string, id: string): Promise<KeptChannel | null> {
  const row = await db.notificationChannel.findFirst({
    where: { organizationId, id, removedAt: null },
    select: CHANNEL,
  });
  return row && kept(row);
}

export async function insertChannel(
  tx: Db,
  actor: Actor,
  data: Pick<KeptChannel, "kind" | "name" | "target" | "secret" | "locale">,
): Promise<KeptChannel> {
  const own = { organizationId: actor.organization.id, ...authorOf(actor) };
  return kept(await tx.notificationChannel.create({ data: { ...data, ...own }, select: CHANNEL }));
}

export async function removeChannelRow(tx: Db, organizationId: string, id: string): Promise<boolean> {
  const where = { organizationId, id, removedAt: null };
  return (await tx.notificationChannel.updateMany({ where, data: { removedAt: new Date() } })).count > 0;
}

/** A success forgives what failed before. */
export async function countChannel(
  tx: Db,
  organizationId: string,
  id: string,
  went: { well: boolean; most: number; now: Date },
) {
  const { well, most, now } = went;
  await (well
    ? tx.$executeRaw`UPDATE notification_channel SET failures = 0, broken_at = NULL
        WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`
    : tx.$executeRaw`UPDATE notification_channel SET failures = failures + 1,
          broken_at = CASE WHEN failures + 1 >= ${most}::int THEN coalesce(broken_at, ${now}::timestamptz) END
        WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`);
}

export type Reader = {
  memberId: string;
  email: string;
  locale: "en" | "de" | null;
  role: string;
  /** null = not limited to cost centres */
  costCenterIds: string[] | null;
  mail: Preference["mail"];
  quietFrom: string | null;
  quietTo: string | null;
  digestAt: Date | null;
};

/** Active members with what they want to be told; a limit covers what was merged into its cost centres, too. */
export function selectReaders(db: Db, organizationId: string): Promise<Reader[]> {
  return db.$queryRaw`
    SELECT m.id AS "memberId", u.email, u.locale, m.role,
      CASE WHEN m.limited THEN ARRAY(SELECT c.id::text FROM cost_center c WHERE c.organization_id = m.organization_id
        AND (c.id = ANY (m.cost_center_ids) OR c.effective_id = ANY (m.cost_center_ids))) END AS "costCenterIds",
      coalesce(p.mail, 'at_once') AS mail, p.quiet_from AS "quietFrom", p.quiet_to AS "quietTo", p.digest_at AS "digestAt"
    FROM member m JOIN app_user u ON u.id = m.user_id
    LEFT JOIN notification_preference p ON p.organization_id = m.organization_id AND p.member_id = m.id
    WHERE m.organization_id = ${organizationId}::uuid AND m.deactivated_at IS NULL`;
}

export async function selectPreference(db: Db, organizationId: string, memberId: string): Promise<Preference> {
  const row = await db.notificationPreference.findUnique({
    where: { organizationId_memberId: { organizationId, memberId } },
    select: { mail: true, quietFrom: true, quietTo: true },
  });
  const mail = row?.mail === "weekly" || row?.mail === "never" ? row.mail : "at_once";
  return { mail, quietFrom: row?.quietFrom ?? null, quietTo: row?.quietTo ?? null };
}

export async function savePreference(
  tx: Db,
  organizationId: string,
  memberId: string,
  data: Preference,
): Promise<void> {
  await tx.notificationPreference.upsert({
    where: { organizationId_memberId: { organizationId, memberId } },
    create: { organizationId, memberId, ...data },
    update: data,
    select: { memberId: true },
  });
}

export async function markDigest(tx: Db, organizationId: string, memberId: string, digestAt: Date): Promise<void> {
  const key = { organizationId, memberId };
  await tx.notificationPreference.update({ where: { organizationId_memberId: key }, data: { digestAt } });
}

export type NewDelivery = {
  eventId: string;
  target: string;
  channelId: string | null;
  memberId: string | null;
  message: Message;
  state: "waiting" | "digest";
  nextAt: Date;
};

/** The unique key (event, target) decides: a repeat of the hand-over sends nothing twice. */
export async function insertDeliveries(tx: Db, organizationId: string, rows: readonly NewDelivery[]): Promise<void> {
  const data = rows.map((row) => ({ organizationId, ...row }));
  if (data.length > 0) await tx.notificationDelivery.createMany({ data, skipDuplicates: true });
}

export async function insertInbox(
  tx: Db,
  organizationId: string,
  rows: readonly { memberId: string; eventId: string; message: Message }[],
): Promise<void> {
  const data = rows.map((row) => ({ organizationId, ...row }));
  if (data.length > 0) await tx.inboxItem.createMany({ data, skipDuplicates: true });
}

export type Due = {
  organizationId: string;
  id: string;
  eventId: string;
  channelId: string | null;
  memberId: string | null;
  message: Message;
  attempts: number;
  nextAt: Date;
};

/**
 * Takes what is due and moves its next time on, so that another worker does not send it at the same moment. A worker
 * that dies here leaves it to be sent again: at least once, always under the same id.
 */
export async function claimDue(db: Db, now: Date, most: number): Promise<Due[]> {
  const claimed = new Date(now.getTime() + 60_000);
  const rows = await db.$queryRaw<(Omit<Due, "message"> & { message: unknown })[]>`
    UPDATE notification_delivery d SET next_at = ${claimed}::timestamptz
    FROM (SELECT organization_id, id FROM notification_delivery WHERE state = 'waiting' AND next_at <= ${now}::timestamptz
      ORDER BY next_at LIMIT ${most}::int FOR UPDATE SKIP LOCKED) due
    WHERE d.organization_id = due.organization_id AND d.id = due.id
    RETURNING d.organization_id AS "organizationId", d.id, d.event_id AS "eventId", d.channel_id AS "channelId",
      d.member_id AS "memberId", d.message, d.attempts, d.next_at AS "nextAt"`;
  return rows.map((row) => ({ ...row, message: message.parse(row.message) }));
}

export type Outcome = { ok: boolean; detail: string; at: Date; nextAt: Date | null };

export async function recordAttempt(tx: Db, due: Pick<Due, "organizationId" | "id" | "attempts">, outcome: Outcome) {
  const { organizationId, id, attempts } = due;
  const { ok, detail, at, nextAt } = outcome;
  await tx.notificationAttempt.createMany({
    data: [{ organizationId, deliveryId: id, number: attempts + 1, at, ok, detail: detail.slice(0, 500) }],
    skipDuplicates: true,
  });
  const state = ok ? "sent" : nextAt === null ? "failed" : "waiting";
  await tx.notificationDelivery.update({
    where: { organizationId_id: { organizationId, id } },
    data: { attempts: attempts + 1, state, sentAt: ok ? at : null, ...(nextAt ? { nextAt } : {}) },
    select: { id: true },
  });
}

export async function selectDelivery(db: Db, organizationId: string, id: string): Promise<Due | null> {
  const row = await db.notificationDelivery.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && { ...row, message: message.parse(row.message) };
}

export async function selectDeliveries(db: Db, organizationId: string, eventIds: readonly string[]) {
  const rows = await db.notificationDelivery.findMany({
    where: { organizationId, eventId: { in: [...eventIds] } },
    include: { attemptRows: { orderBy: { number: "asc" } } },
    orderBy: { createdAt: "asc" },
  });
  return rows;
}

/** What was kept back for the digest of this member. */
export async function takeDigest(tx: Db, organizationId: string, memberId: string, now: Date): Promise<Message[]> {
  const rows = await tx.$queryRaw<{ message: unknown }[]>`
    UPDATE notification_delivery SET state = 'sent', sent_at = ${now}::timestamptz
    WHERE organization_id = ${organizationId}::uuid AND member_id = ${memberId}::uuid AND state = 'digest'
    RETURNING message`;
  return rows.map((row) => message.parse(row.message));
}

export async function selectInbox(
  db: Db,
  organizationId: string,
  memberId: string,
  { after, take }: { after: { at: string; id: string } | null; take: number },
): Promise<InboxItem[]> {
  const rows = await db.inboxItem.findMany({
    where: {
      ...{ organizationId, memberId },
      ...(after
        ? { OR: [{ createdAt: { lt: new Date(after.at) } }, { createdAt: new Date(after.at), id: { lt: after.id } }] }
        : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
  return rows.map(({ id, eventId, message: text, createdAt, readAt }) => ({
    ...{ id, eventId, message: message.parse(text) },
    ...{ createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null },
  }));
}

export function countUnread(db: Db, organizationId: string, memberId: string): Promise<number> {
  return db.inboxItem.count({ where: { organizationId, memberId, readAt: null } });
}

export async function markRead(tx: Db, organizationId: string, memberId: string, id: string | null): Promise<void> {
  const where = { organizationId, memberId, readAt: null, ...(id === null ? {} : { id }) };
  await tx.inboxItem.updateMany({ where, data: { readAt: new Date() } });
}

export const shownChannel = ({ target, createdAt, brokenAt, secret: _, ...row }: KeptChannel): Channel => ({
  ...row,
  target: row.kind === "email" ? target : new URL(target).host,
  ...{ brokenAt: brokenAt?.toISOString() ?? null, createdAt: createdAt.toISOString() },
});
