import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeEach, expect, test } from "vitest";
import { POST as library, GET as session } from "@/app/api/auth/[...all]/route";
import { POST as accept } from "@/app/api/auth/accept-invitation/route";
import { POST as found } from "@/app/api/auth/sign-up/route";
import { GET as getMe, PATCH as patchMe } from "@/app/api/v1/me/route";
import { POST as switchTo } from "@/app/api/v1/sessions/organization/route";
import { makeResetToken } from "@/lib/auth/library";
import { closeDatabase, db } from "@/lib/server/db";
import { foundOrganization } from "./service";

// Whole requests, from the route to the database.

afterAll(closeDatabase);
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const ORIGIN = "http://localhost:3000";
const NO_PARAMS = { params: Promise.resolve({}) };
let made = 0;
const anEmail = () => {
  made += 1;
  return `founder-${process.pid}-${made}@example.test`;
};

function ask(path: string, body: unknown, { cookie = "", origin = ORIGIN, method = "POST" } = {}): Request {
  const headers = new Headers({ "content-type": "application/json", host: "localhost:3000" });
  if (origin) headers.set("origin", origin);
  if (cookie) headers.set("cookie", cookie);
  return new Request(`${ORIGIN}${path}`, {
    method,
    headers,
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
const call = (path: string, body: unknown, sent: object = {}) =>
  library(ask(`/api/auth/${path}`, body, sent), { params: Promise.resolve({ all: path.split("/") }) });
const me = (cookie: string) => getMe(ask("/api/v1/me", null, { cookie, method: "GET" }), NO_PARAMS);

const organization = { name: "Studio North", currency: "EUR", timeZone: "Europe/Berlin", locale: "en" as const };
const PASSWORD = "a long sentence";

async function aPerson(email = anEmail()) {
  const owner = { name: "Ada", email, password: PASSWORD };
  const founded = await foundOrganization({ ...organization, owner });
  return { email, id: founded.organization.id, slug: founded.organization.slug };
}

async function signedIn(email: string, password = PASSWORD): Promise<string> {
  const response = await call("sign-in/email", { email, password });
  expect(response.status).toBe(200);
  return cookieOf(response);
}

test("SIGN_UP=first: the first person founds, also when many try at once; then it is closed", async () => {
  expect(await db().organization.count()).toBe(0);
  const tries = Array.from({ length: 4 }, () =>
    found(ask("/api/auth/sign-up", { organization, owner: { name: "Ada", email: anEmail(), password: PASSWORD } })),
  );
  const answers = await Promise.all(tries);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
  const first = answers.find(({ status }) => status === 201);
  const answer = await me(first ? cookieOf(first) : "");
  expect(await answer.json()).toMatchObject({ role: "admin", organization: { slug: "studio-north", currency: "EUR" } });
  expect(await db().user.count()).toBe(1);
  const late = await found(
    ask("/api/auth/sign-up", { organization, owner: { name: "B", email: anEmail(), password: PASSWORD } }),
  );
  expect(await late.json()).toMatchObject({ status: 403, errors: [{ code: "SIGN_UP_CLOSED" }] });
});

test("a founded organization has its four unassigned rows, starter lists, prices and one audit entry", async () => {
  const { id } = await aPerson();
  const where = { organizationId: id };
  for (const count of [
    db().costCenter.count({ where: { ...where, unassigned: true } }),
    db().campaign.count({ where: { ...where, unassigned: true } }),
    db().market.count({ where: { ...where, unassigned: true } }),
    db().channel.count({ where: { ...where, unassigned: true } }),
  ])
    expect(await count).toBe(1);
  expect(await db().wallet.count({ where })).toBeGreaterThan(0);
  expect(await db().price.count({ where })).toBeGreaterThan(0);
  expect(await db().creditFunction.count({ where })).toBeGreaterThan(0);
  const entries = await db().auditEntry.findMany({ where });
  expect(entries.map(({ action }) => action)).toEqual(["organization.founded"]);
  const { hashKey } = await db().organization.findUniqueOrThrow({ where: { id } });
  expect(hashKey).toHaveLength(32);
});

test("two organizations of one name get two slugs, and an address has one account", async () => {
  const first = await aPerson();
  const second = await aPerson();
  expect(second.slug).not.toBe(first.slug);
  await expect(aPerson(first.email)).rejects.toMatchObject({ errors: [{ code: "HAS_ACCOUNT" }] });
});

test("sign in, look, sign out: the old cookie opens nothing any more", async () => {
  const { email } = await aPerson();
  const cookie = await signedIn(email.toUpperCase());
  expect((await me(cookie)).status).toBe(200);
  const who = await session(ask("/api/auth/get-session", null, { cookie, method: "GET" }), {
    params: Promise.resolve({ all: ["get-session"] }),
  });
  const answer = await who.text();
  expect(JSON.parse(answer)).toMatchObject({ user: { email } });
  expect(answer).not.toContain("token");
  expect((await call("sign-out", {}, { cookie })).status).toBe(200);
  const after = await me(cookie);
  expect(after.status).toBe(401);
  expect(after.headers.get("content-type")).toBe("application/problem+json");
});

test("a write with a cookie needs this site's Origin", async () => {
  const { email } = await aPerson();
  const cookie = await signedIn(email);
  const write = (origin: string) =>
    patchMe(ask("/api/v1/me", { name: "Eve" }, { cookie, origin, method: "PATCH" }), NO_PARAMS);
  expect((await write("https://evil.example")).status).toBe(403);
  expect((await write("")).status).toBe(403);
  expect((await write("null")).status).toBe(403);
  expect((await write(ORIGIN)).status).toBe(200);
  expect((await call("sign-out", {}, { cookie, origin: "https://evil.example" })).status).toBe(403);
  expect((await call("sign-in/email", { email, password: PASSWORD }, { origin: "https://evil.example" })).status).toBe(
    403,
  );
  expect(await (await me(cookie)).json()).toMatchObject({ name: "Eve" });
});

test("five wrong passwords a minute, then 429 with Retry-After, also for the right one", async () => {
  const { email } = await aPerson();
  for (let count = 0; count < 5; count += 1) {
    const wrong = await call("sign-in/email", { email, password: "not the password" });
    expect(await wrong.json()).toMatchObject({ status: 401, errors: [{ code: "WRONG_PASSWORD" }] });
  }
  const limited = await call("sign-in/email", { email, password: PASSWORD });
  expect(limited.status).toBe(429);
  expect(limited.headers.get("content-type")).toBe("application/problem+json");
  const seconds = Number(limited.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  const { email: other } = await aPerson();
  for (let count = 0; count < 8; count += 1) await signedIn(other);
});

test("an unknown address gets the same answer as a wrong password", async () => {
  const answer = await call("sign-in/email", { email: anEmail(), password: "not the password" });
  expect(await answer.json()).toMatchObject({ status: 401, errors: [{ code: "WRONG_PASSWORD" }] });
});

test("only the needed paths of the library are open, and bodies are checked", async () => {
  for (const path of ["sign-up/email", "update-user", "delete-user", "sign-in/social", "revoke-sessions", "__proto__"])
    expect((await call(path, {})).status).toBe(404);
  expect((await call("sign-in/email", { email: "x", password: "" })).status).toBe(422);
  expect((await call("sign-in/email", { email: "a@b.example", password: "x", admin: true })).status).toBe(422);
  const noJson = new Request(`${ORIGIN}/api/auth/sign-out`, { method: "POST", body: "x" });
  expect((await library(noJson, { params: Promise.resolve({ all: ["sign-out"] }) })).status).toBe(415);
});

test("a link for a new password works once and ends all sessions", async () => {
  const { email } = await aPerson();
  const cookie = await signedIn(email);
  const user = await db().user.findUniqueOrThrow({ where: { email } });
  const { token } = await makeResetToken(user.id);
  const stored = await db().verification.findMany();
  expect(JSON.stringify(stored)).not.toContain(token);
  expect((await call("reset-password", { token, newPassword: "short" })).status).toBe(422);
  expect((await call("reset-password", { token, newPassword: "another long sentence" })).status).toBe(200);
  expect((await me(cookie)).status).toBe(401);
  const again = await call("reset-password", { token, newPassword: "a third long sentence" });
  expect(await again.json()).toMatchObject({ errors: [{ code: "LINK_GONE" }] });
  await signedIn(email, "another long sentence");
});

test("changing the password keeps this session and ends the others", async () => {
  const { email } = await aPerson();
  const here = await signedIn(email);
  const elsewhere = await signedIn(email);
  const wrong = await call(
    "change-password",
    { currentPassword: "wrong", newPassword: "another long sentence" },
    { cookie: here },
  );
  expect(await wrong.json()).toMatchObject({ status: 422, errors: [{ code: "WRONG_CURRENT_PASSWORD" }] });
  const changed = await call(
    "change-password",
    { currentPassword: PASSWORD, newPassword: "another long sentence" },
    { cookie: here },
  );
  expect(changed.status).toBe(200);
  expect((await me(cookieOf(changed) || here)).status).toBe(200);
  expect((await me(elsewhere)).status).toBe(401);
});

test("without mail, asking for a reset says whom to ask", async () => {
  const answer = await call("request-password-reset", { email: anEmail() });
  expect(await answer.json()).toMatchObject({ status: 409, errors: [{ code: "NO_MAIL" }] });
});

test("a session speaks for one organization and can be switched to another of the person's", async () => {
  const mine = await aPerson();
  const user = await db().user.findUniqueOrThrow({ where: { email: mine.email } });
  const other = await foundOrganization({ ...organization, name: "Second", owner: { personId: user.id } });
  const stranger = await aPerson();
  const cookie = await signedIn(mine.email);
  expect(await (await me(cookie)).json()).toMatchObject({ organization: { id: mine.id } });
  const go = (organizationId: string) => switchTo(ask("/api/v1/sessions/organization", { organizationId }, { cookie }));
  expect((await go(stranger.id)).status).toBe(404);
  expect((await go(other.organization.id)).status).toBe(200);
  expect(await (await me(cookie)).json()).toMatchObject({ organization: { id: other.organization.id } });
});

// ── Commands ──

const run = promisify(execFile);
const command = (file: string, ...args: string[]) =>
  run(process.execPath, ["--import", "tsx", "--conditions=react-server", file, ...args], { env: process.env });

test("commands print one line of JSON and nothing else; errors are one line without a stack", async () => {
  const email = anEmail();
  const base = ["create", "--name", "By Command", "--currency", "EUR", "--time-zone", "Europe/Berlin"];
  const { stdout } = await command("scripts/organization.ts", ...base, "--owner-email", email);
  expect(stdout.endsWith("\n")).toBe(true);
  const created = JSON.parse(stdout);
  expect(Object.keys(created)).toEqual(["id", "slug", "invitationUrl"]);

  const key = JSON.parse(
    (
      await command(
        "scripts/api-key.ts",
        "create",
        "--organization",
        created.slug,
        "--name",
        "CI",
        "--role",
        "controller",
      )
    ).stdout,
  );
  expect(Object.keys(key)).toEqual(["id", "key", "role", "scopes"]);
  const withKey = new Request(`${ORIGIN}/api/v1/me`, { headers: { authorization: `Bearer ${key.key}` } });
  expect(await (await getMe(withKey, NO_PARAMS)).json()).toMatchObject({ kind: "api_key", role: "controller" });

  const token = new URL(created.invitationUrl).pathname.split("/").at(-1);
  const joined = await accept(ask("/api/auth/accept-invitation", { token, name: "Owner", password: PASSWORD }));
  expect(joined.status).toBe(200);
  expect(await (await me(cookieOf(joined))).json()).toMatchObject({ role: "admin", organization: { id: created.id } });

  const wrong = command("scripts/organization.ts", "create", "--name", "X", "--currency", "EURO");
  await expect(wrong).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^--currency: [^\n]*\n$/),
  });
  const unknown = command(
    "scripts/api-key.ts",
    "create",
    "--organization",
    "nobody",
    "--name",
    "CI",
    "--role",
    "viewer",
  );
  await expect(unknown).rejects.toMatchObject({ code: 1, stdout: "", stderr: 'There is no organization "nobody"\n' });
}, 60_000);

test("deleting an organization needs its typed name and leaves no row of it, also past append-only tables", async () => {
  const kept = await aPerson();
  const erased = await aPerson();
  const organizationId = erased.id;
  // A merge is a reference within a table; the audit log refuses DELETE.
  const markets = await db().market.findMany({ where: { organizationId, unassigned: false }, take: 2 });
  const [from, into] = markets.map(({ id }) => id);
  await db().market.update({
    where: { organizationId_id: { organizationId, id: from ?? "" } },
    data: { mergedIntoId: into ?? "", effectiveId: into ?? "" },
  });
  await expect(db().auditEntry.deleteMany({ where: { organizationId } })).rejects.toThrow();
  await expect(command("scripts/organization.ts", "delete", "--slug", erased.slug)).rejects.toMatchObject({ code: 1 });
  const { stdout } = await command(
    "scripts/organization.ts",
    "delete",
    "--slug",
    erased.slug,
    "--confirm",
    erased.slug,
  );
  expect(JSON.parse(stdout)).toEqual({ id: erased.id, slug: erased.slug });
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE column_name = 'organization_id' AND table_schema = current_schema()`;
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const sql = `SELECT count(*)::int AS rows FROM "${name}" WHERE organization_id = $1::uuid`;
    expect(await db().$queryRawUnsafe(sql, erased.id), name).toEqual([{ rows: 0 }]);
  }
  expect(await db().user.count({ where: { email: erased.email } })).toBe(0);
  expect(await db().user.count({ where: { email: kept.email } })).toBe(1);
}, 60_000);
