// npm run db:generate, npm run db:migrate -- --name what-changes: Prisma's CLI with our engine and an empty database.
// A new migration is thought out there; people's data is only ever touched by `migrate deploy` at the next start.
import { join } from "node:path";
import { runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { withTestPostgres } from "./with-test-postgres.mjs";

const command = [join(bin, "prisma"), ...process.argv.slice(2)];

async function onEmptyDatabase(postgres) {
  return runCommand(command, { env: { DATABASE_URL: await postgres.empty("new"), DATABASE_DIRECT_URL: "" } });
}

const needsDatabase = process.argv[2] !== "generate";
const { code } = await (needsDatabase ? withTestPostgres(onEmptyDatabase) : runCommand(command));
process.exitCode = code;
