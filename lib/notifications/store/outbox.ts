import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type DeliveryState, type Message, message, type Outgoing, outgoing } from "../schema";

export type NewDelivery = {
  eventId: string;
  target: string;
  channelId: string | null;
  memberId: string | null;
  costCenterId: string | null;
  message: Message;
  state: "waiting" | "digest";
  nextAt: Date;
};

/** The unique key (event, target) decides: a repeat of the hand-over sends nothing twice. */
export async function insertDeliveries(tx: Db, organizationId: string, rows: readonly NewDelivery[]): Promise<void> {
  const data = rows.map((row) => ({ organizationId, ...row }));
  if (data.length > 0) await tx.notificationDelivery.createMany({ data, skipDuplicates: true });
}

export type Due = {
  organizationId: string;
  id: string;
  target: string;
  channelId: string | null;
  memberId: string | null;
  costCenterId: string | null;
  /** Null: it cannot be read, which is a reason to fail and none to hold up the others. */
  message: Outgoing | null;
};

type DueRow = Omit<Due, "message"> & { message: unknown };
const readable = (row: DueRow): Due => ({ ...row, message: outgoing.safeParse(row.message).data ?? null });

const DUE = Prisma.sql`d.organization_id AS "organizationId", d.id, d.target, d.channel_id AS "channelId",
  d.member_id AS "memberId", d.cost_center_id AS "costCenterId", d.message`;

export type Wanted = {
  now: Date;
  /** When what is taken belongs to everybody again. */
  until: Date;
  most: number;
  /** Targets that have enough under way: one that hangs must not hold up the others. */
  busy?: readonly string[];
};

/**
 * Takes what is due and moves its next time on, so that another worker does not send it at the same moment. A worker
 * that dies here leaves it to be sent again: at least once, always under the same id.
 */
export async function claimDue(db: Db, { now, until, most, busy = [] }: Wanted): Promise<Due[]> {
  const rows = await db.$queryRaw<DueRow[]>`
    UPDATE notification_delivery d SET next_at = ${until}::timestamptz
    FROM (SELECT organization_id, id FROM notification_delivery WHERE state = 'waiting' AND next_at <= ${now}::timestamptz
      AND NOT target = ANY (${[...busy]}::text[]) ORDER BY next_at LIMIT ${most}::int FOR UPDATE SKIP LOCKED) due
    WHERE d.organization_id = due.organization_id AND d.id = due.id RETURNING ${DUE}`;
  return rows.map(readable);
}

type Key = Pick<Due, "organizationId" | "id">;

/** Locked, so that two that tried the same at once are counted as two attempts. */
export async function lockDelivery(
  tx: Db,
  { organizationId, id }: Key,
): Promise<{ state: DeliveryState; attempts: number } | null> {
  const [row] = await tx.$queryRaw<{ state: DeliveryState; attempts: number }[]>`
    SELECT state, attempts FROM notification_delivery
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

export type Attempt = { number: number; at: Date; ok: boolean; detail: string };

export async function insertAttempt(tx: Db, { organizationId, id }: Key, attempt: Attempt): Promise<void> {
  const { detail, ...rest } = attempt;
  const data = [{ organizationId, deliveryId: id, ...rest, detail: detail.slice(0, 500) }];
  await tx.notificationAttempt.createMany({ data });
}

export type NewState = { attempts: number; state?: DeliveryState; sentAt?: Date | null; nextAt?: Date };

export async function updateDelivery(tx: Db, { organizationId, id }: Key, data: NewState): Promise<void> {
  const where = { organizationId_id: { organizationId, id } };
  await tx.notificationDelivery.update({ where, data, select: { id: true } });
}

/** null = sees everything; else only what is about these cost centres. */
export type Limit = readonly string[] | null;
const visible = (limit: Limit) =>
  limit === null ? Prisma.empty : Prisma.sql`AND d.cost_center_id = ANY (${[...limit]}::uuid[])`;

export async function selectDelivery(db: Db, organizationId: string, id: string, limit: Limit): Promise<Due | null> {
  const [row] = await db.$queryRaw<DueRow[]>`SELECT ${DUE} FROM notification_delivery d
    WHERE d.organization_id = ${organizationId}::uuid AND d.id = ${id}::uuid ${visible(limit)}`;
  return row ? readable(row) : null;
}

export type LogRow = DueRow & {
  eventId: string;
  state: DeliveryState;
  createdAt: Date;
  sentAt: Date | null;
  nextAt: Date;
  attempts: { number: number; at: string; ok: boolean; detail: string }[];
};

const LOG = Prisma.sql`${DUE}, d.event_id AS "eventId", d.state, d.created_at AS "createdAt", d.sent_at AS "sentAt",
  d.next_at AS "nextAt", coalesce((SELECT json_agg(json_build_object('number', a.number, 'at', a.at, 'ok', a.ok,
    'detail', a.detail) ORDER BY a.number) FROM notification_attempt a
    WHERE a.organization_id = d.organization_id AND a.delivery_id = d.id), '[]') AS attempts`;

/** What was to be sent for these events, oldest first. */
export function selectDeliveries(db: Db, organizationId: string, eventIds: readonly string[]): Promise<LogRow[]> {
  return db.$queryRaw`SELECT ${LOG} FROM notification_delivery d
    WHERE d.organization_id = ${organizationId}::uuid AND d.event_id = ANY (${[...eventIds]}::uuid[])
    ORDER BY d.created_at, d.id`;
}

type LogWanted = {
  state: DeliveryState | undefined;
  channel: string | undefined;
  limit: Limit;
  after: { at: string; id: string } | null;
  take: number;
};

/** Everything that was to be sent, newest first. */
export function selectLog(db: Db, organizationId: string, wanted: LogWanted): Promise<LogRow[]> {
  const { state, channel, limit, after, take } = wanted;
  return db.$queryRaw`SELECT ${LOG} FROM notification_delivery d
    WHERE d.organization_id = ${organizationId}::uuid ${visible(limit)}
      ${state ? Prisma.sql`AND d.state = ${state}` : Prisma.empty}
      ${channel ? Prisma.sql`AND d.channel_id = ${channel}::uuid` : Prisma.empty}
      ${after ? Prisma.sql`AND (d.created_at, d.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${take}::int`;
}

// ── The weekly digest ──

export type DigestDue = { organizationId: string; memberId: string; timeZone: string; monday: string; at: Date };

/** Whoever has something kept from before the last Monday at eight, in the organization's zone. */
export function selectDigestsDue(db: Db, now: Date): Promise<DigestDue[]> {
  return db.$queryRaw`
    SELECT DISTINCT d.organization_id AS "organizationId", d.member_id AS "memberId", o.time_zone AS "timeZone",
      week.at, (week.at AT TIME ZONE o.time_zone)::date::text AS monday
    FROM notification_delivery d JOIN organization o ON o.id = d.organization_id
    CROSS JOIN LATERAL (SELECT (date_trunc('week', ${now}::timestamptz AT TIME ZONE o.time_zone - interval '8 hours')
      + interval '8 hours') AT TIME ZONE o.time_zone AS at) week
    WHERE d.state = 'digest' AND d.digest_id IS NULL AND d.next_at < week.at`;
}

/** Once per person and Monday; null: another worker made it. Holds what was kept until then. */
export async function insertDigest(tx: Db, due: DigestDue, nextAt: Date): Promise<string | null> {
  const { organizationId, memberId, monday, at } = due;
  const [made] = await tx.notificationDelivery.createManyAndReturn({
    data: [
      {
        ...{ organizationId, memberId, eventId: memberId, target: `digest:${monday}`, state: "waiting", nextAt },
        message: { kind: "digest" } satisfies Outgoing,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!made) return null;
  await tx.notificationDelivery.updateMany({
    where: { organizationId, memberId, state: "digest", digestId: null, nextAt: { lt: at } },
    data: { digestId: made.id },
  });
  return made.id;
}

export type Held = { id: string; message: Message; costCenterId: string | null };

/** What a digest holds, oldest first. */
export async function selectHeld(db: Db, { organizationId, id }: Key): Promise<Held[]> {
  const rows = await db.notificationDelivery.findMany({
    where: { organizationId, digestId: id },
    select: { id: true, message: true, costCenterId: true },
    orderBy: [{ nextAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ message: text, ...row }) => {
    const parsed = message.safeParse(text).data;
    return parsed ? [{ ...row, message: parsed }] : [];
  });
}

/** What was in a digest is sent when the digest is. @param unseen what its reader may not see any more */
export async function settleHeld(
  tx: Db,
  { organizationId, id }: Key,
  { sentAt, unseen }: { sentAt: Date | null; unseen: readonly string[] },
): Promise<void> {
  const where = { organizationId, digestId: id, state: "digest" };
  if (sentAt !== null) {
    const data = { state: "sent", sentAt };
    await tx.notificationDelivery.updateMany({ where: { ...where, id: { notIn: [...unseen] } }, data });
  }
  await tx.notificationDelivery.updateMany({ where, data: { state: "withdrawn" } });
}

/** Who wants no mail any more gets no digest of what was kept for it. */
export async function withdrawKept(tx: Db, organizationId: string, memberId: string): Promise<void> {
  const where = { organizationId, memberId, state: "digest", digestId: null };
  await tx.notificationDelivery.updateMany({ where, data: { state: "withdrawn" } });
}
