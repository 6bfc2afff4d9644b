import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError, refused } from "@/lib/core/errors";
import { type Db, db } from "@/lib/server/db";
import { hashOfPassword, type Visitor } from "../library";
import { findMemberActor, setActiveOrganization } from "../store/access";
import { findPerson, findPersonByEmail, insertPerson, type Person } from "../store/people";

export type NewPerson = { email: string; name: string; password: string; locale: "en" | "de" | null };

/** Slow by design (scrypt), so it runs before the transaction that stores it. */
export async function prepared({
  password,
  ...person
}: NewPerson): Promise<Omit<NewPerson, "password"> & { passwordHash: string }> {
  return { ...person, passwordHash: await hashOfPassword(password) };
}

/** @throws conflict when there is an account with this address */
export async function addPerson(tx: Db, person: Awaited<ReturnType<typeof prepared>>): Promise<Person> {
  if (await findPersonByEmail(tx, person.email))
    throw refused("conflict", "HAS_ACCOUNT", "There is an account with this address: sign in first", "email");
  return insertPerson(tx, person);
}

export function personById(id: string): Promise<Person | null> {
  return findPerson(db(), id);
}

export function personByEmail(email: string): Promise<Person | null> {
  return findPersonByEmail(db(), email);
}

/** From the next request on, this session speaks for the other organization. */
export async function switchOrganization(visitor: Visitor | null, organizationId: string): Promise<Actor> {
  if (!visitor) throw new AppError("unauthenticated", "Sign in first");
  const actor = await findMemberActor(db(), visitor.userId, organizationId);
  if (actor?.organization.id !== organizationId)
    throw new AppError("not_found", "There is no such organization for you");
  await setActiveOrganization(db(), visitor.sessionId, organizationId);
  return actor;
}
