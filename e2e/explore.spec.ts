import { expect, type Locator, type Page, test } from "@playwright/test";
import { aJob, aStudio, ask, kpis, logJobs } from "./people";
import { exact, tile } from "./screens";
import { type Locale, wordsOf } from "./words";

const RANGE = "from=2026-03-01&to=2026-03-31";
const eur = (amount: string) => ({ amount, unit: "EUR" });

/** March and a little of February: two campaigns, two markets, a job without a campaign. */
async function aMarch(page: Page, locale: Locale = "en") {
  const studio = await aStudio(page, { locale });
  for (const code of ["SPRING", "SUMMER"])
    await studio.api.send("POST", "/api/v1/campaigns", { code, name: `The ${code}` });
  const on = (day: string, over: Parameters<typeof aJob>[0]) => aJob({ occurredAt: `2026-${day}T10:00:00Z`, ...over });
  await logJobs(studio.api, [
    on("03-02", {
      campaign: "SPRING",
      market: "DE",
      cost: eur("1234.56"),
      imagesRequested: 3,
      reviewed: { approved: 1 },
    }),
    on("03-03", {
      campaign: "SPRING",
      market: "AT",
      cost: eur("0.333333"),
      imagesRequested: 7,
      tags: { artist: "mk" },
    }),
    on("03-04", { campaign: "SUMMER", market: "DE", cost: eur("2.5"), kind: "variation" }),
    on("03-05", { market: "DE", cost: eur("0.1") }),
    on("02-10", { campaign: "SPRING", market: "DE", cost: eur("1000") }),
  ]);
  return studio;
}

/** Tab by Tab, as somebody without a mouse gets there; each place on the way must show that it has the focus. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  await expect(place).toBeVisible();
  for (let tabs = 0; tabs < 100; tabs += 1) {
    await page.keyboard.press("Tab");
    const unseen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      // What is drawn has its frame around its shape, and a field in its border.
      const shape = at.querySelector(":scope > rect");
      const isFramed = shape !== null && getComputedStyle(shape).stroke !== "none";
      const hasOutline = getComputedStyle(at).outlineStyle !== "none";
      return hasOutline || isFramed || at.matches("input, select") ? null : at.outerHTML.slice(0, 200);
    });
    expect(unseen).toBeNull();
    if (await place.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(place).toBeFocused();
}

const table = (page: Page) => page.locator("table").last();
const rowOf = (page: Page, name: string) => table(page).getByRole("row").filter({ hasText: name });

test("by keyboard alone: a figure and how it was computed, a chart as a table, into a row and back; a view to begin with", async ({
  page,
}) => {
  const t = wordsOf("en");
  const { api } = await aMarch(page);
  await page.goto(`/overview?${RANGE}`);
  await tabTo(page, page.getByRole("link", { name: t("common.skipToContent") }));
  await page.keyboard.press("Enter");
  const figure = t("kpi.figure.costPerApprovedImage");
  const how = tile(page, t, "costPerApprovedImage").getByRole("button", { name: t("kpi.explain", { figure }) });
  await tabTo(page, how);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("link")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(how).toBeFocused();

  const chart = page.getByRole("region", {
    name: t("overview.heat.title", { measure: t("overview.heat.spend"), currency: "EUR" }),
  });
  const menu = chart.getByRole("button", { name: /^More for/ });
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu").locator(":focus")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: t("charts.asTable") })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chart.getByRole("table")).toBeVisible();
  await expect(menu).toBeFocused();

  await page.goto(`/explore?${RANGE}`);
  const first = rowOf(page, "The SPRING").getByRole("button", { name: "The SPRING" });
  await tabTo(page, first);
  await page.keyboard.press("ArrowDown");
  await expect(rowOf(page, "The SUMMER").getByRole("button", { name: "The SUMMER" })).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/campaign=SPRING/);
  await expect(page).toHaveURL(/rows=motif/);
  const { total } = await kpis(api, `${RANGE}&campaign=SPRING`);
  const foot = rowOf(page, t("explore.total"));
  await expect(exact(foot).first()).toHaveAttribute("value", total.spend);
  await page.goBack();
  await expect(first).toBeVisible();
  // A view keeps what is seen, and a person may begin with it.
  const views = page.getByRole("button", { name: new RegExp(`^(${t("views.opened")} )?(${t("views.menu")}|March)`) });
  await views.click();
  await page.getByRole("menuitem", { name: t("views.saveNew") }).click();
  await page.getByRole("textbox", { name: t("views.name") }).fill("March");
  await page.getByRole("button", { name: t("common.save"), exact: true }).click();
  await expect(page).toHaveURL(/saved=/);
  await views.click();
  await page.getByRole("menuitem", { name: t("views.beginWithView") }).click();
  await expect(page.getByText(t("views.beginsWith", { name: "March" }))).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL(/\/explore\?.*from=2026-03-01/);
  await expect(views).toContainText("March");
  // What belongs to no campaign is a row like any other.
  await expect(rowOf(page, t("common.unassigned"))).toBeVisible();
  await expect(page.getByText(t("explore.proven", { count: 3 }))).toBeVisible();
});

test("German: 1.234,56 € and its change in words; the file has what is seen, to the last digit", async ({ page }) => {
  const t = wordsOf("de");
  await aMarch(page, "de");
  await page.goto(`/explore?${RANGE}&rows=campaign&split=market&compare=true&columns=spend,costPerImage&sort=-spend`);
  const spring = rowOf(page, "The SPRING").first();
  await expect(exact(spring).first()).toHaveAttribute("value", "1234.893333");
  await expect(exact(spring).first()).toHaveText("1.234,89 €");
  await expect(spring).toContainText("23,5 %");
  const link = page.getByRole("link", { name: t("explore.csv") });
  const response = await ask(page.request, (await link.getAttribute("href")) ?? "");
  const lines = (await response.text()).split("\r\n").filter((line) => line !== "" && !/^(\uFEFF)?#/.test(line));
  const [, ...rows] = lines.map((line) => line.split(";"));
  const inFile = rows.map((cells) => cells[5]);
  const seen = await table(page).getByRole("row").locator("td:first-of-type data:first-of-type").all();
  const onScreen = await Promise.all(seen.map((figure) => figure.getAttribute("value")));
  expect(inFile).toEqual(onScreen.map((value) => value?.replace(".", ",")));
  expect(rows.at(-1)?.[7]).toBe("237,493333");
});

test("tags and credits, a pivot whose margins are the API's", async ({ page }) => {
  const t = wordsOf("en");
  const { api } = await aMarch(page);
  await page.goto(`/explore?${RANGE}&rows=campaign&split=tag.artist&layout=pivot`);
  await expect(table(page).getByRole("columnheader", { name: "mk" })).toBeVisible();
  const { total } = await kpis(api, RANGE);
  await expect(exact(rowOf(page, t("explore.total"))).last()).toHaveAttribute("value", total.spend);
});
