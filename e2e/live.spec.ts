import { expect, test } from "@playwright/test";
import { aJob, apiOf, aStudio, logJobs } from "./people";
import { tile } from "./screens";
import { wordsOf } from "./words";

const t = wordsOf("en");

const today = () => new Date().toISOString();

test("a job that a script logs changes the overview without a reload, also after the connection was away", async ({
  page,
  context,
}) => {
  const { api } = await aStudio(page);
  await logJobs(api, [aJob({ occurredAt: today(), cost: { amount: "10", unit: "EUR" } })]);
  const events = page.waitForResponse((response) => response.url().endsWith("/api/v1/events"));
  await page.goto("/");
  await expect(tile(page, t, "spend")).toContainText("10.00");
  expect((await events).status()).toBe(200);
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await logJobs(apiOf(page.request), [aJob({ occurredAt: today(), cost: { amount: "2.5", unit: "EUR" } })]);
  await expect(tile(page, t, "spend")).toContainText("12.50");

  // Without a connection the figures stay, with their time; links wait; all of it is renewed by itself afterwards.
  const offline = page.getByText(t("shell.line.offlineHint"));
  await context.setOffline(true);
  await expect(offline).toBeVisible();
  await expect(tile(page, t, "spend")).toContainText("12.50");
  await page.getByRole("link", { name: t("shell.nav.explore"), exact: true }).click();
  await logJobs(api, [aJob({ occurredAt: today(), cost: { amount: "1", unit: "EUR" } })]);
  await context.setOffline(false);
  await expect(offline).toBeHidden();
  await expect(tile(page, t, "spend")).toContainText("13.50");
  await expect(page.locator("body[data-same-page]")).toHaveCount(1);

  // A tired server takes no figure away: each says since when it stands, and is renewed on demand.
  const figures = /\/api\/v1\/kpis(\/movers)?\?/;
  await page.route(figures, (route) => route.fulfill({ status: 503, json: { title: "Busy", status: 503 } }));
  await logJobs(api, [aJob({ occurredAt: today(), cost: { amount: "0.5", unit: "EUR" } })]);
  const mark = page.getByRole("region", { name: t("overview.figures") }).getByRole("status");
  await expect(mark).toHaveText(new RegExp(`^${t("common.notRenewed", { time: "[0-9:]{5}" })}`));
  await expect(tile(page, t, "spend")).toContainText("13.50");
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
  await page.unroute(figures);
  await mark.getByRole("button", { name: t("common.retry") }).click();
  await expect(tile(page, t, "spend")).toContainText("14.00");
  await expect(mark).toHaveCount(0);

  // A rule that is breached already: the worker says so, the bell counts it, and it is read by being opened.
  const outlier = { occurredAt: today(), imagesRequested: 40, cost: { amount: "400", unit: "EUR" } };
  await logJobs(api, [aJob(outlier)]);
  const rule = {
    name: "Dear pictures",
    kind: "KPI_THRESHOLD",
    metric: "costPerImage",
    warning: "1",
    pendingForHours: 0,
  };
  await api.send("POST", "/api/v1/alert-rules", { ...rule, recipients: { roles: ["admin"] } });
  await page.getByRole("button", { name: t("notifications.inbox.bellUnread", { count: 1 }) }).click();
  await page.getByRole("link", { name: /^Unread: Warning: Cost per image \(CPI\)/ }).click();
  await expect(page).toHaveURL(/\/alerts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("button", { name: t("notifications.inbox.bell"), exact: true })).toBeVisible();
});
