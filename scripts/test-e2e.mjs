// npm run test:e2e [-- file filter, Playwright options]: the product as `npm start` runs it, with a data folder to
// throw away, and a real browser.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { withThrowAwayProduct } from "./throw-away-product.mjs";

const say = (text) => process.stderr.write(`${text}\n`);

function environmentOfTests(url, dataDir, browser) {
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, "runtime.json"), "utf8"));
  return {
    E2E_URL: url,
    E2E_DATABASE_URL: databaseUrl,
    E2E_DATA_DIR: dataDir,
    ...(browser ? { CHROMIUM_PATH: browser } : {}),
  };
}

async function runTests(args) {
  const browser = await findBrowser(say);
  return withThrowAwayProduct(async ({ url, dataDir, said }) => {
    const env = environmentOfTests(url, dataDir, browser);
    const { code } = await runCommand([join(bin, "playwright"), "test", ...args], { env });
    if (code !== 0) say(`The product said:\n${said().slice(-8000)}`);
    return code;
  }, say);
}

for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
try {
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
