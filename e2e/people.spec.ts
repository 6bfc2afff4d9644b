import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  type Api,
  aJob,
  aMember,
  aPerson,
  apiOf,
  aStudio,
  ask,
  logJobs,
  ORIGIN,
  PASSWORD,
  type Person,
} from "./people";
import { exact, tile } from "./screens";
import { wordsOf } from "./words";

const t = wordsOf("en");

async function signIn(page: Page, { email }: Person, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(t("account.field.email")).fill(email);
  await page.getByLabel(t("account.field.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("account.signIn.submit") }).click();
}

const isIn = (page: Page, { name }: Person) =>
  expect(page.getByRole("button", { name: t("shell.person", { name }) })).toBeVisible();

/** What an admin is shown once: a link to hand over. */
async function linkIn(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: title });
  const { pathname, search } = new URL((await dialog.getByText(/^https?:\/\//).textContent()) ?? "");
  return pathname + search;
}

const memberId = async (api: Api, { email }: Person): Promise<string> => {
  const { data } = await api.get<{ data: { id: string; email: string }[] }>("/api/v1/members");
  return data.find((member) => member.email === email)?.id ?? "";
};

/** A browser of somebody else. */
async function anotherBrowser(context: BrowserContext): Promise<Page> {
  const browser = context.browser();
  if (!browser) throw new Error("There is no browser");
  const other = await browser.newContext({ baseURL: ORIGIN, locale: "en-GB", timezoneId: "Europe/Berlin" });
  return other.newPage();
}

test("an invitation is made, its link is handed over and leads in; it works once", async ({ page, context }) => {
  const { organization } = await aStudio(page);
  const person = aPerson("Jo Sander");
  await page.goto("/settings/members");
  await page.getByRole("button", { name: t("settings.members.invite") }).click();
  const form = page.getByRole("dialog", { name: t("settings.members.inviteTitle") });
  await form.getByLabel(t("settings.members.inviteEmail")).fill(person.email);
  await form.getByRole("combobox", { name: t("settings.members.role") }).click();
  await page.getByRole("option", { name: t("shell.role.viewer"), exact: true }).click();
  await form.getByRole("button", { name: t("settings.members.inviteSubmit") }).click();
  const link = await linkIn(page, t("settings.members.invited", { email: person.email }));

  const theirs = await anotherBrowser(context);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: t("account.invitation.title", { organization }) })).toBeVisible();
  await theirs.getByLabel(t("account.field.name"), { exact: true }).fill(person.name);
  await theirs.getByLabel(t("account.field.password"), { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: t("account.invitation.submit"), exact: true }).click();
  await isIn(theirs, person);
  await expect(theirs.getByRole("link", { name: t("shell.logJob") })).toHaveCount(0);

  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: t("account.invitation.goneTitle") })).toBeVisible();
  await theirs.context().close();
});

test("a new role takes effect at once: what it hides, and what the server refuses", async ({ page, context }) => {
  const studio = await aStudio(page);
  const theirs = await anotherBrowser(context);
  const person = await aMember(studio, theirs.context(), { role: "controller" });
  await theirs.goto("/jobs");
  await expect(theirs.getByRole("link", { name: t("shell.logJob"), exact: true }).first()).toBeVisible();

  await page.goto("/settings/members");
  await page.getByRole("button", { name: t("settings.actions", { name: person.name }) }).click();
  await page.getByRole("menuitem", { name: t("settings.members.change") }).click();
  const form = page.getByRole("dialog", { name: t("settings.members.changeTitle", { name: person.name }) });
  await form.getByRole("combobox", { name: t("settings.members.role") }).click();
  await page.getByRole("option", { name: t("shell.role.viewer"), exact: true }).click();
  await form.getByRole("button", { name: t("settings.members.save") }).click();
  await expect(page.getByRole("row").filter({ hasText: person.email })).toContainText(t("shell.role.viewer"));

  await theirs.reload();
  await expect(theirs.getByRole("heading", { level: 1, name: t("jobs.title") })).toBeVisible();
  await expect(theirs.getByRole("link", { name: t("shell.logJob"), exact: true })).toHaveCount(0);
  const refused = await ask(theirs.request, "/api/v1/jobs", { method: "POST", data: aJob() });
  expect(refused.status()).toBe(403);
  await theirs.context().close();
});

test("signing out ends access, also for a copied cookie; signing in leads back to the page", async ({ page }) => {
  const { admin } = await aStudio(page);
  await page.goto("/");
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: t("shell.person", { name: admin.name }) }).click();
  await page.getByRole("menuitem", { name: t("shell.signOut") }).click();
  await expect(page.getByRole("heading", { name: t("account.signIn.title") })).toBeVisible();

  await page.context().addCookies(cookies);
  expect((await ask(page.request, "/api/v1/me")).status()).toBe(401);
  await page.goto("/campaigns");
  await expect(page.getByText(t("account.signIn.expired"))).toBeVisible();
  await page.getByLabel(t("account.field.email")).fill(admin.email);
  await page.getByLabel(t("account.field.password"), { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: t("account.signIn.submit") }).click();
  await expect(page).toHaveURL(/\/campaigns$/);
  await isIn(page, admin);
});

test("a deactivated member is out at once", async ({ page, context }) => {
  const studio = await aStudio(page);
  const theirs = await anotherBrowser(context);
  const person = await aMember(studio, theirs.context(), { role: "logger" });
  await theirs.goto("/");
  await isIn(theirs, person);
  const id = await memberId(studio.api, person);
  await studio.api.send("PATCH", `/api/v1/members/${id}`, { active: false });
  expect((await ask(theirs.request, "/api/v1/me")).status()).toBe(401);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: t("account.signIn.title") })).toBeVisible();
  await theirs.context().close();
});

test("a wrong password is said in words and keeps the address; the right one leads in", async ({ page }) => {
  const { admin } = await aStudio(page);
  await page.context().clearCookies();
  await signIn(page, admin, "not my password");
  await expect(page.getByRole("alert").filter({ hasText: t("account.problem.WRONG_PASSWORD") })).toBeVisible();
  await expect(page.getByLabel(t("account.field.email"))).toHaveValue(admin.email);
  await page.getByLabel(t("account.field.password"), { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: t("account.signIn.submit") }).click();
  await isIn(page, admin);
});

test("a forgotten password: the admin makes a link, the old password and the old session end", async ({
  page,
  context,
}) => {
  const studio = await aStudio(page);
  const theirs = await anotherBrowser(context);
  const person = await aMember(studio, theirs.context(), { role: "logger" });
  await theirs.goto("/forgot-password");
  await expect(theirs.getByText(t("account.forgot.noMail"))).toBeVisible();

  await page.goto("/settings/members");
  await page.getByRole("button", { name: t("settings.actions", { name: person.name }) }).click();
  await page.getByRole("menuitem", { name: t("settings.members.passwordLink") }).click();
  const link = await linkIn(page, t("settings.members.passwordTitle"));

  await theirs.goto(link);
  await theirs.getByLabel(t("account.field.newPassword")).fill("another four pixels");
  await theirs.getByRole("button", { name: t("account.reset.submit") }).click();
  await expect(theirs.getByText(t("account.signIn.changed"))).toBeVisible();
  expect((await ask(theirs.request, "/api/v1/me")).status()).toBe(401);
  await signIn(theirs, person);
  await expect(theirs.getByRole("alert").filter({ hasText: t("account.problem.WRONG_PASSWORD") })).toBeVisible();
  await signIn(theirs, person, "another four pixels");
  await isIn(theirs, person);

  await theirs.goto(link);
  await theirs.getByLabel(t("account.field.newPassword")).fill("a third password");
  await theirs.getByRole("button", { name: t("account.reset.submit") }).click();
  await expect(theirs.getByText(t("account.problem.LINK_GONE"))).toBeVisible();
  await theirs.context().close();
});

test("a member limited to a cost centre sees only its jobs and figures, and the page says so", async ({
  page,
  context,
}) => {
  const studio = await aStudio(page);
  for (const code of ["BRAND", "RETAIL"]) {
    await studio.api.send("POST", "/api/v1/cost-centers", { code, name: code });
    await studio.api.send("POST", "/api/v1/campaigns", { code: `${code}-26`, name: code, costCenter: code });
  }
  const [own = "", others = ""] = await logJobs(studio.api, [
    aJob({ campaign: "BRAND-26", cost: { amount: "1.5", unit: "EUR" } }),
    aJob({ campaign: "RETAIL-26", cost: { amount: "40", unit: "EUR" } }),
  ]);
  const theirs = await anotherBrowser(context);
  await aMember(studio, theirs.context(), { role: "logger", costCenters: ["BRAND"] });

  await theirs.goto("/");
  await expect(exact(tile(theirs, t, "spend"))).toHaveAttribute("value", "1.5");
  await expect(theirs.getByText(t("overview.limitedTo", { costCenters: "BRAND" }))).toBeVisible();
  await expect(theirs.getByText("RETAIL")).toHaveCount(0);
  await theirs.goto("/jobs");
  await expect(theirs.getByText(t("jobs.list.shown", { count: 1 }))).toBeVisible();
  await theirs.goto(`/jobs/${others}`);
  await expect(theirs.getByText(t("jobs.page.notFound"))).toBeVisible();
  const api = apiOf(theirs.request);
  await api.get(`/api/v1/jobs/${own}`);
  expect((await ask(theirs.request, `/api/v1/jobs/${others}`)).status()).toBe(404);

  // The admin's figures are of everything.
  await page.goto("/");
  await expect(exact(tile(page, t, "spend"))).toHaveAttribute("value", "41.5");
  await theirs.context().close();
});
