import "server-only";
import type { Db } from "@/lib/server/db";

export type Person = { id: string; name: string; email: string; locale: "en" | "de" | null };
const PERSON = { id: true, name: true, email: true, locale: true } as const;

function toPerson(row: { id: string; name: string; email: string; locale: string | null }): Person {
  return { ...row, locale: row.locale === "de" || row.locale === "en" ? row.locale : null };
}

/** Addresses are kept in lower case. */
export async function findPersonByEmail(db: Db, email: string): Promise<Person | null> {
  const row = await db.user.findUnique({ where: { email }, select: PERSON });
  return row && toPerson(row);
}

export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const row = await db.user.findUnique({ where: { id }, select: PERSON });
  return row && toPerson(row);
}

export async function findPersonOfMember(db: Db, organizationId: string, memberId: string): Promise<Person | null> {
  const row = await db.member.findUnique({
    where: { organizationId_id: { organizationId, id: memberId } },
    select: { user: { select: PERSON } },
  });
  return row && toPerson(row.user);
}

/** The person with a password, as the auth library keeps them. */
export async function insertPerson(
  tx: Db,
  person: { email: string; name: string; locale: "en" | "de" | null; passwordHash: string },
): Promise<Person> {
  const { email, name, locale, passwordHash } = person;
  const row = await tx.user.create({ data: { email, name, locale, emailVerified: true }, select: PERSON });
  await tx.account.create({
    data: { userId: row.id, accountId: row.id, providerId: "credential", password: passwordHash },
    select: { id: true },
  });
  return toPerson(row);
}

export async function updatePerson(tx: Db, id: string, change: { name?: string; locale?: "en" | "de" }): Promise<void> {
  await tx.user.update({ where: { id }, data: change, select: { id: true } });
}

export async function countOtherMemberships(db: Db, userId: string, organizationId: string): Promise<number> {
  return db.member.count({ where: { userId, organizationId: { not: organizationId } } });
}
