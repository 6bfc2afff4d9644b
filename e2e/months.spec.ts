import { expect, test } from "@playwright/test";
import { aJob, aMember, apiOf, aStudio, logJobs } from "./people";
import { exact } from "./screens";
import { wordsOf } from "./words";

const t = wordsOf("en");

/** Noon of a day in the middle of last month, which is over in any zone. */
function lastMonth(): { month: string; occurredAt: string } {
  const now = new Date();
  const middle = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 12)).toISOString();
  return { month: middle.slice(0, 7), occurredAt: middle };
}

test("a controller closes a month; a job of it that comes later is booked later; reopening asks for a reason", async ({
  page,
  browser,
}) => {
  const studio = await aStudio(page);
  const { month, occurredAt } = lastMonth();
  await logJobs(studio.api, [aJob({ occurredAt })]);
  const context = await browser.newContext();
  await aMember(studio, context, { role: "controller" });
  const own = await context.newPage();
  await own.goto(`/months/${month}`);

  await own.getByRole("button", { name: t("periods.close") }).click();
  const closing = own.getByRole("dialog");
  await closing.getByRole("button", { name: t("periods.close") }).click();
  await expect(own.getByRole("button", { name: t("periods.reopen") })).toBeVisible();

  await logJobs(apiOf(context.request), [aJob({ occurredAt, cost: { amount: "2.25", unit: "EUR" } })]);
  await own.reload();
  const figureOf = (term: string) => own.locator("dl > div").filter({ has: own.getByText(term, { exact: true }) });
  const later = figureOf(t("periods.head.bookedLater"));
  await expect(exact(later)).toHaveAttribute("value", "2.25");
  await expect(exact(figureOf(t("periods.head.atClosing")))).toHaveAttribute("value", "1.5");
  await expect(exact(figureOf(t("periods.nowSpend")))).toHaveAttribute("value", "3.75");

  await own.getByRole("button", { name: t("periods.reopen") }).click();
  const reopening = own.getByRole("dialog");
  const confirm = reopening.getByRole("button", { name: t("periods.reopen") });
  await expect(confirm).toBeDisabled();
  await reopening.getByRole("textbox", { name: t("periods.reason") }).fill("An invoice was missing");
  await confirm.click();
  await expect(own.getByText("An invoice was missing")).toBeVisible();
  await expect(own.getByRole("button", { name: t("periods.close") })).toBeVisible();
  await context.close();
});

test("the navigation leads to waste, and each class to as many jobs as it says", async ({ page }) => {
  const { api } = await aStudio(page);
  await logJobs(api, [
    ...[1, 2, 3].map(() => aJob({ status: "failed", cost: { amount: "0.2", unit: "EUR" } })),
    aJob({ reviewed: { approved: 1, rejected: 3 } }),
    aJob({ reviewed: { approved: 0, rejected: 4 } }),
    aJob(),
  ]);
  await page.goto("/");
  const navigation = page.getByRole("navigation", { name: t("shell.mainNavigation") });
  await navigation.getByRole("link", { name: t("shell.nav.waste"), exact: true }).click();
  const wanted = [
    { name: "failed", jobs: 3, images: 0 },
    { name: "rejected", jobs: 2, images: 7 },
  ] as const;
  for (const { name, jobs, images } of wanted) {
    const card = page
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: t(`waste.class.${name}`) }) });
    await card.getByRole("link", { name: t("waste.jobsAndImages", { jobs, images }) }).click();
    await expect(page.getByText(`${t("jobs.list.shown", { count: jobs })}, ${t("jobs.list.all")}`)).toBeVisible();
    await page.goBack();
  }
});
