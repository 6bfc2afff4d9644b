// Finds a browser for the end-to-end tests: an installed one, else Playwright's own, else Debian's package when root.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, toolEnvironment } from "./project.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const DOWNLOAD_MS = 5 * 60_000;

function installed() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC];
  return [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));
}

async function downloadedByPlaywright() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

function succeeds(command, args, timeout = DOWNLOAD_MS) {
  const env = toolEnvironment({ PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000", DEBIAN_FRONTEND: "noninteractive" });
  return spawnSync(command, args, { env, stdio: "ignore", timeout }).status === 0;
}

function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const done = succeeds("apt-get", ["update"]) && succeeds("apt-get", ["install", "-y", "chromium"]);
  return done ? installed() : undefined;
}

/** The path of a browser, or undefined for Playwright's own. Throws when there is none to be had. */
export async function findBrowser(log = () => {}) {
  const found = installed();
  if (found) return found;
  if (await downloadedByPlaywright()) return undefined;
  log("No browser found: downloading one …");
  if (succeeds(join(bin, "playwright"), ["install", "chromium"])) return undefined;
  const debian = installPackage();
  if (debian) return debian;
  throw new Error("No browser: install Chromium or Chrome, or name one in CHROMIUM_PATH.");
}
