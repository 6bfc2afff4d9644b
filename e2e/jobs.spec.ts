import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { Job } from "@/lib/jobs/schema";
import { type Api, aJob, aStudio, logJobs } from "./people";
import { exact, tile } from "./screens";
import { LOCALES, type Locale, type Words, wordsOf } from "./words";

/** The job that these tests type: 1.50 € for four pictures, two of them approved. */
const TYPED: Record<Locale, string> = { en: "1.5", de: "1,5" };
const SHOWN: Record<Locale, string> = { en: "€1.50", de: "1,50 €" };

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
/** A field of a managed list: type a part of a code or name. */
const codeField = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });

async function openForm(page: Page, t: Words): Promise<void> {
  await page.goto("/jobs/new");
  await expect(codeField(page, t("jobs.field.provider"))).toBeFocused();
}

async function typeJob(page: Page, t: Words, locale: Locale): Promise<void> {
  await codeField(page, t("jobs.field.provider")).fill("own-gpu");
  await codeField(page, t("jobs.field.motif")).fill("hero-01");
  await field(page, t("jobs.field.requested")).fill("4");
  await field(page, t("jobs.field.amount")).fill(TYPED[locale]);
  await page.getByRole("combobox", { name: t("jobs.field.unit"), exact: true }).selectOption("EUR");
  await field(page, t("jobs.field.approved")).fill("2");
}

const expectLogged = (page: Page, t: Words) =>
  expect(page.getByRole("alert").filter({ hasText: t("jobs.logged.title") })).toBeVisible();

const booked = async (api: Api) => (await api.get<{ data: Job[] }>("/api/v1/jobs")).data;

for (const locale of LOCALES) {
  const t = wordsOf(locale);

  test(`a logged job stands in the list and in the overview, ${locale}`, async ({ page }) => {
    const { api } = await aStudio(page, { locale });
    await openForm(page, t);
    await typeJob(page, t, locale);
    await page.keyboard.press("Control+Enter");
    await expectLogged(page, t);
    // The context stays for the next job, the results are gone, and the next word can be typed.
    await expect(codeField(page, t("jobs.field.motif"))).toHaveValue("hero-01");
    await expect(codeField(page, t("jobs.field.motif"))).toBeFocused();
    await expect(field(page, t("jobs.field.amount"))).toHaveValue("");
    expect(await booked(api)).toMatchObject([{ approved: 2, imagesDelivered: 4, entry: "form" }]);

    await page.goto("/jobs");
    const row = page.getByRole("row").filter({ hasText: "hero-01" });
    await expect(row).toContainText(SHOWN[locale]);
    await expect(row).toContainText(t("jobs.list.approvedOf", { approved: 2, delivered: 4 }));

    await page.goto("/");
    await expect(exact(tile(page, t, "spend"))).toHaveText(SHOWN[locale]);
  });

  test(`undo takes a job back right after logging, ${locale}`, async ({ page }) => {
    const { api } = await aStudio(page, { locale });
    await openForm(page, t);
    await typeJob(page, t, locale);
    await page.getByRole("button", { name: t("jobs.form.logNext") }).click();
    await page.getByRole("button", { name: t("jobs.logged.undo"), exact: true }).click();
    await expect(page.getByText(t("jobs.logged.undone"))).toBeVisible();
    expect(await booked(api)).toEqual([]);
    // What was typed is back, to be mended.
    await expect(field(page, t("jobs.field.amount"))).toHaveValue(TYPED[locale]);
  });
}

const t = wordsOf("en");

test("a lost answer keeps the form, also through a reload, and trying again books one job", async ({ page }) => {
  const { api } = await aStudio(page);
  await openForm(page, t);
  await typeJob(page, t, "en");
  await page.route(
    "**/api/v1/jobs",
    async (route) => {
      await route.fetch({ maxRetries: 2 });
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: t("jobs.form.logNext") }).click();
  await expect(page.getByText(t("jobs.form.offlineTitle"))).toBeVisible();
  await expect(field(page, t("jobs.field.amount"))).toHaveValue("1.5");
  expect(await booked(api)).toHaveLength(1);

  await page.reload();
  await expect(field(page, t("jobs.field.amount"))).toHaveValue("1.5");
  await page.getByRole("button", { name: t("jobs.form.tryAgain") }).click();
  await expectLogged(page, t);
  expect(await booked(api)).toHaveLength(1);
});

test("an expired session is renewed in place, and the draft stays", async ({ page, context }) => {
  const { admin, api } = await aStudio(page);
  await openForm(page, t);
  await typeJob(page, t, "en");
  await context.clearCookies();
  await page.getByRole("button", { name: t("jobs.form.logNext") }).click();
  // The sign-in opens above the form, which stays as it is.
  await expect(page.getByText(t("jobs.form.signedOutTitle"))).toBeVisible();
  const dialog = page.getByRole("dialog", { name: t("shell.line.title") });
  await dialog.getByLabel(t("account.field.password"), { exact: true }).fill(admin.password);
  await dialog.getByRole("button", { name: t("account.signIn.submit"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(t("jobs.form.signedOutTitle"))).toBeHidden();
  await expect(field(page, t("jobs.field.amount"))).toHaveValue("1.5");
  await expect(codeField(page, t("jobs.field.motif"))).toHaveValue("hero-01");
  await page.getByRole("button", { name: t("jobs.form.logNext") }).click();
  await expectLogged(page, t);
  expect(await booked(api)).toHaveLength(1);
});

test("a double click books one job", async ({ page }) => {
  const { api } = await aStudio(page);
  await openForm(page, t);
  await typeJob(page, t, "en");
  await page.getByRole("button", { name: t("jobs.form.logNext") }).dblclick();
  await expectLogged(page, t);
  expect(await booked(api)).toHaveLength(1);
});

test("Enter walks through the fields and logs from the last one", async ({ page }) => {
  const { api } = await aStudio(page);
  await openForm(page, t);
  await typeJob(page, t, "en");
  await field(page, t("jobs.field.requested")).press("Enter");
  await expect(field(page, t("jobs.field.delivered"))).toBeFocused();
  expect(await booked(api)).toEqual([]);
  await page.getByLabel(t("jobs.field.when"), { exact: true }).press("Enter");
  await expectLogged(page, t);
  expect(await booked(api)).toHaveLength(1);
});

test("an unknown code names what was probably meant, one click away", async ({ page }) => {
  const { api } = await aStudio(page);
  await api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring collection" });
  await openForm(page, t);
  await codeField(page, t("jobs.field.campaign")).fill("SPRNIG26");
  await codeField(page, t("jobs.field.campaign")).press("Tab");
  await page.getByRole("button", { name: t("jobs.form.useInstead", { code: "SPRING26" }) }).click();
  await expect(codeField(page, t("jobs.field.campaign"))).toHaveValue("SPRING26");
});

test("pictures are decided by count in the list", async ({ page }) => {
  const { api } = await aStudio(page);
  await logJobs(api, [aJob({ motif: "hero-01" })]);
  await page.goto("/jobs");
  await page.getByRole("button", { name: t("jobs.quick.open", { summary: "0 of 4 approved" }) }).click();
  await page.getByRole("textbox", { name: t("jobs.quick.approved"), exact: true }).fill("2");
  await page.getByRole("textbox", { name: t("jobs.quick.approved_with_changes") }).fill("1");
  await page.getByRole("textbox", { name: t("jobs.quick.rejected") }).fill("1");
  await page.getByRole("textbox", { name: t("jobs.quick.rejected") }).press("Enter");
  await expect(page.getByRole("button", { name: t("jobs.quick.open", { summary: "3 of 4 approved" }) })).toBeVisible();
  await expect
    .poll(async () => (await booked(api))[0])
    .toMatchObject({ approved: 3, approvedWithChanges: 1, rejected: 1 });
});

test("jobs are chosen by key, assigned as previewed and back, and all their pictures are decided", async ({ page }) => {
  const { api } = await aStudio(page);
  await api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring" });
  await logJobs(
    api,
    [3, 2, 1].map((hours) => aJob({ occurredAt: new Date(Date.now() - hours * 3_600_000).toISOString() })),
  );
  await page.goto("/jobs");
  const boxes = page.getByRole("table").getByRole("checkbox");
  await boxes.nth(1).press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("region", { name: t("jobs.select.bar") });
  await expect(bar).toContainText(t("jobs.select.some", { count: 2 }));
  await bar.getByRole("button", { name: t("jobs.select.matching", { count: 3 }) }).click();
  await bar.getByRole("button", { name: t("jobs.select.mend"), exact: true }).click();

  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: t("jobs.field.campaign"), exact: true }).fill("SPRING26");
  await dialog.getByRole("textbox", { name: t("jobs.correction.reason") }).fill("Logged without a campaign");
  await dialog.getByRole("button", { name: t("jobs.mend.look"), exact: true }).click();
  await expect(dialog.getByRole("row").filter({ hasText: "Spring" })).toContainText("€4.50");
  await dialog.getByRole("button", { name: t("jobs.mend.apply", { count: 3 }) }).click();
  const campaigns = async () => (await booked(api)).map(({ campaign }) => campaign);
  const notice = page.getByRole("alert").filter({ hasText: t("jobs.mend.done", { count: 3 }) });
  await expect(notice).toBeVisible();
  expect(await campaigns()).toEqual(["SPRING26", "SPRING26", "SPRING26"]);
  await notice.getByRole("button", { name: t("jobs.mend.undo"), exact: true }).click();
  await expect.poll(campaigns).toEqual(["unassigned", "unassigned", "unassigned"]);

  const rejected = async () => (await booked(api)).map((job) => job.rejected);
  await boxes.nth(1).press("Space");
  await bar.getByRole("button", { name: t("jobs.select.matching", { count: 3 }) }).click();
  await bar.getByRole("button", { name: t("jobs.select.decide"), exact: true }).click();
  await dialog.getByRole("combobox", { name: t("jobs.many.decision") }).selectOption("rejected");
  await dialog.getByRole("button", { name: t("jobs.many.confirm", { count: 12 }) }).click();
  const stored = page.getByRole("alert").filter({ hasText: t("jobs.many.done", { count: 12 }) });
  await expect(stored).toBeVisible();
  expect(await rejected()).toEqual([4, 4, 4]);
  await expect(bar).toBeHidden();
  await stored.getByRole("button", { name: t("jobs.many.undo"), exact: true }).click();
  await expect.poll(rejected).toEqual([0, 0, 0]);
});

test("a correction and a void stay visible on the job's page", async ({ page }) => {
  const { api } = await aStudio(page);
  const [id] = await logJobs(api, [aJob()]);
  await page.goto(`/jobs/${id}`);

  const picture = page.getByRole("listitem", { name: t("jobs.page.picture", { number: 1 }) });
  await picture.getByRole("button", { name: t("jobs.decision.approved"), exact: true }).click();
  await expect(picture.getByText(t("jobs.pictureState.approved"), { exact: true })).toBeVisible();

  await page.getByRole("button", { name: t("jobs.page.correct"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: t("jobs.correction.title") });
  await drawer.getByRole("textbox", { name: t("jobs.correction.cost") }).fill("2");
  await drawer.getByRole("textbox", { name: t("jobs.correction.reason") }).fill("The invoice says 2");
  await drawer.getByRole("button", { name: t("jobs.correction.save") }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: t("jobs.page.reversal") })).toContainText("-€1.50");
  await expect(page.getByRole("region", { name: t("jobs.page.history") })).toContainText("The invoice says 2");

  await page.getByRole("button", { name: t("jobs.page.void"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: t("jobs.void.title") });
  await dialog.getByRole("textbox", { name: t("jobs.void.reason") }).fill("Logged twice");
  await dialog.getByRole("button", { name: t("jobs.void.confirm") }).click();
  await expect(page.getByText(t("jobs.page.voidedReason", { reason: "Logged twice" }))).toBeVisible();
});

for (const { width, scheme } of [
  { width: 1440, scheme: "light" },
  { width: 390, scheme: "dark" },
] as const)
  test(`form, list and page of a job fit ${width} px, ${scheme}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const { api } = await aStudio(page);
    const tried = { status: "failed" as const, cost: { amount: "24", unit: "CREDITS" } };
    const [id] = await logJobs(api, [
      aJob({ motif: "hero-01", reviewed: { approved: 1, rejected: 1 }, attempts: [tried] }),
    ]);
    const pages = [
      { path: "/jobs/new", ready: page.getByRole("button", { name: t("jobs.form.logNext") }) },
      { path: "/jobs", ready: page.getByText("hero-01").locator("visible=true") },
      { path: `/jobs/${id}`, ready: page.getByRole("heading", { name: t("jobs.page.attempts") }) },
    ];
    for (const { path, ready } of pages) {
      await page.goto(path);
      await expect(ready).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id: rule, nodes }) => [path, rule, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} fits ${width} px`).toBeLessThanOrEqual(0);
    }
  });
