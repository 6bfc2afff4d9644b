import { expect, test } from "@playwright/test";
import { aJob, apiOf, aStudio, logJobs } from "./people";
import { tile } from "./screens";
import { wordsOf } from "./words";

const t = wordsOf("en");

const today = () => new Date().toISOString();

test("a job that a script logs changes the overview without a reload", async ({ page }) => {
  const { api } = await aStudio(page);
  await logJobs(api, [aJob({ occurredAt: today(), cost: { amount: "10", unit: "EUR" } })]);
  const events = page.waitForResponse((response) => response.url().endsWith("/api/v1/events"));
  await page.goto("/");
  await expect(tile(page, t, "spend")).toContainText("10.00");
  expect((await events).status()).toBe(200);
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await logJobs(apiOf(page.request), [aJob({ occurredAt: today(), cost: { amount: "2.5", unit: "EUR" } })]);
  await expect(tile(page, t, "spend")).toContainText("12.50");
  await expect(page.locator("body[data-same-page]")).toHaveCount(1);
});
