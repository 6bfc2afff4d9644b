import { expect, test } from "@playwright/test";
import { aJob, aMember, aStudio, logJobs } from "./people";
import { LOCALES, wordsOf } from "./words";

/** So many of a kind say what is usual for it; each has four pictures, two of them approved. */
const usual = () =>
  Array.from({ length: 31 }, () => aJob({ campaign: "SPRING26", reviewed: { approved: 2, rejected: 2 } }));

for (const locale of LOCALES)
  test(`a controller writes a rule, somebody logs a dear job: it fires on the open page, is acknowledged, recovers when it is corrected; a pilot becomes targets and rules (${locale})`, async ({
    page,
    browser,
  }) => {
    const t = wordsOf(locale);
    const studio = await aStudio(page, { locale });
    const { api } = studio;
    await api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring" });
    await logJobs(api, usual());
    const context = await browser.newContext({ locale: locale === "de" ? "de-DE" : "en-GB" });
    const { name: controller } = await aMember(studio, context, { role: "controller" });
    const theirs = await context.newPage();

    await test.step("a rule from a template", async () => {
      const events = theirs.waitForResponse((response) => response.url().endsWith("/api/v1/events"));
      await theirs.goto("/alerts/rules/new");
      await theirs.getByRole("link", { name: t("alerts.template.outlier.name") }).click();
      await theirs.getByRole("textbox", { name: t("alerts.editor.name") }).fill("Dear jobs");
      await theirs.getByRole("button", { name: t("alerts.editor.save"), exact: true }).click();
      await expect(theirs.getByRole("link", { name: "Dear jobs", exact: true })).toBeVisible();
      await theirs.getByRole("tab", { name: t("alerts.page.tab.now") }).click();
      await expect(theirs.getByRole("heading", { name: t("alerts.now.empty") })).toBeVisible();
      // Nobody reloads from here on: the worker tells the open page.
      expect((await events).status()).toBe(200);
    });

    const dear = aJob({ campaign: "SPRING26", cost: { amount: "12", unit: "EUR" } });
    const [job = ""] = await logJobs(api, [dear]);

    await test.step("it fires, and somebody takes care of it", async () => {
      const firing = theirs.getByRole("region", { name: t("alerts.now.firing") }).getByRole("listitem");
      await expect(firing).toContainText("Dear jobs");
      await expect(firing).toContainText(t("alerts.state.warning"));
      await firing.getByRole("button", { name: t("alerts.acknowledge.open") }).click();
      const form = theirs.getByRole("dialog", { name: t("alerts.acknowledge.title") });
      await form.getByRole("textbox", { name: t("alerts.acknowledge.note") }).fill("A typo");
      await form.getByRole("button", { name: t("alerts.acknowledge.open"), exact: true }).click();
      const taken = theirs.getByRole("region", { name: t("alerts.now.acknowledged"), exact: true });
      await expect(taken).toContainText(t("alerts.now.takenBy", { name: controller }));
    });

    await test.step("corrected, it recovers", async () => {
      const cost = { amount: "1.5", unit: "EUR" };
      await api.send("POST", `/api/v1/jobs/${job}/corrections`, { reason: "Typo", cost });
      await expect(theirs.getByRole("heading", { name: t("alerts.now.empty") })).toBeVisible();
      const recovered = theirs.getByRole("region", { name: t("alerts.now.recovered") }).getByRole("listitem");
      await expect(recovered).toHaveCount(1);
      await theirs.getByRole("tab", { name: t("alerts.page.tab.history") }).click();
      await expect(theirs.getByRole("tabpanel").getByRole("listitem")).toHaveCount(2);
    });

    await test.step("the campaign is the pilot of others", async () => {
      await theirs.goto("/alerts/calibrate?campaign=SPRING26");
      const approved = theirs.getByRole("group", { name: t("alerts.message.figure.approvalRate") });
      await expect(approved.getByRole("textbox", { name: t("alerts.calibrate.target") })).toHaveValue("50");
      await theirs.getByRole("checkbox", { name: t("alerts.calibrate.frozen") }).check();
      await theirs.getByRole("button", { name: t("alerts.calibrate.saveBoth", { targets: 4, rules: 4 }) }).click();
      await expect(theirs).toHaveURL(/\/targets$/);
      await expect(theirs.getByText(t("targets.frozen"), { exact: true })).toHaveCount(4);
    });
    await context.close();
  });
