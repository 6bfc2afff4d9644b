import "server-only";
import type { Actor, AuthorKind } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import type { KeyAccess } from "../store/access";
import {
  findKeyByHash,
  findKeyById,
  findMemberActor,
  findMemberActorById,
  findOrganization,
  markKeyUsed,
} from "../store/access";
import { hashSecret, KEY_PREFIX } from "./secrets";

const USED_EVERY_MS = 60_000;

const refusedKey = (why: string) => new AppError("unauthenticated", `This API key ${why}`);

/** @throws unauthenticated when the key is unknown, revoked or past its end */
export async function actorOfKey(key: string, now: Date): Promise<Actor> {
  const found = key.startsWith(KEY_PREFIX) ? await findKeyByHash(db(), hashSecret(key)) : null;
  if (!found) throw refusedKey("is not known");
  if (found.revokedAt) throw refusedKey("was revoked");
  if (found.expiresAt && found.expiresAt <= now) throw refusedKey("has expired");
  await noteUse(found, now);
  return found.actor;
}

async function noteUse({ actor, lastUsedAt }: KeyAccess, now: Date): Promise<void> {
  if (actor.id === null || (lastUsedAt && now.getTime() - lastUsedAt.getTime() < USED_EVERY_MS)) return;
  await markKeyUsed(db(), actor.organization.id, actor.id);
}

/** Null when the person has no active membership any more. */
export function actorOfPerson(userId: string, organizationId: string | null): Promise<Actor | null> {
  return findMemberActor(db(), userId, organizationId);
}

/** The system itself: commands, the worker, the first rows of an organization. */
export function systemActor(organization: Actor["organization"]): Actor {
  return {
    kind: "system",
    id: null,
    name: "Pixelledger",
    role: "admin",
    scopes: null,
    costCenterIds: "all",
    organization,
  };
}

export async function systemActorOf(organizationId: string): Promise<Actor> {
  const organization = await findOrganization(db(), organizationId);
  if (!organization) throw new AppError("not_found", "There is no such organization");
  return systemActor(organization);
}

/** Later work for somebody runs with the rights that they have then. Null: they have none any more. */
export async function actorOfAuthor(
  organizationId: string,
  author: { kind: AuthorKind; id: string | null },
): Promise<Actor | null> {
  if (author.kind === "system" || author.id === null) return systemActorOf(organizationId);
  if (author.kind === "member") return findMemberActorById(db(), organizationId, author.id);
  const key = await findKeyById(db(), organizationId, author.id);
  return key && !key.revokedAt ? key.actor : null;
}
