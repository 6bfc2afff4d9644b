import { expect, type Locator, type Page, test } from "@playwright/test";
import type { JobInput } from "@/lib/jobs/schema";
import type { KpiRow } from "@/lib/kpi/schema";
import { aJob, aStudio, ask, kpis, logJobs, type Studio } from "./people";
import { tile } from "./screens";
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
  await studio.api.send("POST", "/api/v1/cost-centers", { code: "BRAND", name: "Brand" });
  for (const code of ["SPRING", "SUMMER"])
    await studio.api.send("POST", "/api/v1/campaigns", { code, name: code, costCenter: "BRAND" });
  await logJobs(studio.api, jobsOfMarch());
  return studio;
}

/** Header → cell of the total line of a CSV file; lines about the file start with "# ". */
async function totalOfCsv(page: Page, path: string): Promise<Record<string, string>> {
  const response = await ask(page.request, path);
  expect(response.ok()).toBe(true);
  const lines = (await response.text()).split("\r\n").filter((line) => !/^(\uFEFF)?#|^$/.test(line));
  const [header = "", ...rows] = lines;
  const cells = rows.find((row) => row.startsWith("total,"))?.split(",") ?? [];
  return Object.fromEntries(
    header
      .replace("\uFEFF", "")
      .split(",")
      .map((name, index) => [name, cells[index] ?? ""]),
  );
}

/** What each cell of these rows says, to its last digit; null where there is no figure. */
const valuesIn = (rows: Locator): Promise<(string | null)[][]> =>
  rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector("data")?.value ?? null)),
  );

/** Units of the eighteenth place, so that sums are exact. */
function scaled(amount = "0"): bigint {
  const [whole = "0", part = ""] = amount.split(".");
  return BigInt(whole + part.padEnd(18, "0"));
}
const sumOf = (amounts: readonly (string | null | undefined)[]) =>
  amounts.reduce((sum, amount) => sum + scaled(amount ?? "0"), 0n);

/** Any ten: one value, several of one filter, several filters, what is not assigned, what has no price, all at once. */
const FILTERS = [
  "",
  "&campaign=SPRING",
  "&market=DE&market=AT",
  "&campaign=SUMMER&market=DE",
  "&campaign=unassigned",
  "&provider=midjourney",
  "&kind=variation&kind=upscale",
  "&stage=final",
  "&costCenter=BRAND&market=DE",
  "&campaign=SPRING&campaign=SUMMER&provider=own-gpu&market=DE&stage=draft",
];

/** Shows a chart of the page as its table. */
async function asTable(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: t("charts.menu", { title }) }).click();
  await page.getByRole("menuitem", { name: t("charts.asTable") }).click();
  await expect(page.getByRole("region", { name: t("charts.tableOf", { title }) })).toBeVisible();
}

/** The parts of each period, its periods and the foot of a chart's table. */
async function chartOf(page: Page, title: string) {
  const table = page.getByRole("region", { name: t("charts.tableOf", { title }) });
  const [rows, feet] = await Promise.all([valuesIn(table.locator("tbody tr")), valuesIn(table.locator("tfoot tr"))]);
  return {
    days: rows.length,
    parts: sumOf(rows.flatMap((row) => row.slice(0, -1))),
    periods: sumOf(rows.map((row) => row.at(-1))),
    foot: feet[0]?.at(-1),
  };
}

/** Goes to another address of the same page, as a link or a filter does, without a reload. */
const goOn = (page: Page, path: string) => page.evaluate((url) => window.history.pushState(null, "", url), path);

const COLUMNS = [...FIGURES.map(({ key }) => key), "jobs", "images"];
const ON_OVERVIEW = t("overview.spendPer.day", { currency: "EUR" });
const ON_EXPLORE = t("explore.chartOver.day", { figure: `${t("explore.full.spend")} (EUR)` });

/** What the figures of a question are, wherever they are shown; "no price" instead of 0 where no job has one. */
async function wantedFor(api: Studio["api"], query: string) {
  const { total } = await kpis(api, query);
  expect(total.jobs, "A filter that finds nothing would prove nothing").toBeGreaterThan(0);
  const isUnpriced = total.jobs === total.unpricedJobs;
  const spend = isUnpriced ? null : total.spend;
  const sum = scaled(spend ?? "0");
  return {
    total,
    figures: FIGURES.map(({ of }) => (isUnpriced ? null : of(total))),
    counts: [String(total.jobs), String(total.images)],
    chart: { days: 31, parts: sum, periods: sum, foot: spend },
  };
}
type Wanted = Awaited<ReturnType<typeof wantedFor>>;

async function expectOverview(page: Page, { figures, chart }: Wanted): Promise<void> {
  const tiles = page.getByRole("region", { name: t("overview.figures") }).getByRole("article");
  const inTiles = async () => {
    const all = await tiles.evaluateAll((found) =>
      found.map((one) => [one.getAttribute("data-figure"), one.querySelector("data")?.value ?? null] as const),
    );
    return FIGURES.map(({ key }) => new Map(all).get(key));
  };
  await expect.poll(inTiles, "The tiles").toEqual(figures);
  const table = page.getByRole("region", { name: t("overview.tableBy", { dimension: "Campaign" }) });
  const heads = (await table.getByRole("columnheader").allInnerTexts()).slice(1).map((head) => head.trim());
  const inFoot = async () => {
    const [foot = []] = await valuesIn(table.locator("tfoot tr"));
    return FIGURES.map(({ column }) => column && foot[heads.indexOf(t(column))]);
  };
  const wanted = FIGURES.map(({ column }, at) => column && figures[at]);
  await expect.poll(inFoot, "The foot of the table").toEqual(wanted);
  await expect.poll(() => chartOf(page, ON_OVERVIEW), "The chart").toEqual(chart);
}

async function expectExplore(page: Page, { figures, counts, chart }: Wanted): Promise<void> {
  const foot = page.locator("main table").last().locator("tfoot tr");
  await expect.poll(() => valuesIn(foot), "The foot of the table").toEqual([[...figures, ...counts]]);
  await expect.poll(() => chartOf(page, ON_EXPLORE), "The chart").toEqual(chart);
  const link = page.getByRole("link", { name: t("explore.csv") });
  const seen = await totalOfCsv(page, (await link.getAttribute("href")) ?? "");
  expect(FIGURES.map(({ csv: header }) => seen[header] || null)).toEqual(figures);
  expect([seen.jobs, seen.images]).toEqual(counts);
}

test("tile = foot of the table = sum of the chart = CSV = API, to the last digit, on overview and explore, for ten combinations of filters", async ({
  page,
}) => {
  const { api } = await aBusyStudio(page);
  const queries = FILTERS.map((filter) => `${RANGE}${filter}`);
  const wanted = new Map<string, Wanted>();
  for (const query of queries)
    await test.step(`CSV = API: ${query}`, async () => {
      const found = await wantedFor(api, query);
      const csv = await totalOfCsv(page, `/api/v1/exports/kpis.csv?${query}`);
      expect(csv.jobs).toBe(String(found.total.jobs));
      for (const { csv: header, of } of FIGURES) expect(csv[header], header).toBe(of(found.total) ?? "");
      wanted.set(query, found);
    });

  await page.goto(`/?${RANGE}&table=campaign`);
  await asTable(page, ON_OVERVIEW);
  for (const [query, found] of wanted)
    await test.step(`overview: ${query}`, async () => {
      await goOn(page, `/?${query}&table=campaign`);
      await expectOverview(page, found);
    });

  const columns = `columns=${COLUMNS.join(",")}`;
  await page.goto(`/explore?${RANGE}&${columns}`);
  await asTable(page, ON_EXPLORE);
  for (const [query, found] of wanted)
    await test.step(`explore: ${query}`, async () => {
      await goOn(page, `/explore?${query}&${columns}`);
      await expectExplore(page, found);
    });
});

test("groups and days add up to the total, through the same API", async ({ page }) => {
  const { api } = await aBusyStudio(page);
  const { total, groups, series } = await kpis(api, `${RANGE}&groupBy=campaign&interval=day`);
  const sum = (rows: readonly { spend?: string | undefined }[]) => sumOf(rows.map(({ spend }) => spend));
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
