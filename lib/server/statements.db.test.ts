import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKey } from "@/lib/auth/service/api-keys";
import { anOrganization } from "@/lib/testing/make";
import { seeded } from "@/lib/testing/random";
import { aWorld, insertRandomJobs } from "@/lib/testing/raw-jobs";
import { db } from "./db";

// A list of fifty rows asks the database as often as a list of three: rows are never looked up one by one.

type Route = { GET: (request: Request, context: { params: Promise<object> }) => Promise<Response> };
const DAYS = "from=2026-03-01&to=2026-03-31";
const ENDPOINTS: Record<string, [load: () => Promise<unknown>, query: string]> = {
  kpis: [() => import("@/app/api/v1/kpis/route"), `${DAYS}&groupBy=campaign,market&interval=week`],
  waste: [() => import("@/app/api/v1/waste/route"), `${DAYS}&groupBy=motif`],
  basis: [() => import("@/app/api/v1/kpis/basis/route"), DAYS],
  jobs: [() => import("@/app/api/v1/jobs/route"), DAYS],
  campaigns: [() => import("@/app/api/v1/campaigns/route"), ""],
  motifs: [() => import("@/app/api/v1/motifs/route"), ""],
  wallets: [() => import("@/app/api/v1/wallets/route"), ""],
  balances: [() => import("@/app/api/v1/balances/route"), ""],
  waiting: [() => import("@/app/api/v1/assets/waiting/route"), ""],
  members: [() => import("@/app/api/v1/members/route"), ""],
  prices: [() => import("@/app/api/v1/prices/route"), ""],
  "audit log": [() => import("@/app/api/v1/audit-log/route"), ""],
};

const keys: string[] = [];
const { query } = pg.Client.prototype;
let statements = 0;

beforeAll(async () => {
  for (const count of [3, 60]) {
    const actor = await anOrganization();
    const world = await aWorld(actor);
    await insertRandomJobs(world, seeded(3), { count, from: "2026-03-01", to: "2026-03-31", edges: [] });
    const id = actor.organization.id;
    if (count > 3)
      await db().$executeRaw`
        INSERT INTO campaign (organization_id, id, code, name, effective_id)
        SELECT ${id}::uuid, one, 'MORE' || n, 'More', one FROM (SELECT gen_random_uuid() AS one, n FROM generate_series(1, 40) n) more`;
    const access = { role: "admin" as const, costCenters: null, expiresAt: null, scopes: null };
    keys.push((await createApiKey(actor, { ...access, name: "reader" })).key);
  }
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    statements += 1;
    return Reflect.apply(query, this, args);
  } as typeof query;
});
afterAll(() => {
  pg.Client.prototype.query = query;
});

async function statementsOf([load, params]: (typeof ENDPOINTS)[string], key: string): Promise<number> {
  const { GET } = (await load()) as Route;
  const ask = () =>
    GET(new Request(`http://localhost:3000/api/v1/x?${params}`, { headers: { authorization: `Bearer ${key}` } }), {
      params: Promise.resolve({}),
    });
  // The first request may note that the key was used, and learn types.
  await ask();
  statements = 0;
  const response = await ask();
  expect(response.status).toBe(200);
  return statements;
}

test.each(Object.entries(ENDPOINTS))("%s", async (_, endpoint) => {
  const [few = "", many = ""] = keys;
  const asked = await statementsOf(endpoint, few);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(20);
  expect(await statementsOf(endpoint, many)).toBe(asked);
});
