import "server-only";
import { record } from "@/lib/audit/service";
import type { Actor } from "@/lib/core/actor";
import { AppError, refused } from "@/lib/core/errors";
import { type Db, db, transaction } from "@/lib/server/db";
import { mailIsSet } from "@/lib/server/mail";
import { HANDED_RESET, makeResetToken, resetUrl } from "../library";
import type { IdInput, Member, MemberChange, PasswordLink, PeoplePageQuery } from "../schema/people";
import { authorise } from "../service";
import { findMemberActorById } from "../store/access";
import {
  type Access,
  countAdmins,
  findStoredMember,
  getMember,
  insertMember,
  listMembers,
  lockOrganization,
  type StoredMember,
  updateMember,
} from "../store/members";
import { countOtherMemberships, findPersonOfMember } from "../store/people";
import { accessOf } from "./limits";
import { mailPasswordLink } from "./mails";
import { toPage } from "./pages";

const noMember = () => new AppError("not_found", "There is no such member");

export async function membersOf(actor: Actor, query: PeoplePageQuery) {
  authorise(actor, "members:manage");
  return toPage(await listMembers(db(), actor.organization.id, query), query.limit);
}

/** Role, limit, deactivated or back. Nothing of what the person booked changes. */
export async function changeMember(actor: Actor, { id, ...change }: MemberChange): Promise<Member> {
  authorise(actor, "members:manage");
  const organizationId = actor.organization.id;
  return transaction(async (tx) => {
    // Before the first look: two admins who demote each other wait for one another here.
    await lockOrganization(tx, organizationId);
    const before = await findStoredMember(tx, organizationId, id);
    if (!before) throw noMember();
    const after = await changed(tx, organizationId, before, change);
    await updateMember(tx, organizationId, id, after);
    if ((await countAdmins(tx, organizationId)) === 0)
      throw refused("conflict", "LAST_ADMIN", "The last active admin stays: make somebody else admin first", "role");
    await record(tx, actor, actionOf(before, after), { kind: "member", id }, summaryOf(before, after));
    return found(await getMember(tx, organizationId, id));
  });
}

async function changed(
  tx: Db,
  organizationId: string,
  before: StoredMember,
  { role = before.role, costCenters, active = before.active }: Omit<MemberChange, "id">,
): Promise<Access & { active: boolean }> {
  // A promotion to admin lifts the limit, unless one is asked for: that is refused.
  const kept: Access =
    role === "admin"
      ? { role, limited: false, costCenterIds: [] }
      : { role, limited: before.limited, costCenterIds: before.costCenterIds };
  const access = costCenters === undefined ? kept : await accessOf(tx, organizationId, { role, costCenters });
  return { ...access, active };
}

function actionOf(before: StoredMember, after: { active: boolean }): string {
  if (before.active === after.active) return "member.changed";
  return after.active ? "member.reactivated" : "member.deactivated";
}

/** Ids and roles only: names can be erased, the log cannot. */
function summaryOf(before: StoredMember, after: Access): Record<string, unknown> {
  const limit = ({ limited, costCenterIds }: Access) => (limited ? costCenterIds : null);
  return {
    ...(before.role === after.role ? {} : { role: { from: before.role, to: after.role } }),
    ...(JSON.stringify(limit(before)) === JSON.stringify(limit(after))
      ? {}
      : { costCenterIds: { from: limit(before), to: limit(after) } }),
  };
}

function found<T>(value: T | null): T {
  if (value === null) throw noMember();
  return value;
}

/** Makes the person a member, inside the caller's transaction, and returns them as actor. */
export async function join(
  tx: Db,
  organizationId: string,
  { userId, ...access }: Access & { userId: string },
): Promise<Actor> {
  const id = await insertMember(tx, organizationId, { userId, ...access });
  return found(await findMemberActorById(tx, organizationId, id));
}

/**
 * A way back in for a member who forgot the password: by mail, or as a link for the admin to hand over.
 * @throws conflict when the link would also open another organization to this admin
 */
export async function passwordLinkFor(actor: Actor, { id }: IdInput): Promise<PasswordLink> {
  authorise(actor, "members:manage");
  const organizationId = actor.organization.id;
  const person = found(await findPersonOfMember(db(), organizationId, id));
  const byMail = mailIsSet();
  if (!byMail && (await countOtherMemberships(db(), person.id, organizationId)) > 0) {
    const why = "This person also belongs to another organization, so the link may only travel by mail (SMTP_URL)";
    throw refused("conflict", "BELONGS_ELSEWHERE", why);
  }
  const { token, expiresAt } = await makeResetToken(person.id);
  await transaction((tx) => record(tx, actor, "member.password_link", { kind: "member", id }, { byMail }));
  const url = resetUrl(token);
  if (!byMail) return { url, sent: false, expiresAt: expiresAt.toISOString() };
  const locale = person.locale ?? actor.organization.locale;
  const sent = await mailPasswordLink({ ...person, locale }, { url, hours: HANDED_RESET.hours });
  if (!sent) throw new AppError("unavailable", "The mail server did not take the mail; try again later", undefined, 60);
  return { url: null, sent, expiresAt: expiresAt.toISOString() };
}
