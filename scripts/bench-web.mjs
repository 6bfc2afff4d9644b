// npm run bench:web [-- options]: what a browser makes of the demo organization in a production build. Lighthouse on four
// pages, the bytes of a first load, and how long new figures take after a change of the filter.
//   --runs <n>, 3                          of Lighthouse for each page and form; the median counts
//   --changes <n>, 30                      of the filter
//   --only <lighthouse|load|filter>        one part of it
//   --url <address> --password <password>  of a server that runs already, with the demo organization
//   --json <file>                          the same as JSON
import { chromium } from "@playwright/test";
import { measureFilterChange } from "./bench/filter-change.mjs";
import { measureFirstLoad } from "./bench/first-load.mjs";
import { measureLighthouse } from "./bench/lighthouse.mjs";
import { benchOptions, machine, median, quantile, report } from "./bench/report.mjs";
import { findBrowser } from "./browser.mjs";
import { launchOptions, passwordIn, signIn } from "./demo-browser.mjs";
import { withThrowAwayProduct } from "./throw-away-product.mjs";

const PAGES = {
  overview: "/",
  explore: "/explore?range=90d&rows=costCenter&split=campaign",
  campaign: "/campaigns/KAF-COLD",
  "job list": "/jobs",
};

const say = (text) => process.stdout.write(`${text}\n`);
const string = /** @type {const} */ ("string");
const { values, runs, json } = benchOptions(
  { changes: { type: string }, only: { type: string }, url: { type: string }, password: { type: string } },
  3,
);
const changes = Number(values.changes ?? 30);
const isWanted = (part) => values.only === undefined || values.only === part;

async function inBrowser(executablePath, server) {
  const browser = await chromium.launch(launchOptions(executablePath));
  try {
    const context = await browser.newContext();
    await signIn(context, server, "en");
    const signedIn = { server, storageState: await context.storageState() };
    const load = isWanted("load") ? await measureFirstLoad(browser, { ...signedIn, pages: PAGES }) : [];
    const filter = isWanted("filter") ? await measureFilterChange(browser, { ...signedIn, changes, quantile }) : [];
    return [...load, ...filter];
  } finally {
    await browser.close();
  }
}

async function bench(server) {
  const of = machine();
  const executablePath = await findBrowser(say);
  const lines = await inBrowser(executablePath, server);
  if (isWanted("lighthouse"))
    lines.push(...(await measureLighthouse({ server, executablePath, pages: PAGES, runs, median, say })));
  report({ name: "bench:web", of, facts: { organization: "demo", build: "production" }, lines, json });
}

if (values.url) await bench({ url: values.url, password: values.password ?? "" });
else await withThrowAwayProduct(({ url, said }) => bench({ url, password: passwordIn(said()) }), say);
