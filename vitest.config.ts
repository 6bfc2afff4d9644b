import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Next resolves "server-only" to nothing on the server; so do tests.
  resolve: { alias: { "@": here("."), "server-only": here("./lib/testing/server-only.ts") } },
  test: {
    environment: "node",
    env: { TZ: "UTC" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,scripts,app}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "**/*.start.test.ts", "**/*.faults.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "start", include: ["scripts/**/*.start.test.ts"], testTimeout: 240_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: "faults", include: ["scripts/**/*.faults.test.ts"], testTimeout: 240_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{lib,scripts,app}/**/*.db.test.ts"],
          setupFiles: ["lib/testing/own-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
