import { expect, type Locator, type Page, test } from "@playwright/test";
import type { JobInput } from "@/lib/jobs/schema";
import type { KpiRow } from "@/lib/kpi/schema";
import { aJob, aStudio, ask, kpis, logJobs, type Studio } from "./people";
import { exact, tile } from "./screens";
import { wordsOf } from "./words";

const t = wordsOf("en");
const RANGE = "from=2026-03-01&to=2026-03-31";

/** Money tiles, their column in the breakdown (null = none) and in the CSV. */
const FIGURES = [
  { key: "spend", column: "kpi.column.spend", csv: "spend", of: (row: KpiRow) => row.spend },
  {
    key: "costPerImage",
    column: "kpi.column.costPerImage",
    csv: "cost_per_image",
    of: (row: KpiRow) => row.costPerImage,
  },
  {
    key: "costPerApprovedImage",
    column: "kpi.column.costPerApprovedImage",
    csv: "cost_per_approved_image",
    of: (row: KpiRow) => row.costPerApprovedImage,
  },
  {
    key: "costPerVariation",
    column: "kpi.column.costPerVariation",
    csv: "cost_per_variation",
    of: (row: KpiRow) => row.costPerVariation,
  },
  { key: "costPerCampaign", column: null, csv: "cost_per_campaign", of: (row: KpiRow) => row.costPerCampaign },
  { key: "waste", column: "kpi.column.waste", csv: "waste_total", of: (row: KpiRow) => row.waste.total },
] as const;

/** March of a small studio: amounts that do not divide evenly, failures, retries, decisions, an unpriced job. */
function jobsOfMarch(): JobInput[] {
  const on = (day: number, over: Partial<JobInput>): JobInput =>
    aJob({ occurredAt: `2026-03-${String(day).padStart(2, "0")}T10:00:00+01:00`, ...over });
  const eur = (amount: string) => ({ amount, unit: "EUR" });
  return [
    on(1, { campaign: "SPRING", market: "DE", cost: eur("0.333333"), imagesRequested: 3, reviewed: { approved: 1 } }),
    on(2, { campaign: "SPRING", market: "AT", cost: eur("1.000001"), imagesRequested: 7, reviewed: { rejected: 7 } }),
    on(3, { campaign: "SUMMER", market: "DE", kind: "variation", cost: eur("2.5"), reviewed: { approved: 3 } }),
    on(4, { campaign: "SUMMER", market: "DE", status: "failed", cost: eur("0.7") }),
    on(5, { market: "FR", cost: eur("0.1"), attempts: [{ status: "failed", cost: eur("0.05") }] }),
    on(6, { campaign: "SPRING", market: "DE", kind: "upscale", stage: "final", cost: eur("0.123456") }),
    on(31, { campaign: "SUMMER", market: "AT", provider: "midjourney", cost: { amount: "3", unit: "GPU_MINUTES" } }),
  ];
}

async function aBusyStudio(page: Page): Promise<Studio> {
  const studio = await aStudio(page);
  for (const code of ["SPRING", "SUMMER"]) await studio.api.send("POST", "/api/v1/campaigns", { code, name: code });
  await logJobs(studio.api, jobsOfMarch());
  return studio;
}

/** Header → cell of the total line of kpis.csv; lines about the file start with "# ". */
async function totalOfCsv(page: Page, query: string): Promise<Record<string, string>> {
  const response = await ask(page.request, `/api/v1/exports/kpis.csv?${query}`);
  expect(response.ok()).toBe(true);
  const lines = (await response.text()).split("\r\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [header = "", ...rows] = lines;
  const cells = rows.find((row) => row.startsWith("total,"))?.split(",") ?? [];
  return Object.fromEntries(header.split(",").map((name, index) => [name, cells[index] ?? ""]));
}

/** The cell of a column in the foot of the breakdown. */
async function footOf(table: Locator, column: string): Promise<Locator> {
  const heads = await table.getByRole("columnheader").allInnerTexts();
  const index = heads.findIndex((head) => head.trim() === column);
  expect(index, `There is a column ${column} in ${heads.join(", ")}`).toBeGreaterThan(0);
  // Its name stands in a row header before the cells.
  return table
    .getByRole("row")
    .last()
    .getByRole("cell")
    .nth(index - 1);
}

async function expectAmount(place: Locator, value: string | null): Promise<void> {
  if (value === null) await expect(exact(place)).toHaveCount(0);
  else await expect(exact(place)).toHaveAttribute("value", value);
}

const FILTERS = [
  "",
  "&campaign=SPRING",
  "&market=DE&market=AT",
  "&campaign=SUMMER&market=DE",
  "&campaign=unassigned",
  "&provider=midjourney",
];

/** The money figures of one question, wherever they are shown. */
async function expectSameFigures(page: Page, { total, csv }: { total: KpiRow; csv: Record<string, string> }) {
  const table = page.getByRole("region", { name: t("overview.tableBy", { dimension: "Campaign" }) });
  await expect(table).toBeVisible();
  const isUnpriced = total.jobs === total.unpricedJobs;
  for (const { key, column, csv: header, of } of FIGURES) {
    const value = of(total);
    expect(csv[header], `${header} in the CSV`).toBe(value ?? "");
    await expectAmount(tile(page, t, key), isUnpriced ? null : value);
    if (column) await expectAmount(await footOf(table, t(column)), isUnpriced ? null : value);
  }
}

test("tile = foot of the table = API = CSV, to the last digit, for every combination of filters", async ({ page }) => {
  const { api } = await aBusyStudio(page);
  for (const filter of FILTERS)
    await test.step(filter || "no filter", async () => {
      const query = `${RANGE}${filter}`;
      const [{ total }, csv] = await Promise.all([kpis(api, query), totalOfCsv(page, query)]);
      expect(csv.jobs).toBe(String(total.jobs));
      await page.goto(`/?${query}&table=campaign`);
      await expectSameFigures(page, { total, csv });
    });
});

test("groups and days add up to the total, through the same API", async ({ page }) => {
  const { api } = await aBusyStudio(page);
  const { total, groups, series } = await kpis(api, `${RANGE}&groupBy=campaign&interval=day`);
  const scaled = (amount = "0") => {
    const [whole = "0", part = ""] = amount.split(".");
    return BigInt(whole + part.padEnd(18, "0"));
  };
  const sum = (rows: readonly { spend?: string | undefined }[]) =>
    rows.reduce((all, { spend }) => all + scaled(spend), 0n);
  expect(sum(groups)).toBe(scaled(total.spend));
  expect(sum(series)).toBe(scaled(total.spend));
  // 0.333333 + 1.000001 + 2.5 + 0.7 + 0.1 + 0.05 + 0.123456
  expect(total.spend).toBe("4.80679");
});

test("from a figure to the jobs behind it: as many as the figure says", async ({ page }) => {
  const { api } = await aBusyStudio(page);
  for (const filter of ["", "&market=DE", "&campaign=SUMMER"])
    await test.step(filter || "no filter", async () => {
      const { total } = await kpis(api, `${RANGE}${filter}`);
      await page.goto(`/?${RANGE}${filter}`);
      const link = tile(page, t, "spend").getByRole("link");
      await expect(link).toContainText(t("kpi.sample.jobs", { count: total.jobs }));
      await link.click();
      await expect(page).toHaveURL(/\/jobs\?/);
      const shown = `${t("jobs.list.shown", { count: total.jobs })}, ${t("jobs.list.all")}`;
      await expect(page.getByRole("main").getByRole("status").filter({ hasText: shown })).toBeVisible();
    });

  await test.step("a row of the breakdown", async () => {
    await page.goto(`/?${RANGE}&table=campaign`);
    const { groups } = await kpis(api, `${RANGE}&groupBy=campaign`);
    const spring = groups.find(({ key }) => key.campaign === "SPRING")?.jobs ?? 0;
    const jobsOf = new RegExp(t("kpi.openJobs", { figure: "SPRING" }));
    await page.getByRole("row").filter({ hasText: "SPRING" }).getByRole("link", { name: jobsOf }).click();
    await expect(page.getByText(t("jobs.list.shown", { count: spring }))).toBeVisible();
    expect(spring).toBe(3);
  });

  await test.step("the variations behind the cost per variation", async () => {
    await page.goto(`/?${RANGE}`);
    await tile(page, t, "costPerVariation").getByRole("link").click();
    await expect(page.getByText(t("jobs.list.shown", { count: 1 }))).toBeVisible();
  });
});
