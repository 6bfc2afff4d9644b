/** The architecture, as rules a machine can check. `npm run arch` must be green before a merge; ARCHITECTURE.md explains it. */

// A slice may use the slices to its left, never the ones to its right.
const SLICES = [
  "idempotency",
  "audit",
  "auth",
  "settings",
  "dimensions",
  "prices",
  "credits",
  "founding",
  "ledger",
  "kpi",
  "periods",
  "jobs",
  "pictures",
  "reviews",
  "balances",
  "targets",
  "budgets",
  "notifications",
  "alerts",
  "intake",
  "exports",
  "views",
  "search",
  "live",
  "demo",
];

const slicesOnlyLookLeft = SLICES.slice(0, -1).map((slice, index) => ({
  name: `slice-order:${slice}`,
  severity: "error",
  from: { path: `^lib/${slice}/`, pathNot: "\\.test\\.ts$" },
  to: { path: `^lib/(${SLICES.slice(index + 1).join("|")})/` },
}));

const TEST = "\\.test\\.tsx?$|^lib/testing/|^e2e/";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "every-folder-is-a-known-slice",
      comment: "A folder in lib/ is a slice with a place in the order above, or core, server, http, testing.",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: `^lib/(${SLICES.join("|")}|core|server|http|testing)/` },
    },
    {
      name: "rules-and-schemas-are-pure",
      comment: "rules, schema and chart files may import only each other, lib/core, zod and decimal.js.",
      severity: "error",
      from: { path: "^lib/[^/]+/(rules|schema|chart)(\\.ts$|/)", pathNot: TEST },
      to: { pathNot: ["^lib/[^/]+/(rules|schema)(\\.ts$|/)", "^lib/core/", "node_modules/(zod|decimal\\.js)/"] },
    },
    {
      name: "core-stands-alone",
      severity: "error",
      from: { path: "^lib/core/", pathNot: TEST },
      to: { pathNot: ["^lib/core/", "node_modules/(zod|decimal\\.js|uuid)/", "^uuid$"] },
    },
    {
      name: "stores-are-private",
      comment: "Only a slice's own service (or a store of the same slice) reads its store.",
      severity: "error",
      from: { pathNot: [TEST, "^lib/[^/]+/(service|session|store)(\\.ts$|/)", "^prisma/"] },
      to: { path: "^lib/[^/]+/store(\\.ts$|/)" },
    },
    {
      name: "stores-of-other-slices",
      severity: "error",
      from: { path: "^lib/([^/]+)/(service|session|store)(\\.ts$|/)", pathNot: TEST },
      to: { path: "^lib/[^/]+/store(\\.ts$|/)", pathNot: "^lib/$1/store(\\.ts$|/)" },
    },
    {
      name: "prisma-stays-in-stores",
      comment: "The auth library's adapter is the one other place that holds the client.",
      severity: "error",
      from: { pathNot: ["^lib/[^/]+/store(\\.ts$|/)", "^lib/server/(db|planned-once)\\.ts$", "^prisma/", TEST] },
      to: { path: "^prisma/generated/" },
    },
    {
      name: "only-services-open-the-database",
      comment: "A store receives a connection or a transaction, it never fetches one. Types are free.",
      severity: "error",
      from: {
        pathNot: [
          "^lib/[^/]+/(service|session|worker|library)(\\.ts$|/)",
          "^lib/server/",
          "^prisma/",
          "^scripts/",
          TEST,
        ],
      },
      to: { path: "^lib/server/db\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "browser-code-stays-browser-safe",
      comment: "Components and queries never reach a service, a store or server plumbing.",
      severity: "error",
      from: { path: "^components/|^lib/[^/]+/queries\\.ts$|^lib/http/" },
      to: { path: "^lib/[^/]+/(service|store|session|worker|library)(\\.ts$|/)|^lib/server/" },
    },
    {
      name: "lib-knows-no-screens",
      severity: "error",
      from: { path: "^lib/", pathNot: TEST },
      to: { path: "^(app|components)/" },
    },
    { name: "components-know-no-routes", severity: "error", from: { path: "^components/" }, to: { path: "^app/" } },
    {
      name: "framework-free-services",
      comment: "Services speak to no web framework; only the edge of auth (session, library) may.",
      severity: "error",
      from: { path: "^lib/[^/]+/(service|store|rules|schema|worker)(\\.ts$|/)" },
      to: { path: "node_modules/(next|react)/" },
    },
    {
      name: "plumbing-knows-no-slice",
      comment: "lib/server and lib/http serve every slice and depend on none.",
      severity: "error",
      from: { path: "^lib/(server|http)/", pathNot: TEST },
      to: { path: "^lib/", pathNot: "^lib/(core|server|http)/" },
    },
    { name: "testing-is-for-tests", severity: "error", from: { pathNot: TEST }, to: { path: "^lib/testing/" } },
    ...slicesOnlyLookLeft,
  ],
  required: [
    {
      name: "server-files-say-so",
      comment: 'import "server-only" turns a wrong import into a build error.',
      severity: "error",
      module: {
        path: "^lib/[^/]+/(service|store|session|worker|library)(\\.ts$|/)|^lib/server/",
        pathNot: "\\.test\\.ts$|^lib/server/env-schema\\.ts$",
      },
      to: { path: "node_modules/server-only/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^prisma/generated"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
