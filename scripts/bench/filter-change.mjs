// How long a person waits for figures after a change of the filter, measured in the browser: from the click to the frame
// that shows the figures of the new question.
import { settled } from "../demo-browser.mjs";

const MOST_MS = 150;
const DAYS = "range=90d";

/** Which option to tick or untick next, so that no selection comes twice: a question that was asked before is free. */
function grayCode(options) {
  return Array.from({ length: 2 ** options - 1 }, (_, step) => Math.log2((step + 1) & -(step + 1)));
}

/** In the page: clicks one option; answers when the tiles, and when all panels, show the new figures. */
function change(index) {
  const isOld = (place) => place.querySelector("[data-old]") !== null || place.matches("[data-old]");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const tiles = document.querySelector("[data-figure]").parentElement.parentElement;
  const option = document.querySelectorAll("[role=listbox] [role=option]")[index];
  const until = (place, since) =>
    new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error("No new figures within ten seconds")), 10_000);
      let wasOld = false;
      const watch = new MutationObserver(async () => {
        if (isOld(place)) wasOld = true;
        if (!wasOld || isOld(place)) return;
        watch.disconnect();
        clearTimeout(late);
        await painted();
        done(performance.now() - since);
      });
      watch.observe(place, { subtree: true, attributes: true, attributeFilter: ["data-old"] });
    });
  const since = performance.now();
  const answers = Promise.all([until(tiles, since), until(document.querySelector("#content"), since)]);
  option.click();
  return answers;
}

/** @param {import("@playwright/test").Browser} browser */
export async function measureFilterChange(browser, { server, storageState, changes, quantile }) {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/?${DAYS}`);
  await settled(page);
  await page.getByRole("button", { name: "Market", exact: true }).click();
  const offered = page.getByRole("listbox").getByRole("option");
  await offered.first().waitFor();
  const options = Math.min(await offered.count(), 6);
  const steps = grayCode(options).slice(0, changes + 1);
  const tiles = [];
  const whole = [];
  for (const [step, option] of steps.entries()) {
    const [ofTiles, ofPage] = await page.evaluate(change, option);
    // The first change also loads what no page needs before it.
    if (step > 0) {
      tiles.push(ofTiles);
      whole.push(ofPage);
    }
    await settled(page);
  }
  await context.close();
  const goal = { text: `< ${MOST_MS}`, met: quantile(tiles, 0.5) < MOST_MS && quantile(tiles, 0.95) < MOST_MS };
  return [
    { what: "filter change: new figures in the tiles", unit: "ms", values: tiles, goal },
    { what: "filter change: everything on the page new", unit: "ms", values: whole },
  ];
}
