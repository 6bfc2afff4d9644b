import "server-only";
import { record } from "@/lib/audit/service";
import { systemActor } from "@/lib/auth/service/actors";
import { addInvitation } from "@/lib/auth/service/invitations";
import { join } from "@/lib/auth/service/members";
import { addPerson, prepared } from "@/lib/auth/service/people";
import type { Actor, OrganizationSettings } from "@/lib/core/actor";
import { refused } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { addStarterCreditFunctions } from "@/lib/credits/service";
import { addStarterLists } from "@/lib/dimensions/service";
import { addStarterPrices } from "@/lib/prices/service";
import { type Db, db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { cachedPictures, files, removeAll } from "@/lib/server/files";
import { freeSlug, maySignUp, slugOf } from "./rules";
import type { OrganizationInput, SignUpInput } from "./schema";
import {
  countFounded,
  findIdBySlug,
  insertOrganization,
  type Listed,
  listOrganizations,
  lockFounding,
  purgeOrganization,
  takenSlugs,
} from "./store";

type NewOwner = { email: string; name: string; password: string };
/** A new person, somebody who is signed in, or an invitation for whoever holds the address. */
export type Owner = NewOwner | { personId: string } | { invite: string };

export type Founded = {
  organization: OrganizationSettings;
  /** The first admin; null while the invitation is open. */
  actor: Actor | null;
  invitationUrl: string | null;
};

/** An organization with its first admin, starter lists, prices and credit functions: all of it or nothing. */
export async function foundOrganization(
  input: OrganizationInput & { demo?: boolean; owner: Owner },
  mayBegin: (tx: Db) => Promise<void> = async () => {},
): Promise<Founded> {
  const admin = await readied(input.owner, input.locale);
  return transaction(async (tx) => {
    await lockFounding(tx);
    await mayBegin(tx);
    const organization = await settingsOf(tx, input);
    await insertOrganization(tx, organization);
    const { actor, invitationUrl } = await firstAdmin(tx, organization, admin);
    const founder = actor ?? systemActor(organization);
    const { id, currency, timeZone, locale } = organization;
    await record(tx, founder, "organization.founded", { kind: "organization", id }, { currency, timeZone, locale });
    await addStarterLists(tx, founder);
    await addStarterPrices(tx, founder);
    await addStarterCreditFunctions(tx, founder);
    return { organization, actor, invitationUrl };
  });
}

async function settingsOf(tx: Db, input: OrganizationInput & { demo?: boolean }): Promise<OrganizationSettings> {
  return {
    id: newId(),
    slug: await slugFor(tx, input),
    name: input.name,
    currency: input.currency,
    timeZone: input.timeZone,
    locale: input.locale,
    weekStart: input.weekStart ?? 1,
    fiscalYearStart: 1,
    storePrompts: true,
    demo: input.demo ?? false,
  };
}

/** A slug that somebody chose must be free; one made from the name finds a free neighbour. */
async function slugFor(tx: Db, { slug, name }: OrganizationInput): Promise<string> {
  const wanted = slug ?? slugOf(name);
  const taken = await takenSlugs(tx, wanted);
  if (slug && taken.has(slug))
    throw refused("conflict", "SLUG_TAKEN", `There is an organization "${slug}" already`, "slug");
  return freeSlug(wanted, taken);
}

type Admin = { invite: string } | { personId: string } | { newcomer: Awaited<ReturnType<typeof prepared>> };

/** A password is hashed before the transaction, because that is slow by design. */
async function readied(owner: Owner, locale: "en" | "de"): Promise<Admin> {
  return "password" in owner ? { newcomer: await prepared({ ...owner, locale }) } : owner;
}

async function firstAdmin(
  tx: Db,
  organization: OrganizationSettings,
  admin: Admin,
): Promise<{ actor: Actor | null; invitationUrl: string | null }> {
  if ("invite" in admin) {
    const invitation = { email: admin.invite, role: "admin", costCenters: null } as const;
    const { url } = await addInvitation(tx, systemActor(organization), invitation);
    return { actor: null, invitationUrl: url };
  }
  const userId = "personId" in admin ? admin.personId : (await addPerson(tx, admin.newcomer)).id;
  const actor = await join(tx, organization.id, { userId, role: "admin", limited: false, costCenterIds: [] });
  return { actor, invitationUrl: null };
}

/** May a visitor found an organization here now? */
export async function signUpIsOpen(at: Db = db()): Promise<boolean> {
  return maySignUp(env.SIGN_UP, await countFounded(at));
}

/**
 * @param signedIn id of the person whose session asks, if any: they found with the account they have
 * @throws forbidden when sign-up is closed, also when somebody else was first a moment ago
 */
export async function signUp(signedIn: string | null, { organization, owner }: SignUpInput): Promise<Founded> {
  const founder = signedIn ? { personId: signedIn } : owner;
  if (!founder) throw refused("invalid_input", "NEEDED", "Say who you are: name, e-mail and password", "owner");
  return foundOrganization({ ...organization, owner: founder }, async (tx) => {
    if (!(await signUpIsOpen(tx)))
      throw refused("forbidden", "SIGN_UP_CLOSED", "New organizations cannot be founded here; ask for an invitation");
  });
}

/** For `npm run organization`, which has the rights of the machine's owner. */
export function organizations(): Promise<Listed[]> {
  return listOrganizations(db());
}

export async function organizationIdOf(slug: string): Promise<string> {
  const id = await findIdBySlug(db(), slug);
  if (!id) throw refused("not_found", "UNKNOWN_SLUG", `There is no organization "${slug}"`, "slug");
  return id;
}

/** Erases an organization with everything that was booked in it. The one way past the append-only tables. */
export async function deleteOrganization(slug: string): Promise<{ id: string; slug: string }> {
  const id = await organizationIdOf(slug);
  await transaction((tx) => purgeOrganization(tx, id));
  // After its rows: whoever still asks finds no picture rather than a missing file. A stop in between leaves files that
  // nobody points to, and the nightly sweep takes them.
  await removeAll(files(), `${id}/`);
  await removeAll(cachedPictures(), `${id}/`);
  return { id, slug };
}
