import "server-only";
import type { Actor } from "@/lib/core/actor";
import type { Db } from "@/lib/server/db";
import { currentRequestId } from "@/lib/server/request-context";
import type { AuditSubject } from "./schema";
import { insertEntry } from "./store";

/**
 * One entry per request or import, not per row. Takes the caller's transaction: an action and its trace are saved
 * together or not at all. No prompts, no secrets in `summary`: the log is append-only.
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
