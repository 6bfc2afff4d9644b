import "server-only";
import type { Db } from "@/lib/server/db";
import { plannedOnce } from "@/lib/server/planned-once";

type Place = { organizationId: string; actorKey: string; method: string; path: string; key: string };
type Answer = { status: number; body: unknown; headers: Record<string, string> };

/** Keys are remembered for 30 days. */
const KEPT_DAYS = 30;

/** True when this request is the first with the key. Waits while another transaction holds the same key. */
export async function claim(tx: Db, place: Place, bodyHash: string): Promise<boolean> {
  const { organizationId, actorKey, method, path, key } = place;
  // A key older than its time is free again.
  const claimed = await tx.$executeRaw`${plannedOnce}
    INSERT INTO idempotency_key AS known (organization_id, actor_key, method, path, key, body_hash)
    VALUES (${organizationId}::uuid, ${actorKey}, ${method}, ${path}, ${key}, ${bodyHash})
    ON CONFLICT (organization_id, actor_key, method, path, key) DO UPDATE
      SET body_hash = excluded.body_hash, created_at = now(), status = NULL, response = NULL
      WHERE known.created_at < now() - make_interval(days => ${KEPT_DAYS})`;
  return claimed === 1;
}

export async function findAnswer(tx: Db, place: Place): Promise<{ bodyHash: string; answer: Answer }> {
  const row = await tx.idempotencyKey.findUniqueOrThrow({
    where: { organizationId_actorKey_method_path_key: place },
    select: { bodyHash: true, response: true },
  });
  return { bodyHash: row.bodyHash, answer: row.response as Answer };
}

export async function keepAnswer(tx: Db, place: Place, answer: Answer): Promise<void> {
  const { organizationId, actorKey, method, path, key } = place;
  await tx.$executeRaw`${plannedOnce}
    UPDATE idempotency_key SET status = ${answer.status}, response = ${JSON.stringify(answer)}::jsonb
    WHERE organization_id = ${organizationId}::uuid AND actor_key = ${actorKey} AND method = ${method} AND path = ${path} AND key = ${key}`;
}
