import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import { AppError, type InputError, invalid, refused } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { db, transaction } from "@/lib/server/db";
import { permissionsOf } from "../rules";
import type { ApiKeyInput, CreatedApiKey, IdInput, PeoplePageQuery } from "../schema/people";
import { authorise } from "../service";
import { insertApiKey, keyExists, listApiKeys, revokeKey } from "../store/api-keys";
import { accessOf } from "./limits";
import { toPage } from "./pages";
import { newApiKey } from "./secrets";

export async function apiKeysOf(actor: Actor, query: PeoplePageQuery) {
  authorise(actor, "api-keys:manage");
  return toPage(await listApiKeys(db(), actor.organization.id, query, new Date()), query.limit);
}

/** The key itself is in this answer and nowhere else. */
export async function createApiKey(actor: Actor, input: ApiKeyInput): Promise<CreatedApiKey> {
  authorise(actor, "api-keys:manage");
  const scopes = scopesOf(input);
  const expiresAt = endOf(input);
  const { key, prefix, hash } = newApiKey();
  const { name, role, costCenters } = input;
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    const access = await accessOf(tx, organizationId, { role, costCenters });
    const row = { organizationId, name, prefix, hash, scopes, expiresAt, ...access, ...authorOf(actor) };
    const made = await insertApiKey(tx, row);
    const limit = access.limited ? access.costCenterIds : null;
    const summary = { role, scopes: made.scopes, costCenterIds: limit, expiresAt: made.expiresAt };
    await record(tx, actor, "api_key.created", { kind: "api_key", id: made.id }, summary);
    return { ...made, key };
  });
}

/** Stored without repeats; a scope that the role does not hold would promise what it cannot keep. */
function scopesOf({ role, scopes }: ApiKeyInput): string[] {
  if (scopes === null) return [];
  const granted: readonly string[] = permissionsOf(role);
  const errors: InputError[] = scopes.flatMap((scope, index) => {
    if (granted.includes(scope)) return [];
    const near = nearMatches(scope, granted);
    const message = `The role ${role} holds no permission "${scope}"`;
    return [{ path: `scopes.${index}`, code: "UNKNOWN_SCOPE", message, ...(near.length ? { near } : {}) }];
  });
  if (errors.length > 0) throw new AppError("invalid_input", errors[0]?.message ?? "", errors);
  return [...new Set(scopes)];
}

function endOf({ expiresAt }: ApiKeyInput): Date | null {
  if (expiresAt === null) return null;
  const end = new Date(expiresAt);
  if (end <= new Date()) throw invalid("expiresAt", "IN_THE_PAST", "Choose a time in the future");
  return end;
}

export async function revokeApiKey(actor: Actor, { id }: IdInput): Promise<null> {
  authorise(actor, "api-keys:manage");
  const organizationId = actor.organization.id;
  await transaction(async (tx) => {
    if (!(await revokeKey(tx, organizationId, id))) {
      if (!(await keyExists(tx, organizationId, id))) throw new AppError("not_found", "There is no such API key");
      throw refused("conflict", "REVOKED_BEFORE", "This key was revoked before");
    }
    await record(tx, actor, "api_key.revoked", { kind: "api_key", id });
  });
  return null;
}
