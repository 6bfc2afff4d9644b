import { expect, test } from "vitest";
import { systemActorOf } from "@/lib/auth/service/actors";
import { deleteOrganization, organizationIdOf } from "@/lib/founding/service";
import { verifySums } from "@/lib/kpi/service/verify";
import { pool } from "@/lib/server/db";
import { freshSums } from "@/lib/testing/fresh-sums";
import { generate } from "./make";

const ASKED = { jobs: 1_000, lastDay: "2026-06-30", seed: 7 };

async function generated(slug: string, pastTriggers: boolean): Promise<string> {
  await generate({ ...ASKED, slug, pastTriggers }, () => {});
  return organizationIdOf(slug);
}

async function rows<T>(sql: string, organizationId: string): Promise<T[]> {
  return (await pool().query(sql, [organizationId])).rows;
}

/** How many rows each table has of an organization. */
async function counts(organizationId: string): Promise<Record<string, number>> {
  const tables = await pool().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'kpi_stale' ORDER BY 1`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const [row] = await rows<{ count: number }>(
      `SELECT count(*)::int FROM "${name}" WHERE organization_id = $1`,
      organizationId,
    );
    found[name] = row?.count ?? 0;
  }
  return found;
}

/** Jobs without what differs from one organization to the next: whose, and ids. */
const JOBS = `SELECT j.occurred_at, j.kind, j.status, j.known_cost, j.credits, j.approved, j.cost_superseded, c.code,
  m.code AS market FROM job j JOIN campaign c ON c.organization_id = j.organization_id AND c.id = j.campaign_id
  JOIN market m ON m.organization_id = j.organization_id AND m.id = j.market_id
  WHERE j.organization_id = $1 ORDER BY j.id`;
/** The same money four times. */
const MONEY = `SELECT sum(known_cost)::text AS jobs, sum(cost_failed + cost_duplicate + cost_dropped + cost_rejected +
    cost_superseded + cost_useful + cost_open)::text AS classes,
    (SELECT sum(amount)::text FROM ledger_entry WHERE organization_id = $1) AS ledger,
    (SELECT sum(cost)::text FROM attempt WHERE organization_id = $1) AS tries FROM job WHERE organization_id = $1`;
/** As many marks as anybody likes, of the same days. */
const MARKED = `SELECT DISTINCT day::date FROM kpi_stale, generate_series(first_at::date, last_at::date, '1 day') day
  WHERE organization_id = $1 ORDER BY 1`;

test("jobs written past triggers are those that triggers let in: same jobs, same rows everywhere, same money, same days marked", async () => {
  const past = await generated("past", true);
  const through = await generated("through", false);
  expect(await counts(past)).toEqual(await counts(through));
  expect(await rows(JOBS, past)).toEqual(await rows(JOBS, through));
  expect(await rows(MARKED, past)).toEqual(await rows(MARKED, through));
  expect(new Set(Object.values((await rows<object>(MONEY, past))[0] ?? {})).size).toBe(1);
  const actor = await systemActorOf(past);
  await freshSums(past);
  expect(await verifySums(actor.organization)).toMatchObject({ differences: [], stale: 0 });
  for (const slug of ["past", "through"]) await deleteOrganization(slug);
});
