import { afterAll, expect, test } from "vitest";
import type { Actor } from "@/lib/core/actor";
import { newId } from "@/lib/core/id";
import { closeDatabase, db } from "@/lib/server/db";
import { aMember, anOrganization } from "@/lib/testing/make";
import { apiKeyInput, invitationInput } from "./schema/people";
import { meOf } from "./service";
import { actorOfAuthor, actorOfKey } from "./service/actors";
import { createApiKey, revokeApiKey } from "./service/api-keys";
import { acceptInvitation, invite, openInvitation, revokeInvitation } from "./service/invitations";
import { changeMember, membersOf, passwordLinkFor } from "./service/members";

afterAll(closeDatabase);

let made = 0;
const anEmail = () => {
  made += 1;
  return `invited-${process.pid}-${made}@example.test`;
};
const idOf = (actor: Actor) => actor.id ?? "";
const tokenOf = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";
const newcomer = (url: string) => ({ token: tokenOf(url), name: "Kim", password: "a long sentence" });
const anInvitation = (over: object = {}) => invitationInput.parse({ email: anEmail(), role: "logger", ...over });
const aKey = (over: object = {}) => apiKeyInput.parse({ name: "Import", role: "logger", ...over });

async function aCostCenter(actor: Actor, code: string): Promise<string> {
  const id = newId();
  const row = { organizationId: actor.organization.id, id, code, name: code, effectiveId: id };
  await db().costCenter.create({ data: row });
  return id;
}

async function auditOf(actor: Actor) {
  const where = { organizationId: actor.organization.id };
  return db().auditEntry.findMany({ where, orderBy: { id: "asc" } });
}

// ── Members ──

test("the last active admin can neither be demoted nor deactivated", async () => {
  const admin = await anOrganization();
  const lastAdmin = { code: "conflict", errors: [{ code: "LAST_ADMIN" }] };
  await expect(changeMember(admin, { id: idOf(admin), role: "viewer" })).rejects.toMatchObject(lastAdmin);
  await expect(changeMember(admin, { id: idOf(admin), active: false })).rejects.toMatchObject(lastAdmin);
  expect(await auditOf(admin)).toHaveLength(0);
});

test("two admins who demote each other at once: one of them stays", async () => {
  for (let round = 0; round < 5; round += 1) {
    const first = await anOrganization();
    const second = await aMember(first, "admin");
    const outcomes = await Promise.allSettled([
      changeMember(first, { id: idOf(second), role: "viewer" }),
      changeMember(second, { id: idOf(first), role: "viewer" }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const where = { organizationId: first.organization.id, role: "admin", deactivatedAt: null };
    expect(await db().member.count({ where })).toBe(1);
  }
});

test("a change of role and limit is kept, audited, and names no person", async () => {
  const admin = await anOrganization();
  await aCostCenter(admin, "BRAND-A");
  const member = await aMember(admin, "viewer");
  const changed = await changeMember(admin, { id: idOf(member), role: "controller", costCenters: ["brand-a"] });
  expect(changed).toMatchObject({ role: "controller", costCenters: ["BRAND-A"], active: true });
  const [entry] = await auditOf(admin);
  expect(entry).toMatchObject({ action: "member.changed", subjectId: member.id, authorId: admin.id });
  expect(entry?.summary).toMatchObject({ role: { from: "viewer", to: "controller" } });
  expect(JSON.stringify(entry)).not.toContain(member.name);
});

test("an unknown cost centre is refused with what may have been meant; an admin has no limit", async () => {
  const admin = await anOrganization();
  await aCostCenter(admin, "BRAND-A");
  const member = await aMember(admin, "viewer");
  const unknown = {
    code: "invalid_input",
    errors: [{ path: "costCenters.0", code: "UNKNOWN_CODE", near: ["BRAND-A"] }],
  };
  await expect(changeMember(admin, { id: idOf(member), costCenters: ["BRAND-B"] })).rejects.toMatchObject(unknown);
  await expect(
    changeMember(admin, { id: idOf(member), role: "admin", costCenters: ["BRAND-A"] }),
  ).rejects.toMatchObject({
    errors: [{ code: "ADMIN_UNLIMITED" }],
  });
});

test("another organization's member is not found, and a controller may not manage members", async () => {
  const [here, there] = [await anOrganization(), await anOrganization()];
  await expect(changeMember(here, { id: idOf(there), role: "viewer" })).rejects.toMatchObject({ code: "not_found" });
  await expect(passwordLinkFor(here, { id: idOf(there) })).rejects.toMatchObject({ code: "not_found" });
  const controller = await aMember(here, "controller");
  await expect(membersOf(controller, { limit: 50 })).rejects.toMatchObject({ code: "forbidden" });
});

test("members come in pages, each once", async () => {
  const admin = await anOrganization();
  for (let count = 0; count < 4; count += 1) await aMember(admin, "viewer");
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await membersOf(admin, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test("a merged cost centre counts as the one it was merged into, and figures say the limit", async () => {
  const admin = await anOrganization();
  const target = await aCostCenter(admin, "NEW");
  const merged = await aCostCenter(admin, "OLD");
  await aCostCenter(admin, "OTHER");
  await db().costCenter.update({
    where: { organizationId_id: { organizationId: admin.organization.id, id: merged } },
    data: { mergedIntoId: target, effectiveId: target },
  });
  const member = await aMember(admin, "viewer", { costCenterIds: [target] });
  const actor = await actorOfAuthor(admin.organization.id, { kind: "member", id: member.id });
  expect(new Set(actor?.costCenterIds)).toEqual(new Set([target, merged]));
  expect(actor && (await meOf(actor)).limitedTo).toEqual(["NEW", "OLD"]);
});

test("a deactivated member is nobody any more, and somebody again when reactivated", async () => {
  const admin = await anOrganization();
  const member = await aMember(admin, "logger");
  const look = () => actorOfAuthor(admin.organization.id, { kind: "member", id: member.id });
  await changeMember(admin, { id: idOf(member), active: false });
  expect(await look()).toBeNull();
  await changeMember(admin, { id: idOf(member), active: true });
  expect(await look()).toMatchObject({ role: "logger" });
  expect((await auditOf(admin)).map(({ action }) => action)).toEqual(["member.deactivated", "member.reactivated"]);
});

test("without mail an admin gets a link for a new password, but not for somebody of another organization too", async () => {
  const [here, there] = [await anOrganization(), await anOrganization()];
  const member = await aMember(here, "viewer");
  expect(await passwordLinkFor(here, { id: idOf(member) })).toMatchObject({ sent: false, url: expect.any(String) });
  const row = await db().member.findFirstOrThrow({ where: { id: idOf(member) } });
  await db().member.create({ data: { organizationId: there.organization.id, userId: row.userId, role: "admin" } });
  await expect(passwordLinkFor(here, { id: idOf(member) })).rejects.toMatchObject({
    code: "conflict",
    errors: [{ code: "BELONGS_ELSEWHERE" }],
  });
});

// ── Invitations ──

test("an invitation makes one member, also when its link is used many times at once", async () => {
  const admin = await anOrganization();
  const { url, sent } = await invite(admin, anInvitation({ role: "reviewer" }));
  expect(sent).toBe(false);
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => acceptInvitation(null, newcomer(url))));
  const joined = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.actor] : []));
  expect(joined).toMatchObject([{ role: "reviewer", name: "Kim", organization: { id: admin.organization.id } }]);
  expect(await db().member.count({ where: { organizationId: admin.organization.id } })).toBe(2);
  const actions = (await auditOf(admin)).map(({ action, authorId }) => [action, authorId]);
  expect(actions).toEqual([
    ["invitation.created", admin.id],
    ["invitation.accepted", joined[0]?.id],
  ]);
});

const gone = { code: "not_found", errors: [{ code: "INVITATION_GONE" }] };

test("an expired, a revoked and a replaced invitation lead nowhere", async () => {
  const admin = await anOrganization();
  const expired = await invite(admin, anInvitation());
  await db().invitation.updateMany({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(openInvitation(tokenOf(expired.url))).rejects.toMatchObject(gone);
  await expect(acceptInvitation(null, newcomer(expired.url))).rejects.toMatchObject(gone);

  const revoked = await invite(admin, anInvitation());
  await revokeInvitation(admin, { id: revoked.id });
  await expect(acceptInvitation(null, newcomer(revoked.url))).rejects.toMatchObject(gone);
  await expect(revokeInvitation(admin, { id: revoked.id })).rejects.toMatchObject({ code: "conflict" });

  const input = anInvitation();
  const replaced = await invite(admin, input);
  const newest = await invite(admin, input);
  await expect(openInvitation(tokenOf(replaced.url))).rejects.toMatchObject(gone);
  expect(await openInvitation(tokenOf(newest.url))).toMatchObject({ email: input.email, hasAccount: false });
  await expect(openInvitation("no-such-token-no-such-token")).rejects.toMatchObject(gone);
});

test("another organization's invitation is not found", async () => {
  const [here, there] = [await anOrganization(), await anOrganization()];
  const { id } = await invite(there, anInvitation());
  await expect(revokeInvitation(here, { id })).rejects.toMatchObject({ code: "not_found" });
});

test("a person with an account accepts signed in, and only their own invitation", async () => {
  const [here, there] = [await anOrganization(), await anOrganization()];
  const person = await db().user.findFirstOrThrow({ where: { members: { some: { id: idOf(there) } } } });
  const { url } = await invite(here, anInvitation({ email: person.email, role: "viewer" }));
  expect((await openInvitation(tokenOf(url))).hasAccount).toBe(true);
  await expect(acceptInvitation(null, newcomer(url))).rejects.toMatchObject({ errors: [{ code: "HAS_ACCOUNT" }] });
  const other = await db().user.findFirstOrThrow({ where: { members: { some: { id: idOf(here) } } } });
  const asOther = acceptInvitation(other.id, { token: tokenOf(url) });
  await expect(asOther).rejects.toMatchObject({ errors: [{ code: "OTHER_PERSON" }] });
  const { actor, signIn } = await acceptInvitation(person.id, { token: tokenOf(url) });
  expect(actor).toMatchObject({ role: "viewer", organization: { id: here.organization.id } });
  expect(signIn).toBeNull();
  await expect(invite(here, anInvitation({ email: person.email }))).rejects.toMatchObject({
    errors: [{ code: "ALREADY_MEMBER" }],
  });
});

// ── API keys ──

test("a key speaks with its role and scopes; only its hash is kept", async () => {
  const admin = await anOrganization();
  const { id, key, prefix } = await createApiKey(admin, aKey({ scopes: ["jobs:log"] }));
  expect(key.startsWith(`${prefix}_`)).toBe(true);
  expect(await actorOfKey(key, new Date())).toMatchObject({
    kind: "api_key",
    id,
    role: "logger",
    scopes: ["jobs:log"],
    costCenterIds: "all",
    organization: { id: admin.organization.id },
  });
  const row = await db().apiKey.findFirstOrThrow({ where: { id } });
  expect(JSON.stringify([row, await auditOf(admin)])).not.toContain(key.slice(prefix.length + 1));
});

test("an expired, a revoked, a mistyped and an unknown key are refused", async () => {
  const admin = await anOrganization();
  const soon = new Date(Date.now() + 60_000).toISOString();
  const expiring = await createApiKey(admin, aKey({ expiresAt: soon }));
  const refused = { code: "unauthenticated" };
  await expect(actorOfKey(expiring.key, new Date(Date.now() + 60_001))).rejects.toMatchObject(refused);
  expect(await actorOfKey(expiring.key, new Date())).toMatchObject({ id: expiring.id });

  const revoked = await createApiKey(admin, aKey());
  await revokeApiKey(admin, { id: revoked.id });
  await expect(actorOfKey(revoked.key, new Date())).rejects.toMatchObject(refused);
  await expect(actorOfKey(`${expiring.key}x`, new Date())).rejects.toMatchObject(refused);
  await expect(actorOfKey("pxl_nothing", new Date())).rejects.toMatchObject(refused);
  await expect(createApiKey(admin, aKey({ expiresAt: "2020-01-01T00:00:00Z" }))).rejects.toMatchObject({
    errors: [{ code: "IN_THE_PAST" }],
  });
});

test("a scope that the role does not hold is refused, naming what may have been meant", async () => {
  const admin = await anOrganization();
  await expect(createApiKey(admin, aKey({ scopes: ["jobs:logs"] }))).rejects.toMatchObject({
    errors: [{ path: "scopes.0", code: "UNKNOWN_SCOPE", near: ["jobs:log"] }],
  });
  await expect(createApiKey(admin, aKey({ scopes: ["prices:write"] }))).rejects.toMatchObject({
    errors: [{ code: "UNKNOWN_SCOPE" }],
  });
});

test("last used is written at most once a minute", async () => {
  const admin = await anOrganization();
  const { id, key } = await createApiKey(admin, aKey());
  const lastUsed = async () => (await db().apiKey.findFirstOrThrow({ where: { id } })).lastUsedAt?.getTime();
  expect(await lastUsed()).toBeUndefined();
  await actorOfKey(key, new Date());
  const first = await lastUsed();
  expect(first).toBeDefined();
  await actorOfKey(key, new Date());
  await actorOfKey(key, new Date(Date.now() + 61_000));
  expect(await lastUsed()).toBe(first);
});

test("another organization's key is not found", async () => {
  const [here, there] = [await anOrganization(), await anOrganization()];
  const { id } = await createApiKey(there, aKey());
  await expect(revokeApiKey(here, { id })).rejects.toMatchObject({ code: "not_found" });
});
