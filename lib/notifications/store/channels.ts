import "server-only";
import { type Actor, authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { Channel, ChannelKind } from "../schema";

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
  const where = { organizationId, id, removedAt: null };
  const row = await db.notificationChannel.findFirst({ where, select: CHANNEL });
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

type Change = Partial<Pick<KeptChannel, "name" | "target" | "secret" | "locale" | "failures" | "brokenAt">>;

export async function updateChannel(tx: Db, organizationId: string, id: string, data: Change): Promise<KeptChannel> {
  const key = { organizationId, id };
  return kept(await tx.notificationChannel.update({ where: { organizationId_id: key }, data, select: CHANNEL }));
}

export async function removeChannelRow(tx: Db, organizationId: string, id: string): Promise<boolean> {
  const where = { organizationId, id, removedAt: null };
  return (await tx.notificationChannel.updateMany({ where, data: { removedAt: new Date() } })).count > 0;
}

/** A success forgives what failed before. */
export async function forgiveChannel(tx: Db, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE notification_channel SET failures = 0, broken_at = NULL
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid AND (failures > 0 OR broken_at IS NOT NULL)`;
}

/** One more event that could not be delivered. @param most after as many the channel is broken */
export async function blameChannel(
  tx: Db,
  organizationId: string,
  id: string,
  { most, now }: { most: number; now: Date },
): Promise<void> {
  await tx.$executeRaw`UPDATE notification_channel SET failures = failures + 1,
      broken_at = CASE WHEN failures + 1 >= ${most}::int THEN coalesce(broken_at, ${now}::timestamptz) ELSE broken_at END
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid`;
}

export const shownChannel = ({ target, createdAt, brokenAt, secret: _, ...row }: KeptChannel): Channel => ({
  ...row,
  target: row.kind === "email" ? target : new URL(target).host,
  ...{ brokenAt: brokenAt?.toISOString() ?? null, createdAt: createdAt.toISOString() },
});
