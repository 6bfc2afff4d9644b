import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { authorOf } from "@/lib/core/actor";
import { AppError, invalid, refused } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { hashOfPassword } from "../library";
import type {
  AcceptInput,
  CreatedInvitation,
  IdInput,
  Invitation,
  InvitationInput,
  OpenInvitation,
  PeoplePageQuery,
} from "../schema/people";
import { authorise } from "../service";
import {
  findOpenByHash,
  insertInvitation,
  invitationExists,
  listInvitations,
  markAccepted,
  revokeOpen,
  type StoredInvitation,
} from "../store/invitations";
import { findMembership } from "../store/members";
import { findPerson, findPersonByEmail, insertPerson, type Person } from "../store/people";
import { accessOf } from "./limits";
import { mailInvitation } from "./mails";
import { join } from "./members";
import { toPage } from "./pages";
import { hashSecret, newSecret } from "./secrets";

const VALID_DAYS = 7;

const gone = () =>
  refused("not_found", "INVITATION_GONE", "This invitation was used, was withdrawn or has expired; ask for a new one");

export async function invitationsOf(actor: Actor, query: PeoplePageQuery) {
  authorise(actor, "members:manage");
  return toPage(await listInvitations(db(), actor.organization.id, query, new Date()), query.limit);
}

/** The link is shown to the one who invites and, where mail is set up, also sent. */
export async function invite(actor: Actor, input: InvitationInput): Promise<CreatedInvitation> {
  authorise(actor, "members:manage");
  const person = await findPersonByEmail(db(), input.email);
  if (person) await refuseMember(db(), actor.organization.id, person.id);
  const { invitation, url } = await transaction((tx) => addInvitation(tx, actor, input));
  const locale = person?.locale ?? actor.organization.locale;
  const text = { organization: actor.organization.name, url, days: VALID_DAYS };
  return { ...invitation, url, sent: await mailInvitation({ email: input.email, locale }, text) };
}

/** Inside the caller's transaction, also for the first admin of an organization that a command founds. */
export async function addInvitation(
  tx: Db,
  actor: Actor,
  { email, role, costCenters }: InvitationInput,
): Promise<{ invitation: Invitation; url: string }> {
  const organizationId = actor.organization.id;
  const access = await accessOf(tx, organizationId, { role, costCenters });
  const token = newSecret();
  // One open invitation per address: the newest link counts.
  await revokeOpen(tx, organizationId, { email });
  const invitation = await insertInvitation(tx, {
    organizationId,
    email,
    ...access,
    tokenHash: hashSecret(token),
    expiresAt: new Date(Date.now() + VALID_DAYS * 24 * 3_600_000),
    ...authorOf(actor),
  });
  const limit = access.limited ? access.costCenterIds : null;
  await record(
    tx,
    actor,
    "invitation.created",
    { kind: "invitation", id: invitation.id },
    { role, costCenterIds: limit },
  );
  return { invitation, url: new URL(`/invitation/${token}`, env.BASE_URL).href };
}

async function refuseMember(at: Db, organizationId: string, userId: string): Promise<void> {
  const membership = await findMembership(at, organizationId, userId);
  if (membership?.active) throw refused("conflict", "ALREADY_MEMBER", "This person is a member already", "email");
  if (membership)
    throw refused("conflict", "DEACTIVATED_MEMBER", "This person was a member: reactivate them instead", "email");
}

export async function revokeInvitation(actor: Actor, { id }: IdInput): Promise<null> {
  authorise(actor, "members:manage");
  const organizationId = actor.organization.id;
  await transaction(async (tx) => {
    if ((await revokeOpen(tx, organizationId, { id })) === 0) throw await notRevoked(tx, organizationId, id);
    await record(tx, actor, "invitation.revoked", { kind: "invitation", id });
  });
  return null;
}

async function notRevoked(tx: Db, organizationId: string, id: string): Promise<AppError> {
  if (!(await invitationExists(tx, organizationId, id)))
    return new AppError("not_found", "There is no such invitation");
  return refused("conflict", "NOT_OPEN", "This invitation was used or withdrawn before");
}

/** What the page behind the link shows. @throws not_found when it leads nowhere any more */
export async function openInvitation(token: string): Promise<OpenInvitation> {
  const invitation = await findOpenByHash(db(), hashSecret(token), new Date());
  if (!invitation) throw gone();
  const { email, role, organization } = invitation;
  const hasAccount = (await findPersonByEmail(db(), email)) !== null;
  return {
    email,
    role,
    organization: { name: organization.name, locale: organization.locale === "de" ? "de" : "en" },
    hasAccount,
  };
}

/**
 * Makes the holder of the link a member, once. A signed-in person must be the invited one; a new one chooses a
 * name and a password.
 * @param signedIn id of the person whose session asks, if any
 * @throws not_found when the link was used, also a moment ago by somebody else
 */
export async function acceptInvitation(
  signedIn: string | null,
  input: AcceptInput,
): Promise<{ actor: Actor; signIn: { email: string; password: string } | null }> {
  const now = new Date();
  const invitation = await findOpenByHash(db(), hashSecret(input.token), now);
  if (!invitation) throw gone();
  const newcomer = await newcomerOf(signedIn, invitation, input);
  const actor = await transaction(async (tx) => {
    if (!(await markAccepted(tx, invitation, now))) throw gone();
    const userId = newcomer.id ?? (await insertPerson(tx, newcomer)).id;
    await refuseMember(tx, invitation.organizationId, userId);
    const { role, limited, costCenterIds } = invitation;
    const joined = await join(tx, invitation.organizationId, { userId, role, limited, costCenterIds });
    await record(tx, joined, "invitation.accepted", { kind: "invitation", id: invitation.id }, { memberId: joined.id });
    return joined;
  });
  const signIn = newcomer.id === null ? { email: invitation.email, password: newcomer.password } : null;
  return { actor, signIn };
}

type Newcomer =
  | { id: string }
  | { id: null; email: string; name: string; locale: "en" | "de" | null; password: string; passwordHash: string };

async function newcomerOf(
  signedIn: string | null,
  invitation: StoredInvitation,
  input: AcceptInput,
): Promise<Newcomer> {
  if (signedIn !== null) return { id: (await invitedPerson(signedIn, invitation)).id };
  if (await findPersonByEmail(db(), invitation.email))
    throw refused(
      "conflict",
      "HAS_ACCOUNT",
      `There is an account for ${invitation.email}: sign in, then open the link again`,
    );
  if (!input.name) throw invalid("name", "NEEDED", "Write your name");
  if (!input.password) throw invalid("password", "NEEDED", "Choose a password");
  const { name, password, locale = null } = input;
  return { id: null, email: invitation.email, name, locale, password, passwordHash: await hashOfPassword(password) };
}

async function invitedPerson(signedIn: string, { email }: StoredInvitation): Promise<Person> {
  const person = await findPerson(db(), signedIn);
  if (person?.email !== email)
    throw refused("conflict", "OTHER_PERSON", `This invitation is for ${email}: sign out, then open the link again`);
  return person;
}
