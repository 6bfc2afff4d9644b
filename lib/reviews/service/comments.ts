import "server-only";
import { record } from "@/lib/audit/service";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import type { CommentInput, MotifComment } from "../schema";
import { insertComment, selectComments } from "../store/comments";
import { isMotifInScope } from "../store/queue";

async function refuseHidden(at: Db, actor: Actor, id: string): Promise<void> {
  const scope = actor.costCenterIds === "all" ? null : actor.costCenterIds;
  if (!(await isMotifInScope(at, actor.organization.id, id, scope)))
    throw new AppError("not_found", `There is no motif ${id}`);
}

/** What people said about a motif, oldest first. */
export async function commentsOn(actor: Actor, { id }: { id: string }): Promise<{ data: MotifComment[] }> {
  authorise(actor, "jobs:read");
  await refuseHidden(db(), actor, id);
  return { data: await selectComments(db(), actor.organization.id, id) };
}

/** Whoever works on pictures may say something about them. Comments stay: a mistake is put right by the next one. */
export async function comment(actor: Actor, { id, text }: CommentInput): Promise<{ data: MotifComment[] }> {
  authorise(actor, "jobs:log");
  return transaction(async (tx) => {
    await refuseHidden(tx, actor, id);
    await insertComment(tx, actor, id, text);
    await record(tx, actor, "motif.commented", { kind: "motif", id });
    return { data: await selectComments(tx, actor.organization.id, id) };
  });
}
