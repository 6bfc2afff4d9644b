// npm run bench:kpi -- --organization <slug> [--smaller <slug>] [--runs 11] [--json file]: figures of organizations that
// `npm run generate` made, against hand-written SQL over their jobs with the best index for it, and against DuckDB on the
// same rows. All in turns, so that ratios come from one run. The index stands only while this runs.
import { systemActorOf } from "@/lib/auth/service/actors";
import type { Actor } from "@/lib/core/actor";
import { organizationIdOf } from "@/lib/founding/service";
import { kpis } from "@/lib/kpi/service";
import { refreshSums } from "@/lib/kpi/service/refresh";
import { closeDatabase, pool } from "@/lib/server/db";
import { openColumnar } from "./bench/columnar";
import { type Case, casesOf, type Values } from "./bench/kpi-cases";
import { benchOptions, inTurns, type Line, machine, median, ratios, report } from "./bench/report.mjs";
import { TIME_ZONE } from "./generate/world";

const USAGE = "Usage: npm run bench:kpi -- --organization <slug> [--smaller <slug>] [--runs 11] [--json file]";
const BY_HAND = "SQL over jobs";
const DUCKDB = "DuckDB";
const INDEX = `CREATE INDEX IF NOT EXISTS bench_kpi_rows ON job (organization_id, occurred_at)
  INCLUDE (campaign_id, market_id, channel_id, kind, known_cost, images_delivered, approved) WHERE voided_at IS NULL`;

async function only<T>(sql: string, ...values: unknown[]): Promise<T> {
  const { rows } = await pool().query(sql, values);
  return rows[0];
}

/** What most jobs of the organization have. */
function largest(list: "campaign" | "market" | "channel", actor: Actor): Promise<{ id: string; code: string }> {
  return only(
    `SELECT l.id::text, l.code FROM ${list} l JOIN job j ON j.organization_id = l.organization_id AND j.${list}_id = l.id
     WHERE l.organization_id = $1 AND NOT l.unassigned GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1`,
    actor.organization.id,
  );
}

type Place = { actor: Actor; cases: Case[]; facts: { jobs: number; sums: number; lastDay: string } };

async function freshPlace(slug: string): Promise<Place> {
  const actor = await systemActorOf(await organizationIdOf(slug));
  while ((await refreshSums(actor.organization.id)) > 0);
  const facts = await only<Place["facts"]>(
    `SELECT count(*)::int AS jobs, (max(occurred_at) AT TIME ZONE '${TIME_ZONE}')::date::text AS "lastDay",
      (SELECT count(*)::int FROM kpi_sum WHERE organization_id = $1) AS sums FROM job WHERE organization_id = $1`,
    actor.organization.id,
  );
  const values: Values = {
    campaign: await largest("campaign", actor),
    market: await largest("market", actor),
    channel: await largest("channel", actor),
  };
  return { actor, cases: casesOf(facts.lastDay, values), facts };
}

async function ask(actor: Actor, { questions }: Case): Promise<void> {
  for (const question of questions) await kpis(actor, question);
}

type Work = () => Promise<unknown>;

async function inAllWays({ actor, cases }: Place, smaller: Place | null, runs: number) {
  const columnar = await openColumnar(pool(), actor.organization.id);
  const works: Record<string, Work> = {};
  for (const [at, one] of cases.entries()) {
    works[one.name] = () => ask(actor, one);
    const small = smaller?.cases[at];
    if (smaller && small) works[`${one.name}: smaller`] = () => ask(smaller.actor, small);
    const { sql } = one;
    if (!sql) continue;
    works[`${one.name}: ${BY_HAND}`] = async () => {
      for (const { postgres } of sql) await pool().query(postgres, [actor.organization.id]);
    };
    works[`${one.name}: ${DUCKDB}`] = async () => {
      for (const { duckdb } of sql) await columnar.rows(duckdb);
    };
  }
  try {
    return await inTurns(works, { runs, warmups: 2 });
  } finally {
    columnar.close();
  }
}

const STALE_DAYS = 4;

/** The same question while jobs of the last days have just changed and no worker has come by. */
async function whileStale({ actor, cases, facts }: Place, runs: number): Promise<Line[]> {
  const [first] = cases;
  if (!first) return [];
  const { rowCount } = await pool().query(
    "UPDATE job SET revision = revision WHERE organization_id = $1 AND occurred_at > $2::date - $3::int",
    [actor.organization.id, facts.lastDay, STALE_DAYS - 1],
  );
  const { stale } = await inTurns({ stale: () => ask(actor, first) }, { runs, warmups: 2 });
  while ((await refreshSums(actor.organization.id)) > 0);
  return [{ what: `${first.name}, ${rowCount} jobs just changed`, unit: "ms", values: stale }];
}

/** The goals: growth, and the time beside DuckDB (with filters of two dimensions twice its time). */
const MOST_GROWTH = 1.3;
const slowest = (name: string) => (name.includes("market and a channel") ? 2 : 1);

/** @param times how many times the other's time the median is */
const goal = (text: string, most: number, times: readonly number[]) => ({
  goal: { text: `≤ ${most} × ${text}`, met: median(times) <= most },
});

function linesOf({ name, sql }: Case, measured: Record<string, number[]>): Line[] {
  const of = (what: string) => measured[what] ?? [];
  const own = of(name);
  const smaller = measured[`${name}: smaller`];
  const grown = smaller ? ratios(own, smaller) : [];
  const growth = smaller
    ? { ratio: { to: "the smaller one", values: grown }, ...(sql ? goal("the smaller one", MOST_GROWTH, grown) : {}) }
    : {};
  const others = sql ? [BY_HAND, DUCKDB] : [];
  return [
    { what: name, unit: "ms", values: own, ...growth },
    ...others.map((other) => {
      const values = of(`${name}: ${other}`);
      const promised = other === DUCKDB ? goal(DUCKDB, slowest(name), ratios(own, values)) : {};
      return {
        what: `  ${other}`,
        unit: "ms",
        values,
        ratio: { to: "sums", values: ratios(values, own) },
        ...promised,
      };
    }),
  ];
}

async function bench(): Promise<void> {
  const text = { type: "string" } as const;
  const { values, runs, json } = benchOptions({ organization: text, smaller: text }, 11);
  if (!values.organization) throw new Error(USAGE);
  const of = machine();
  const place = await freshPlace(values.organization);
  const smaller = values.smaller ? await freshPlace(values.smaller) : null;
  await pool().query(INDEX);
  for (const table of ["job", "kpi_sum", "kpi_stale"]) await pool().query(`VACUUM (ANALYZE) ${table}`);
  const measured = await inAllWays(place, smaller, runs);
  const lines = [...place.cases.flatMap((one) => linesOf(one, measured)), ...(await whileStale(place, runs))];
  const { jobs, sums } = place.facts;
  const facts = { jobs, "rows of sums": sums, ...(smaller ? { "jobs of the smaller one": smaller.facts.jobs } : {}) };
  report({ name: "Figures", of, facts, lines, json });
}

try {
  await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await pool().query("DROP INDEX IF EXISTS bench_kpi_rows");
  await closeDatabase();
}
