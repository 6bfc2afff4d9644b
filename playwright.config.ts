import { defineConfig, devices } from "@playwright/test";

// scripts/test-e2e.mjs starts the product, finds a browser and names both here.
const { E2E_URL = "http://localhost:3000", CHROMIUM_PATH } = process.env;
const isRoot = process.getuid?.() === 0;

// Without these the browser calls home, which only costs time where there is no network.
const QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // A busy machine may cut a connection or miss a wait; what fails twice is broken, and what passed late is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: E2E_URL,
    trace: "retain-on-failure",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...devices["Desktop Chrome"],
    launchOptions: {
      ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
      args: [...QUIET, "--disable-sync", ...(isRoot ? ["--no-sandbox"] : [])],
    },
  },
});
