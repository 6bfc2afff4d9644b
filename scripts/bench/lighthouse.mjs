// Lighthouse over pages of a signed-in person, in both of its forms.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import desktopConfig from "lighthouse/core/config/desktop-config.js";
import { launchOptions, signIn } from "../demo-browser.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const LEAST = { mobile: { performance: 85 }, desktop: { performance: 95 } };
const ALWAYS = { accessibility: 100, "best-practices": 95 };
const MOST_SHIFT = 0.02;

/** The port that the browser has chosen; it writes it into its folder. */
const portOf = (folder) => Number(readFileSync(join(folder, "DevToolsActivePort"), "utf8").split("\n")[0]);

/** What Lighthouse finds fault with, shortest first: for whoever wants to mend it. */
function faultsOf({ audits, categories }) {
  const names = CATEGORIES.slice(1).flatMap((category) => categories[category].auditRefs.map(({ id }) => id));
  return names.filter((id) => audits[id].score !== null && audits[id].score < 0.9);
}

/** A trace is lost now and then: then the page is loaded once more. */
async function looked(address, form, port, isAgain = false) {
  const flags = { port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES };
  const { lhr } = await lighthouse(address, flags, form === "desktop" ? desktopConfig : undefined);
  const isLost = lhr.runtimeError || lhr.categories.performance.score === null;
  return isLost && !isAgain ? looked(address, form, port, true) : lhr;
}

async function once(address, form, port) {
  const lhr = await looked(address, form, port);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(address).pathname)
    throw new Error(`${address} led to ${lhr.finalDisplayedUrl}`);
  const scores = CATEGORIES.map((category) => [category, Math.round(lhr.categories[category].score * 100)]);
  return {
    ...Object.fromEntries(scores),
    shift: lhr.audits["cumulative-layout-shift"].numericValue,
    largest: lhr.audits["largest-contentful-paint"].numericValue,
    blocked: lhr.audits["total-blocking-time"].numericValue,
    faults: faultsOf(lhr),
  };
}

/** The lines of one page in one form. */
function linesOf(name, form, found, median) {
  const values = (of) => found.map((one) => one[of]);
  const scored = (category) => {
    const least = ALWAYS[category] ?? LEAST[form][category];
    const goal = { text: `≥ ${least}`, met: median(values(category)) >= least };
    return { what: `${name}, ${form}: ${category}`, unit: "", values: values(category), higherIsBetter: true, goal };
  };
  const shift = { text: `≤ ${MOST_SHIFT}`, met: median(values("shift")) <= MOST_SHIFT };
  return [
    ...CATEGORIES.map(scored),
    { what: `${name}, ${form}: layout shift`, unit: "", values: values("shift"), goal: shift },
    { what: `${name}, ${form}: largest paint`, unit: "ms", values: values("largest") },
    { what: `${name}, ${form}: main thread blocked`, unit: "ms", values: values("blocked") },
  ];
}

/**
 * Every page in both forms, all of them once per round.
 * @param {{ server: { url: string, password: string }, executablePath: string | undefined, pages: Record<string, string>, runs: number, median: (values: number[]) => number, say: (text: string) => void }} what
 */
export async function measureLighthouse({ server, executablePath, pages, runs, median, say }) {
  const folder = mkdtempSync(join(tmpdir(), "pixelledger-lighthouse-"));
  const options = launchOptions(executablePath);
  const context = await chromium.launchPersistentContext(folder, {
    ...options,
    args: [...options.args, "--remote-debugging-port=0"],
  });
  const found = {};
  try {
    await signIn(context, server, "en");
    for (let run = 0; run < runs; run += 1)
      for (const [name, path] of Object.entries(pages))
        for (const form of ["mobile", "desktop"]) {
          const one = await once(`${server.url}${path}`, form, portOf(folder));
          found[name] ??= { mobile: [], desktop: [] };
          found[name][form].push(one);
          const scores = CATEGORIES.map((category) => one[category]).join(" / ");
          say(`${name}, ${form}: ${scores}${one.faults.length > 0 ? ` (${one.faults.join(", ")})` : ""}`);
        }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return Object.entries(found).flatMap(([name, forms]) =>
    Object.entries(forms).flatMap(([form, of]) => linesOf(name, form, of, median)),
  );
}
