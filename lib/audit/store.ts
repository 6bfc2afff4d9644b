import "server-only";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import type { Prisma } from "@/prisma/generated/client";
import type { AuditSubject } from "./schema";

export async function insertEntry(
  tx: Db,
  actor: Actor,
  entry: { action: string; subject: AuditSubject; summary: Record<string, unknown>; requestId: string | null },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      organizationId: actor.organization.id,
      ...authorOf(actor),
      action: entry.action,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      summary: entry.summary as Prisma.InputJsonObject,
      requestId: entry.requestId,
    },
    select: { id: true },
  });
}
