import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/core/actor";
import { canonicalJson } from "@/lib/core/canonical";
import { AppError, invalid } from "@/lib/core/errors";
import { transaction } from "@/lib/server/db";
import { claim, findAnswer, keepAnswer } from "./store";

type Answer = { status: number; body: unknown; headers: Record<string, string> };
type Asked = { key: string; method: string; path: string; body: unknown; secret: readonly string[] };

/**
 * Runs a write at most once per (organization, actor, method, path, key). The key is claimed in the transaction of the
 * write: racing requests wait for the first and then get its answer; if it fails, nothing is claimed.
 * @throws conflict when the key was used for another body
 */
export async function answerOnce(actor: Actor, asked: Asked, work: () => Promise<Answer>): Promise<Answer> {
  if (!/^[\x21-\x7e]{1,200}$/.test(asked.key))
    throw invalid("Idempotency-Key", "INVALID_KEY", "Use 1 to 200 visible ASCII characters as Idempotency-Key");
  const place = {
    organizationId: actor.organization.id,
    actorKey: `${actor.kind}:${actor.id ?? ""}`,
    method: asked.method,
    path: asked.path,
    key: asked.key,
  };
  const bodyHash = createHash("sha256").update(canonicalJson(asked.body)).digest("hex");
  return transaction(async (tx) => {
    if (!(await claim(tx, place, bodyHash))) {
      const before = await findAnswer(tx, place);
      if (before.bodyHash !== bodyHash)
        throw new AppError("conflict", "This Idempotency-Key was used with another body");
      return { ...before.answer, headers: { ...before.answer.headers, "idempotent-replayed": "true" } };
    }
    const answer = await work();
    await keepAnswer(tx, place, withoutSecrets(answer, asked.secret));
    return answer;
  });
}

function withoutSecrets(answer: Answer, secret: readonly string[]): Answer {
  if (secret.length === 0 || typeof answer.body !== "object" || answer.body === null) return answer;
  const shown = Object.entries(answer.body).filter(([name]) => !secret.includes(name));
  return { ...answer, body: Object.fromEntries(shown) };
}
