import { expect, type Page, test } from "@playwright/test";
import { aJob, aMember, apiOf, aStudio, logJobs } from "./people";
import { exact, tile } from "./screens";
import { LOCALES, type Locale, wordsOf } from "./words";

const DAY_MS = 86_400_000;
const instantAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
/** As the organization counts its days. */
const berlin = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
const dayAgo = (days: number) => berlin.format(Date.now() - days * DAY_MS);

const SHOWN = {
  en: { typed: "0.4", target: "€0.40", before: "€0.60" },
  de: { typed: "0,4", target: "0,40 €", before: "0,60 €" },
} as const;

/** Half a euro per approved picture, 40 days ago and today; at most 0.60 € since before that. */
async function aCampaign(page: Page, locale: Locale) {
  const studio = await aStudio(page, { locale });
  await studio.api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring" });
  const job = aJob({ campaign: "SPRING26", reviewed: { approved: 3 } });
  await logJobs(studio.api, [{ ...job, occurredAt: instantAgo(40) }, job]);
  const target = { metric: "costPerApprovedImage", scope: "campaign", code: "SPRING26" };
  await studio.api.send("POST", "/api/v1/targets", { ...target, value: "0.6", firstDay: dayAgo(60) });
  return studio;
}

for (const locale of LOCALES)
  test(`a controller sets a target: overview and campaign hold the figure against it, earlier days against the one before (${locale})`, async ({
    page,
    browser,
  }) => {
    const t = wordsOf(locale);
    const { typed, target, before } = SHOWN[locale];
    const studio = await aCampaign(page, locale);
    const context = await browser.newContext({ locale: locale === "de" ? "de-DE" : "en-GB" });
    await aMember(studio, context, { role: "controller" });
    const theirs = await context.newPage();

    await test.step("the next value, from today on", async () => {
      await theirs.goto("/targets");
      const name = `${t("kpi.figure.costPerApprovedImage")}, Spring`;
      await theirs.getByRole("button", { name: t("targets.actionsOf", { name }) }).click();
      await theirs.getByRole("menuitem", { name: t("targets.form.next") }).click();
      const form = theirs.getByRole("dialog", { name: t("targets.form.next") });
      await form.getByRole("textbox", { name: t("targets.field.value"), exact: true }).fill(typed);
      await form.getByRole("button", { name: t("common.save") }).click();
      await expect(form).toBeHidden();
      const { data } = await apiOf(context.request).get<{ data: { value: string; lastDay: string | null }[] }>(
        "/api/v1/targets",
      );
      expect(data.map(({ value }) => value).sort()).toEqual(["0.4", "0.6"]);
    });

    await test.step("the overview", async () => {
      await theirs.goto("/?campaign=SPRING26");
      await expect(tile(theirs, t, "costPerApprovedImage")).toContainText(t("kpi.target.over", { target }));
      await theirs.goto(`/?campaign=SPRING26&from=${dayAgo(50)}&to=${dayAgo(30)}`);
      await expect(tile(theirs, t, "costPerApprovedImage")).toContainText(before);
    });

    await test.step("the page of the campaign, day by day", async () => {
      await theirs.goto(
        `/campaigns/SPRING26?from=${dayAgo(50)}&to=${dayAgo(0)}&show=costPerApprovedImage&interval=day`,
      );
      const versions = theirs.getByRole("region", { name: t("scopes.targets.title") }).getByRole("listitem");
      await expect(versions).toHaveCount(2);
      await expect(versions.first()).toContainText(target);
      await expect(versions.first()).toContainText(t("scopes.targets.now"));
      await expect(versions.last()).toContainText(before);
      const title = t("overview.rate.money", {
        figure: t("overview.measure.costPerApprovedImage"),
        interval: t("overview.rate.interval.day"),
        currency: "EUR",
      });
      await theirs.getByRole("button", { name: t("charts.menu", { title }) }).click();
      await theirs.getByRole("menuitem", { name: t("charts.asTable") }).click();
      const rows = theirs.getByRole("region", { name: t("charts.tableOf", { title }) }).locator("tbody tr");
      await expect(exact(rows.first()).last()).toHaveAttribute("value", "0.6");
      await expect(exact(rows.last()).last()).toHaveAttribute("value", "0.4");
      await expect(exact(rows.last()).first()).toHaveAttribute("value", "0.5");
    });
    await context.close();
  });
