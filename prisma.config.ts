import { defineConfig } from "prisma/config";

// Empty counts as unset. Behind a pooler, migrations need the direct line.
const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || "";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url },
});
