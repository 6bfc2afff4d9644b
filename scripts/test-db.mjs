// npm run test:db [-- file filter, vitest options]: the database tests, against a throw-away Postgres.
import { join } from "node:path";
import { ensure, runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { startTestPostgres } from "./test-postgres.mjs";

await ensure("generate");
const postgres = await startTestPostgres();
// Ctrl-C reaches vitest by itself; we stay to clean up after it.
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
const { code } = await runCommand([join(bin, "vitest"), "run", "--project", "db", ...process.argv.slice(2)], {
  env: postgres.env,
});
await postgres.stop();
process.exitCode = code;
