import "server-only";
import type { Role } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import { type InboxItem, type Message, message, type Preference } from "../schema";

export type Reader = {
  memberId: string;
  name: string;
  email: string;
  locale: "en" | "de" | null;
  role: Role;
  /** null = not limited to cost centres */
  costCenterIds: string[] | null;
  mail: Preference["mail"];
  quietFrom: string | null;
  quietTo: string | null;
};

/** Active members with what they want to be told; a limit covers what was merged into its cost centres, too. */
export function selectReaders(db: Db, organizationId: string, memberId: string | null = null): Promise<Reader[]> {
  return db.$queryRaw`
    SELECT m.id AS "memberId", u.name, u.email, u.locale, m.role,
      CASE WHEN m.limited THEN ARRAY(SELECT c.id::text FROM cost_center c WHERE c.organization_id = m.organization_id
        AND (c.id = ANY (m.cost_center_ids) OR c.effective_id = ANY (m.cost_center_ids))) END AS "costCenterIds",
      coalesce(p.mail, 'at_once') AS mail, p.quiet_from AS "quietFrom", p.quiet_to AS "quietTo"
    FROM member m JOIN app_user u ON u.id = m.user_id
    LEFT JOIN notification_preference p ON p.organization_id = m.organization_id AND p.member_id = m.id
    WHERE m.organization_id = ${organizationId}::uuid AND m.deactivated_at IS NULL
      ${memberId === null ? Prisma.empty : Prisma.sql`AND m.id = ${memberId}::uuid`}
    ORDER BY u.name, m.id`;
}

export async function selectPreference(db: Db, organizationId: string, memberId: string): Promise<Preference> {
  const key = { organizationId, memberId };
  const select = { mail: true, quietFrom: true, quietTo: true } as const;
  const row = await db.notificationPreference.findUnique({ where: { organizationId_memberId: key }, select });
  const mail = row?.mail === "weekly" || row?.mail === "never" ? row.mail : "at_once";
  return { mail, quietFrom: row?.quietFrom ?? null, quietTo: row?.quietTo ?? null };
}

export async function savePreference(
  tx: Db,
  organizationId: string,
  memberId: string,
  data: Preference,
): Promise<void> {
  const key = { organizationId, memberId };
  await tx.notificationPreference.upsert({
    ...{ where: { organizationId_memberId: key }, create: { ...key, ...data }, update: data },
    select: { memberId: true },
  });
}

export type NewInboxItem = { memberId: string; eventId: string; message: Message; costCenterId: string | null };

export async function insertInbox(tx: Db, organizationId: string, rows: readonly NewInboxItem[]): Promise<void> {
  const data = rows.map((row) => ({ organizationId, ...row }));
  if (data.length > 0) await tx.inboxItem.createMany({ data, skipDuplicates: true });
}

/** Whose inbox, and what of it they may see today: null = everything. */
export type Whose = { organizationId: string; memberId: string; costCenterIds: readonly string[] | null };

const own = ({ organizationId, memberId, costCenterIds }: Whose) => ({
  ...{ organizationId, memberId },
  ...(costCenterIds === null ? {} : { costCenterId: { in: [...costCenterIds] } }),
});

export async function selectInbox(
  db: Db,
  whose: Whose,
  { after, take }: { after: { at: string; id: string } | null; take: number },
): Promise<InboxItem[]> {
  const rows = await db.inboxItem.findMany({
    where: {
      ...own(whose),
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

export function countUnread(db: Db, whose: Whose): Promise<number> {
  return db.inboxItem.count({ where: { ...own(whose), readAt: null } });
}

export async function markRead(tx: Db, whose: Whose, id: string | null): Promise<void> {
  const where = { ...own(whose), readAt: null, ...(id === null ? {} : { id }) };
  await tx.inboxItem.updateMany({ where, data: { readAt: new Date() } });
}
