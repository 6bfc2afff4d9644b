import { expect, test } from "@playwright/test";
import { aPerson, apiOf, PASSWORD } from "./people";
import { exact, expectFigures, goTo, tile } from "./screens";
import { LOCALES, type Locale, wordsOf } from "./words";

/** A person writes amounts as their language does. */
const TYPED: Record<Locale, { fee: string; included: string; credits: string; rate: string }> = {
  en: { fee: "30.00", included: "20,000", credits: "24.5", rate: "0.92" },
  de: { fee: "30,00", included: "20.000", credits: "24,5", rate: "0,92" },
};

// 30 € for 20,000 credits = 0.0015 € per credit; 24.5 credits × 0.0015 = 0.03675 €.
// 0.03675 / 4 images = 0.0091875; 0.03675 / 2 approved = 0.018375.
const SHOWN: Record<Locale, { cost: string; perImage: string; perApproved: string }> = {
  en: { cost: "€0.0368", perImage: "€0.00919", perApproved: "€0.0184" },
  de: { cost: "0,0368 €", perImage: "0,00919 €", perApproved: "0,0184 €" },
};

for (const locale of LOCALES)
  test(`first day, ${locale}: four steps, from an empty organization to what an approved picture cost`, async ({
    page,
  }) => {
    const t = wordsOf(locale);
    const person = aPerson();
    const stepsDone = (done: number) =>
      expect(page.getByText(t("prices.firstSteps.progress", { done, all: 4 }), { exact: true })).toBeVisible();

    await test.step("sign up", async () => {
      await page.goto("/sign-up");
      if (locale === "de") {
        await page.getByRole("button", { name: wordsOf("en")("shell.language") }).click();
        await page.getByRole("menuitem", { name: "Deutsch" }).click();
      }
      await expect(page.getByRole("heading", { level: 1, name: t("account.signUp.title") })).toBeVisible();
      await page.getByLabel(t("account.signUp.name")).fill("Studio Nord");
      await page.getByLabel(t("account.field.name"), { exact: true }).fill(person.name);
      await page.getByLabel(t("account.field.email")).fill(person.email);
      await page.getByLabel(t("account.field.password"), { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: t("account.signUp.submit") }).click();
      await expect(page.getByRole("heading", { level: 1, name: t("overview.welcomeTitle") })).toBeVisible();
      await stepsDone(0);
    });

    await test.step("what do you pay for how many credits?", async () => {
      await page.getByRole("button", { name: t("prices.firstSteps.planStart") }).click();
      await page.getByRole("combobox", { name: t("prices.field.wallet") }).fill("leonardo-api");
      await page.getByRole("option", { name: /^leonardo-api/ }).click();
      await page.getByLabel(t("prices.plan.fee")).fill(TYPED[locale].fee);
      await page.getByLabel(t("prices.plan.included")).fill(TYPED[locale].included);
      const made = page.getByRole("status").filter({ hasText: t("prices.plan.makes") });
      await expect(made).toContainText(locale === "de" ? "0,0015 €" : "€0.0015");
      await page.getByRole("button", { name: t("common.save") }).click();
      await expect(page.getByText(t("prices.firstSteps.planMore"))).toBeVisible();
    });

    await test.step("the exchange rate", async () => {
      await page.getByRole("button", { name: t("prices.firstSteps.rateStart") }).click();
      await page.getByLabel(t("prices.rate.value", { one: "USD", in: "EUR" })).fill(TYPED[locale].rate);
      await page.getByRole("button", { name: t("common.save") }).click();
      await expect(page.getByText(t("prices.firstSteps.rateDone"))).toBeVisible();
      await stepsDone(2);
    });

    await test.step("log a job", async () => {
      const main = page.getByRole("main");
      await main.getByRole("link", { name: t("prices.firstSteps.log"), exact: true }).click();
      const field = (name: "provider" | "requested" | "amount") =>
        page.getByRole("textbox", { name: t(`jobs.field.${name}`), exact: true });
      await page
        .getByRole("combobox", { name: t("jobs.field.provider") })
        .or(field("provider"))
        .fill("leonardo");
      await field("requested").fill("4");
      await field("amount").fill(TYPED[locale].credits);
      const estimate = page.getByRole("complementary").or(page.getByRole("region", { name: t("jobs.estimate.title") }));
      await expect(exact(estimate)).toHaveAttribute("value", "0.03675");
      await page.getByRole("button", { name: t("jobs.form.logNext") }).click();
      await expect(page.getByText(t("jobs.logged.title"), { exact: true })).toBeVisible();
    });

    await test.step("the last step: decide", async () => {
      await goTo(page, t, "overview");
      await expect(tile(page, t, "costPerApprovedImage")).toContainText(
        t("kpi.reason.NO_APPROVAL_YET", { waiting: 4 }),
      );
      await stepsDone(3);
      await page.getByRole("link", { name: t("prices.firstSteps.decide"), exact: true }).click();
      await expect(page.getByText(t("review.allStored"), { exact: true })).toBeVisible();
      for (const count of [1, 2]) {
        await page.keyboard.press("a");
        await expect(page.getByText(t("review.decidedHere", { count }), { exact: true })).toBeVisible();
      }
      await expect(page.getByText(t("review.allStored"), { exact: true })).toBeVisible();
    });

    await test.step("it is in the list of jobs", async () => {
      await goTo(page, t, "jobs");
      const row = page.getByRole("row").filter({ hasText: "Leonardo.Ai" });
      await expect(row).toHaveCount(1);
      await expect(exact(row)).toHaveAttribute("value", "0.03675");
      await expect(row).toContainText(t("jobs.list.approvedOf", { approved: 2, delivered: 4 }));
    });

    await test.step("it is in the figures, to the last digit", async () => {
      await goTo(page, t, "overview");
      const { cost, perImage, perApproved } = SHOWN[locale];
      await expectFigures(page, t, {
        spend: { exact: "0.03675", shown: cost },
        costPerImage: { exact: "0.0091875", shown: perImage },
        costPerApprovedImage: { exact: "0.018375", shown: perApproved },
      });
      await expect(page.getByRole("heading", { name: t("prices.firstSteps.title") })).toHaveCount(0);
      await expect(tile(page, t, "credits")).toContainText(TYPED[locale].credits);
      await expect(tile(page, t, "costPerVariation")).toContainText(t("kpi.reason.NO_VARIATION"));
    });

    const { organization } = await apiOf(page.request).get<{ organization: { locale: string; timeZone: string } }>(
      "/api/v1/me",
    );
    expect(organization).toMatchObject({ locale, currency: "EUR", timeZone: "Europe/Berlin" });
  });
