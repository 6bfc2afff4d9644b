// npm run test:db [-- file filter, vitest options]: the database tests, against a throw-away Postgres.
import { join } from "node:path";
import { ensure, runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { withTestPostgres } from "./with-test-postgres.mjs";

await ensure("generate");
const command = [join(bin, "vitest"), "run", "--project", "db", ...process.argv.slice(2)];
const { code } = await withTestPostgres(({ env }) => runCommand(command, { env }));
process.exitCode = code;
