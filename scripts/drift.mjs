// npm run db:drift: do the migrations, run from nothing, give what schema.prisma says? Prisma is blind to triggers,
// CHECK and exclusion constraints; a database test provokes those.
import { join } from "node:path";
import { runCommand } from "./prepare-steps.mjs";
import { bin } from "./project.mjs";
import { withTestPostgres } from "./with-test-postgres.mjs";

const agree = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma", "--exit-code"];

const { code } = await withTestPostgres(async (postgres) =>
  runCommand([join(bin, "prisma"), "migrate", "diff", ...agree], {
    env: { DATABASE_URL: await postgres.empty("drift"), DATABASE_DIRECT_URL: "" },
  }),
);
if (code === 2) process.stderr.write("The migrations and schema.prisma differ: npm run db:migrate -- --name …\n");
process.exitCode = code;
