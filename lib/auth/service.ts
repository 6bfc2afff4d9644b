import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError, refused } from "@/lib/core/errors";
import { db, transaction } from "@/lib/server/db";
import { can, PERMISSIONS, type Permission } from "./rules";
import type { Me, MeChange } from "./schema";
import { findOrganizationsOf } from "./store/access";
import { costCenterCodes } from "./store/members";
import { findPersonOfMember, type Person, updatePerson } from "./store/people";

/** @throws forbidden when the actor's role or key does not hold the permission */
export function authorise(actor: Actor, permission: Permission): void {
  if (!can(actor, permission))
    throw new AppError("forbidden", `Your role (${actor.role}) does not allow ${permission}`);
}

/** Who is asking, what they may do, and the settings that every screen needs. */
export async function meOf(actor: Actor): Promise<Me> {
  const [person, limitedTo] = await Promise.all([personOf(actor), limitOf(actor)]);
  const { storePrompts: _, ...organization } = actor.organization;
  return {
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    email: person?.email ?? null,
    locale: person?.locale ?? null,
    role: actor.role,
    permissions: PERMISSIONS.filter((permission) => can(actor, permission)),
    limitedTo,
    organization,
    organizations: person ? await findOrganizationsOf(db(), person.id) : [],
  };
}

/** The person's own name and language. @throws forbidden for API keys: they are no person */
export async function changeMe(actor: Actor, change: MeChange): Promise<Me> {
  const person = await personOf(actor);
  if (!person) throw refused("forbidden", "NOT_A_PERSON", "An API key has no name or language of its own to change");
  const { name, locale } = change;
  await transaction((tx) => updatePerson(tx, person.id, { ...(name ? { name } : {}), ...(locale ? { locale } : {}) }));
  return meOf({ ...actor, name: name ?? actor.name });
}

async function personOf(actor: Actor): Promise<Person | null> {
  if (actor.kind !== "member" || actor.id === null) return null;
  return findPersonOfMember(db(), actor.organization.id, actor.id);
}

async function limitOf({ costCenterIds, organization }: Actor): Promise<string[] | null> {
  if (costCenterIds === "all") return null;
  const codes = await costCenterCodes(db(), organization.id, costCenterIds);
  return [...codes.values()].sort();
}
