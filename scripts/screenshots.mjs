// npm run screenshots [-- options] [page …]: every page of the demo organization as a picture, at three widths, light
// and dark, in both languages, in .data/screenshots.
//   --docs                                 the pictures of README.md and docs/ instead, in docs/pictures; with names of
//                                          them only these
//   --url <address> --password <password>  of a server that runs already, with the demo organization
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import sharp from "sharp";
import { findBrowser } from "./browser.mjs";
import { answerOf, launchOptions, passwordIn, settled, signIn } from "./demo-browser.mjs";
import { root } from "./project.mjs";
import { withThrowAwayProduct } from "./throw-away-product.mjs";

const say = (text) => process.stdout.write(`${text}\n`);
const WIDTHS = [1440, 1024, 390];
const TALLEST = 4000;
const SCHEMES = ["light", "dark"];
const LOCALES = ["en", "de"];

const PUBLIC = { "sign-in": "/sign-in", "sign-up": "/sign-up", "forgot-password": "/forgot-password" };
const PAGES = {
  overview: "/",
  explore: "/explore?range=90d&rows=costCenter&split=campaign&compare=true",
  campaign: "/campaigns/KAF-COLD",
  "cost-center": "/cost-centers/4100",
  review: "/review",
  "review-single": "/review?view=single",
  waste: "/waste?range=12m",
  jobs: "/jobs",
  "job-new": "/jobs/new",
  campaigns: "/campaigns",
  alerts: "/alerts",
  "alerts-history": "/alerts?tab=history",
  "alerts-rules": "/alerts?tab=rules",
  "alert-templates": "/alerts/rules/new",
  "alert-editor": "/alerts/rules/new?template=approvedCost",
  "alert-calibration": "/alerts/calibrate?campaign=KAF-COLD",
  budgets: "/budgets",
  targets: "/targets",
  prices: "/prices",
  credits: "/credits",
  imports: "/imports",
  months: "/months",
  "import-new": "/imports/new",
  "settings-organization": "/settings/organization",
  "settings-members": "/settings/members",
  "settings-api-keys": "/settings/api-keys",
  "settings-lists": "/settings/lists",
  "settings-notifications": "/settings/notifications",
  inbox: "/inbox",
  "settings-audit-log": "/settings/audit-log",
  account: "/account",
};

/** What README.md and docs/ show. */
const PICTURES = {
  overview: { path: "/?range=90d", isWhole: true },
  explore: { path: "/explore?range=90d&rows=costCenter&split=campaign&compare=true", isWhole: true },
  campaign: { path: "/campaigns/KAF-COLD" },
  alerts: { path: "/alerts" },
  "alert-editor": { path: "/alerts/rules/new?template=overTarget", isWhole: true },
  "alert-calibration": { path: "/alerts/calibrate?campaign=KAF-COLD", isWhole: true },
  jobs: { path: "/jobs" },
  "log-job": { path: "/jobs/new?again={again}" },
};

const FILE = `External id;Date;Provider;Kind;Stage;Campaign;Images;Credits;Approved
shot-1;02.03.2026 10:15;leonardo;generation;draft;VEL-ALWAYS;4;66;1
shot-2;02.03.2026 10:40;leonardo;generation;draft;VEL-ALLWAYS;4;66;0
`;

async function firstJob(context, { url }, query) {
  const { data } = await answerOf(await context.request.get(`${url}/api/v1/jobs?limit=1&${query}`));
  return data[0].id;
}

/** Pages of one thing: a job, and an import that waits for a decision. */
async function pagesOfThings(context, { url }) {
  const job = await firstJob(context, { url }, "kind=variation");
  const multipart = { kind: "jobs", file: { name: "march.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) } };
  const request = { multipart, headers: { origin: url } };
  const { id } = await answerOf(await context.request.post(`${url}/api/v1/imports`, request));
  return { job: `/jobs/${job}`, import: `/imports/${id}` };
}

/** As high as the page, so that what sticks to the edges of the window is where it belongs. */
async function wholePage(page, width) {
  await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height, TALLEST) });
}

async function shoot(page, { url, path, name, locale, folder }) {
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.goto(`${url}${path}`);
  await settled(page);
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await wholePage(page, width);
      await settled(page);
      const file = join(folder, `${name}-${width}-${colorScheme}-${locale}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
    }
  }
  say(`${name} (${locale})`);
}

async function inLanguage(browser, locale, server) {
  const context = await browser.newContext({
    locale: locale === "de" ? "de-DE" : "en-GB",
    timezoneId: "Europe/Berlin",
  });
  await context.addCookies([{ name: "locale", value: locale, url: server.url }]);
  return context;
}

/** Without names, all. */
const isOneOf =
  (wanted) =>
  ([name]) =>
    wanted.length === 0 || wanted.includes(name);

async function shootAll(browser, server, { wanted, folder }) {
  const isWanted = isOneOf(wanted);
  for (const locale of LOCALES) {
    const context = await inLanguage(browser, locale, server);
    const page = await context.newPage();
    for (const [name, path] of Object.entries(PUBLIC).filter(isWanted))
      await shoot(page, { ...server, path, name, locale, folder });
    await signIn(context, server, locale);
    const pages = { ...PAGES, ...(await pagesOfThings(context, server)) };
    for (const [name, path] of Object.entries(pages).filter(isWanted))
      await shoot(page, { ...server, path, name, locale, folder });
    await context.close();
  }
}

/** Pictures of a document: as few colours as the eye does not miss, so that a clone stays small. */
async function keep(place, name, options = {}) {
  const picture = await place.screenshot({ animations: "disabled", ...options });
  const file = join(root, "docs/pictures", `${name}.png`);
  await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toFile(file);
  say(`docs/pictures/${name}.png, ${Math.round(statSync(file).size / 1000)} kB`);
}

const panel = (id) => `section[aria-labelledby="${id}"]`;

/** Parts of the overview that docs/dashboard.md explains. */
const PARTS = {
  "overview-figures": 'section[aria-label="Key figures"]',
  "overview-over-time": panel("spend-over-time"),
  "overview-movers": panel("movers"),
  "overview-cost-centres": panel("cost-centers"),
  "overview-funnel": panel("funnel"),
  "overview-heat-map": panel("campaigns-channels"),
};

async function keepParts(page, url, isWanted) {
  const parts = Object.entries(PARTS).filter(isWanted);
  if (parts.length === 0) return;
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.goto(`${url}${PICTURES.overview.path}`);
  await settled(page);
  for (const [name, place] of parts) await keep(page.locator(place), name);
}

async function shootDocuments(browser, server, wanted) {
  const isWanted = isOneOf(wanted);
  const context = await inLanguage(browser, "en", server);
  await signIn(context, server, "en");
  const again = await firstJob(
    context,
    server,
    "provider=leonardo&kind=generation&stage=draft&status=succeeded&campaign=ALP-STORM",
  );
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  for (const [name, { path, isWhole = false }] of Object.entries(PICTURES).filter(isWanted)) {
    await page.setViewportSize({ width: WIDTHS[0], height: 900 });
    await page.goto(`${server.url}${path.replace("{again}", again)}`);
    await settled(page);
    if (isWhole) await wholePage(page, WIDTHS[0]);
    await settled(page);
    await keep(page, name);
  }
  await keepParts(page, server.url, isWanted);
}

const { values, positionals } = parseArgs({
  options: { docs: { type: "boolean" }, url: { type: "string" }, password: { type: "string" } },
  allowPositionals: true,
});

async function shootWith(server) {
  const folder = join(root, ".data/screenshots");
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch(launchOptions(await findBrowser(say)));
  try {
    if (values.docs) await shootDocuments(browser, server, positionals);
    else await shootAll(browser, server, { wanted: positionals, folder });
  } finally {
    await browser.close();
  }
}

if (values.url) await shootWith({ url: values.url, password: values.password ?? "" });
else
  await withThrowAwayProduct(async ({ url, said }) => {
    await shootWith({ url, password: passwordIn(said()) });
  }, say);
