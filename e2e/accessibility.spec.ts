import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Api, aJob, apiOf, aStudio, ask, logJobs, ORIGIN } from "./people";
import { LOCALES, type Locale } from "./words";

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Pages for people who are not signed in. */
const PUBLIC = ["/sign-in", "/sign-in?expired=1", "/sign-up", "/forgot-password", "/reset-password", "/invitation/x"];
const EXPLORE = ["/explore?rows=campaign&split=market&compare=true", "/campaigns/SPRING26", "/cost-centers/BRAND"];
const WORK = ["/overview", "/waste", "/jobs", "/jobs/new", "/jobs/{job}", "/jobs/{unpriced}", "/campaigns"];
const ALERTS = [
  "/alerts",
  "/alerts?tab=rules",
  "/alerts/rules/new",
  "/alerts/rules/new?template=approvedCost",
  "/alerts/calibrate?campaign=SPRING26",
];
const MONEY = [
  "/targets",
  "/prices",
  "/prices?tab=plans",
  "/prices?tab=rates",
  "/credits",
  "/budgets",
  "/months",
  "/months/2026-10",
];
const REVIEW = ["/review", "/review?view=single", "/motifs/{motif}"];
const IMPORT = ["/imports", "/imports/new", "/imports/{analysed}", "/imports/{done}"];
const SETTINGS = [
  "/settings/organization",
  "/settings/members",
  "/settings/api-keys",
  "/settings/lists",
  "/settings/notifications",
  "/settings/audit-log",
  "/inbox",
  "/account",
  "/no-such-page",
];

/** Everything that a page complains about in the browser's console; what the test asks for on purpose is left out. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const isMissingPage = message.location().url.endsWith("/no-such-page");
    if (message.type() === "error" && !isMissingPage) complaints.push(message.text());
  });
  return complaints;
}

async function expectNoViolation(page: Page, where: string): Promise<void> {
  // Nothing here is in a foreign frame: the legacy way looks at the page itself and opens no second one for the sum.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join("\n  ")}`);
  expect.soft(said, where).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(tooWide, `Pixels that ${where} is wider than the screen`).toBe(0);
}

type Look = { wide: "light" | "dark"; narrow: "light" | "dark" };
/** The languages share the looks, so that each screen and each theme is seen once, and all of it in both languages. */
const LOOKS: Record<Locale, Look> = { en: { wide: "light", narrow: "dark" }, de: { wide: "dark", narrow: "light" } };

async function look(page: Page, path: string, { wide, narrow }: Look): Promise<void> {
  const complaints = complaintsOf(page);
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: wide, reducedMotion: "reduce" });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // Closed lists keep theirs out of sight.
  await expect(page.locator("[aria-busy=true], .mantine-Skeleton-root").filter({ visible: true })).toHaveCount(0);
  await expectNoViolation(page, `${path}, ${wide}, wide`);
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: narrow, reducedMotion: "reduce" });
  await expectNoSidewaysScroll(page, path);
  await expectNoViolation(page, `${path}, ${narrow}, narrow`);
  expect.soft(complaints, `Console of ${path}`).toEqual([]);
}

async function lookAtAll(page: Page, paths: readonly string[], locale: Locale): Promise<void> {
  // Many pages in one organization: as long as a slow machine needs for them.
  test.setTimeout(paths.length * 40_000);
  for (const path of paths) await test.step(path, () => look(page, path, LOOKS[locale]));
}

/** An organization with some of everything; names for what the paths above leave open. */
async function aWorkedStudio(page: Page, locale: Locale): Promise<Record<string, string>> {
  const { api } = await aStudio(page, { locale });
  await api.send("POST", "/api/v1/cost-centers", { code: "BRAND", name: "Marke" });
  await api.send("POST", "/api/v1/campaigns", {
    code: "SPRING26",
    name: "Frühlingskollektion 2026",
    costCenter: "BRAND",
  });
  const month = new Date().toISOString().slice(0, 7);
  const budget = { costCenter: "BRAND", period: "month", amount: "20", firstDay: `${month}-01` };
  await api.send("POST", "/api/v1/budgets", budget);
  const now = new Date();
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const eur = (amount: string) => ({ amount, unit: "EUR" });
  const [job = "", unpriced = ""] = await logJobs(api, [
    aJob({ campaign: "SPRING26", market: "DE", motif: "hero-01", prompt: "A red bicycle", seed: "7", width: 1024 }),
    aJob({ provider: "leonardo", campaign: "SPRING26", cost: { amount: "24", unit: "GPU_MINUTES" } }),
    aJob({ status: "failed", cost: eur("0.2") }),
    aJob({ kind: "variation", market: "AT", reviewed: { approved: 2, rejected: 1 } }),
    aJob({ occurredAt: daysAgo(40), channel: "SOCIAL" }),
  ]);
  await api.send("POST", `/api/v1/jobs/${job}/reviews`, { decisions: [{ index: 1, decision: "approved" }] });
  await api.send("POST", `/api/v1/jobs/${job}/corrections`, { reason: "Wrong market", market: "CH" });
  const { data } = await api.get<{ data: { id: string }[] }>("/api/v1/motifs");
  return { job, unpriced, motif: data[0]?.id ?? "" };
}

const filled = (paths: readonly string[], ids: Readonly<Record<string, string>>) =>
  paths.map((path) => path.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? name));

const FILE = `Datum;Anbieter;Stufe;Kampagne;Bilder;Kosten in EUR
02.03.2026;own-gpu;Entwurf;UNBEKANNT;4;1,50
kein Datum;own-gpu;Entwurf;;1;0,50
`;

/** One import that waits for answers and one that is booked. */
async function twoImports(page: Page, api: Api): Promise<Record<string, string>> {
  async function upload(name: string): Promise<string> {
    const file = { name, mimeType: "text/csv", buffer: Buffer.from(FILE) };
    const answer = await ask(page.request, "/api/v1/imports", { method: "POST", multipart: { kind: "jobs", file } });
    const { id } = await answer.json();
    await expect.poll(async () => stateOf(api, id)).toBe("analysed");
    return id;
  }
  const analysed = await upload("Offen.csv");
  const done = await upload("Gebucht.csv");
  await api.send("POST", `/api/v1/imports/${done}/confirm`, {});
  await expect.poll(async () => stateOf(api, done)).toBe("done");
  return { analysed, done };
}

const stateOf = async (api: Api, id: string) => (await api.get<{ state: string }>(`/api/v1/imports/${id}`)).state;

for (const locale of LOCALES)
  test.describe(`without barriers, ${locale}`, () => {
    test("pages for everybody", async ({ page, context }) => {
      await context.addCookies([{ name: "locale", value: locale, url: ORIGIN }]);
      await lookAtAll(page, PUBLIC, locale);
    });

    test("an organization that begins", async ({ page }) => {
      await aStudio(page, { locale });
      await lookAtAll(page, ["/", "/jobs", "/imports"], locale);
    });

    test("figures and jobs", async ({ page }) => {
      const ids = await aWorkedStudio(page, locale);
      await lookAtAll(page, filled([...WORK, ...ALERTS, ...EXPLORE, ...REVIEW], ids), locale);
    });

    test("prices and credits", async ({ page }) => {
      await aWorkedStudio(page, locale);
      await lookAtAll(page, MONEY, locale);
    });

    test("imports", async ({ page }) => {
      const { api } = await aStudio(page, { locale });
      await lookAtAll(page, filled(IMPORT, await twoImports(page, api)), locale);
    });

    test("settings", async ({ page }) => {
      const api = apiOf(page.request);
      await aWorkedStudio(page, locale);
      await api.send("POST", "/api/v1/invitations", { email: "new@example.test", role: "logger" });
      await api.send("POST", "/api/v1/api-keys", { name: "Nightly import", role: "controller" });
      await lookAtAll(page, SETTINGS, locale);
    });
  });
