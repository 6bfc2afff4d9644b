// The bytes that a page needs, as they come over the wire.
import { settled } from "../demo-browser.mjs";

const MOST_SCRIPT_KB = 250;
const kb = (answers) => answers.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;

/** Everything that is asked for until the page is at rest, without any click. */
async function answersOf(page, address) {
  const answers = [];
  page.on("requestfinished", async (request) => {
    const { responseBodySize: bytes } = await request.sizes();
    answers.push({ type: request.resourceType(), url: request.url(), bytes });
  });
  const document = await page.goto(address);
  const html = await document.text();
  await settled(page);
  return { answers, html };
}

/** @param {import("@playwright/test").Browser} browser with an empty cache in each new context */
export async function measureFirstLoad(browser, { server, storageState, pages }) {
  const lines = [];
  for (const [name, path] of Object.entries(pages)) {
    const context = await browser.newContext({ storageState });
    const { answers, html } = await answersOf(await context.newPage(), `${server.url}${path}`);
    await context.close();
    const script = answers.filter(({ type }) => type === "script");
    // What the document names is loaded before the page can be used; the rest comes when it is needed.
    const first = kb(script.filter(({ url }) => html.includes(new URL(url).pathname)));
    const goal = { text: `≤ ${MOST_SCRIPT_KB}`, met: first <= MOST_SCRIPT_KB };
    const line = (what, value) => ({ what: `${name}: ${what}`, unit: "kB", values: [value] });
    lines.push(
      { ...line("script of the first load", first), ...(name === "overview" ? { goal } : {}) },
      line("script that follows by itself", kb(script) - first),
      line("style sheets", kb(answers.filter(({ type }) => type === "stylesheet"))),
      line("document", kb(answers.filter(({ type }) => type === "document"))),
      line("answers of the API", kb(answers.filter(({ url }) => url.includes("/api/v1/")))),
    );
  }
  return lines;
}
