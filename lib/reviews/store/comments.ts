import "server-only";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import type { Db } from "@/lib/server/db";
import type { MotifComment } from "../schema";
import { utc } from "./decisions";

const MOST = 500;

/** What was said about a motif, oldest first; the newest `MOST` of it. */
export async function selectComments(db: Db, organizationId: string, motifId: string): Promise<MotifComment[]> {
  const rows = await db.$queryRaw<MotifComment[]>`
    SELECT c.id::text, c.text, coalesce(person.name, key.name) AS by, ${utc("c.created_at")} AS at
    FROM motif_comment c
    LEFT JOIN member author ON c.author_kind = 'member' AND author.organization_id = c.organization_id AND author.id = c.author_id
    LEFT JOIN app_user person ON person.id = author.user_id
    LEFT JOIN api_key key ON c.author_kind = 'api_key' AND key.organization_id = c.organization_id AND key.id = c.author_id
    WHERE c.organization_id = ${organizationId}::uuid AND c.motif_id = ${motifId}::uuid
    ORDER BY c.id DESC LIMIT ${MOST}`;
  return rows.reverse();
}

export async function insertComment(tx: Db, actor: Actor, motifId: string, text: string): Promise<string> {
  const id = newId();
  const organizationId = actor.organization.id;
  await tx.motifComment.create({
    data: { organizationId, id, motifId, text, ...authorOf(actor) },
    select: { id: true },
  });
  return id;
}
