import "server-only";
import type { Db } from "@/lib/server/db";
import { Prisma } from "@/prisma/generated/client";
import type { Cube, Span } from "../rules/cubes";
import type { SumName } from "../rules/fields";
import { NOTHING_SUMMED, type Sums } from "../rules/sums";
import { type Dimension, MOST_ROWS } from "../schema";
import { decisionsAt, jobsAt } from "./as-of";
import { type Grouping, groupingOf } from "./dimensions";
import {
  levelSums,
  MOTIF_DROPPED,
  measuresOf,
  type Reading,
  readsCampaigns,
  readsCredits,
  readsMotifs,
} from "./measures";

/** Where sums of jobs are read instead of the jobs. */
export type KeptPart = {
  cube: Cube;
  /** On sums `j`: whose, which. */
  condition: Prisma.Sql;
  months: readonly Span[];
  days: readonly Span[];
  /** What changed since its sums were made: instants whose jobs are read. */
  stale: readonly { from: string; until: string }[];
  /** First days of the intervals that lie in the range, in the order of `starts`. */
  starts: readonly string[];
};

export type SumsQuery = Reading & {
  organizationId: string;
  timeZone: string;
  /** On job `j`: whose, which. The range comes besides, because decisions of a period have a day of their own. */
  condition: Prisma.Sql;
  from: string;
  until: string;
  /** First instants of the intervals; empty = no series. */
  starts: readonly string[];
  groupBy: readonly Dimension[];
  top: number | null;
  approvals: "cohort" | "period";
  /** As it was known at this instant; null = as it is. */
  asOf: string | null;
  /** Null: all of it is read from jobs. */
  sums: KeptPart | null;
};

type Level = { interval: number; group: number; keys: (string | null)[]; names: (string | null)[]; sums: Sums };

/** The total, the groups (by spend) and the cells of the series: one statement, so they cannot disagree. */
export type Summed = {
  total: Sums;
  groups: Level[];
  cells: Level[];
  /** The day before the first job that is unpriced or whose outcome is unknown; null = none. */
  settledUntil: string | null;
};

/** A row as the statement answers it: where it stands, then keys, names and the sums that were asked for, in their order. */
type Row = [
  interval: number,
  group: number,
  settledUntil: string | null,
  ...rest: (number | string | Record<string, string> | null)[],
];

export async function readSums(db: Db, query: SumsQuery): Promise<Summed> {
  const names = sumNames(query);
  // One text instead of a row of columns per level: the client takes longer over columns than Postgres over adding.
  const [answer] = await db.$queryRaw<{ rows: string }[]>(statement(query));
  const rows: Row[] = JSON.parse(answer?.rows ?? "[]");
  const levels = rows.map((row) => toLevel(row, names, query.groupBy.length));
  const [total] = levels;
  if (!total) throw new Error("The total is always there");
  return {
    total: total.sums,
    groups: levels.filter(({ interval, group }) => interval === 0 && group > 0),
    cells: levels.filter(({ interval }) => interval > 0),
    settledUntil: rows[0]?.[2] ?? null,
  };
}

function toLevel(row: Row, names: readonly SumName[], dimensions: number): Level {
  const [interval, group, , ...rest] = row;
  const texts = rest.slice(0, 2 * dimensions) as (string | null)[];
  const values = rest.slice(2 * dimensions);
  const sums = Object.fromEntries(names.map((name, at) => [name, values[at]])) as Partial<Sums>;
  return {
    interval,
    group,
    keys: texts.slice(0, dimensions),
    names: texts.slice(dimensions),
    sums: { ...NOTHING_SUMMED, ...sums },
  };
}

/** Sums that are counted apart from the others, with what stands for them in a row. */
function apart(query: SumsQuery): { name: SumName; sql: string }[] {
  return [
    ...(readsCampaigns(query) ? [{ name: "campaigns" as const, sql: "coalesce(c.campaigns, 0)" }] : []),
    ...(readsCredits(query)
      ? [
          { name: "providers" as const, sql: "coalesce(p.providers, 0)" },
          { name: "creditsByProvider" as const, sql: "coalesce(p.credits, '{}')" },
        ]
      : []),
  ];
}

const sumNames = (query: SumsQuery): SumName[] => [...levelSums(query), ...apart(query)].map(({ name }) => name);

/**
 * `raw` adds the jobs once per interval, campaign, provider and grouped values; everything after works on those few
 * rows: codes after merges, rank of the groups, and the three levels as grouping sets of the same rows.
 */
function statement(query: SumsQuery): Prisma.Sql {
  const { organizationId, groupBy, top, starts, timeZone } = query;
  const org = Prisma.sql`${organizationId}::uuid`;
  const place = { organizationId, asOf: query.asOf, hasSums: query.sums !== null };
  const grouped = groupBy.map((dimension, index) => groupingOf(dimension, place, index + 1));
  const parts = sources(query, grouped);
  if (query.approvals === "period")
    parts.push(
      decisions(
        query,
        grouped.map(({ raw }) => raw),
      ),
    );
  const hasCampaigns = readsCampaigns(query);
  const hasCredits = readsCredits(query);
  const effective = Prisma.sql`JOIN LATERAL (SELECT x.effective_id, e.unassigned FROM campaign x
    JOIN campaign e ON e.organization_id = ${org} AND e.id = x.effective_id
    WHERE x.organization_id = ${org} AND x.id = r.campaign_id OFFSET 0) c ON true`;
  const sets = levelSets(groupBy.length > 0, starts.length > 0);
  const level = Prisma.sql`${starts.length > 0 ? Prisma.raw("coalesce(b, 0)") : Prisma.raw("0")} AS b,
    ${groupBy.length > 0 ? Prisma.raw("coalesce(g, 0)") : Prisma.raw("0")} AS g`;
  const campaigns = Prisma.sql`,
    campaigns AS (
      SELECT b, g, count(*) AS campaigns FROM (
        SELECT ${level}, campaign FROM placed WHERE assigned AND jobs > 0
        GROUP BY GROUPING SETS (${sets("campaign")})) one GROUP BY 1, 2)`;
  const credits = Prisma.sql`,
    credits AS (
      SELECT b, g, count(*) AS providers, jsonb_object_agg(p.code, trim_scale(credits)::text)
        FILTER (WHERE credit_jobs > 0) AS credits
      FROM (
        SELECT ${level}, provider_id, sum(credits) AS credits, sum(credit_jobs) AS credit_jobs
        FROM placed WHERE jobs > 0 GROUP BY GROUPING SETS (${sets("provider_id")})) one
      JOIN provider p ON p.organization_id = ${org} AND p.id = one.provider_id GROUP BY 1, 2)`;
  const own = levelSums(query);
  const texts = [...namesOf("k", groupBy.length), ...namesOf("n", groupBy.length)];
  const answered = [...own.map((_, at) => `s.s${at}`), ...apart(query).map(({ sql }) => sql)];
  return Prisma.sql`
    WITH raw AS MATERIALIZED (${Prisma.join(parts, " UNION ALL ")}),
    keyed AS (
      SELECT r.*, ${hasCampaigns ? Prisma.raw("c.effective_id AS campaign, NOT c.unassigned") : Prisma.raw("NULL::uuid AS campaign, false")} AS assigned
        ${each(grouped, ({ key, name }, at) => Prisma.sql`, ${key} AS ${column("k", at)}, ${name} AS ${column("n", at)}`)}
      FROM raw r ${hasCampaigns ? effective : Prisma.empty} ${each(grouped, ({ join }) => join)}),
    placed AS (${placed(groupBy.length, top)}),
    sums AS (
      SELECT ${level} ${each(texts, (name) => Prisma.sql`, ${textOf(name, top)} AS ${Prisma.raw(name)}`)},
        min(first_open) AS first_open
        ${Prisma.raw(own.map(({ sql }, at) => `, ${sql} AS s${at}`).join(""))}
      FROM placed GROUP BY GROUPING SETS (${sets("")}) ORDER BY 1, 2 LIMIT ${2 * MOST_ROWS + 2})
    ${hasCampaigns ? campaigns : Prisma.empty} ${hasCredits ? credits : Prisma.empty}
    SELECT json_agg(json_build_array(s.b, s.g, ((s.first_open AT TIME ZONE ${timeZone})::date - 1)::text
      ${Prisma.raw([...texts.map((name) => `s.${name}`), ...answered].map((sql) => `, ${sql}`).join(""))})
      ORDER BY s.b, s.g)::text AS rows
    FROM sums s ${hasCampaigns ? Prisma.raw("LEFT JOIN campaigns c USING (b, g)") : Prisma.empty}
      ${hasCredits ? Prisma.raw("LEFT JOIN credits p USING (b, g)") : Prisma.empty}`;
}

/** Total, groups and intervals as grouping sets; `also` is a column that each of them is split by besides. */
function levelSets(isGrouped: boolean, hasSeries: boolean) {
  const levels = [[], ...(isGrouped ? [["g"]] : []), ...(hasSeries ? [isGrouped ? ["b", "g"] : ["b"]] : [])];
  return (also: "" | CostlySumColumn) =>
    Prisma.raw(levels.map((columns) => `(${[...columns, ...(also ? [also] : [])].join(", ")})`).join(", "));
}
type CostlySumColumn = "campaign" | "provider_id";

type TextColumn = "d" | "k" | "n";
const column = (name: TextColumn, at: number) => Prisma.raw(`${name}${at + 1}`);
/** k1, k2…: one for each grouped dimension. */
const namesOf = (name: TextColumn, dimensions: number) =>
  Array.from({ length: dimensions }, (_, at) => `${name}${at + 1}`);

/** Text after text, also none. */
const each = <T>(all: readonly T[], sql: (one: T, at: number) => Prisma.Sql) =>
  all.length === 0 ? Prisma.empty : Prisma.join(all.map(sql), " ");

/** Groups in order of spend, then key; with `top` all others share one place. Without groups everything is in one. */
function placed(dimensions: number, top: number | null): Prisma.Sql {
  if (dimensions === 0) return Prisma.sql`SELECT *, 1 AS g FROM keyed`;
  const keys = namesOf("k", dimensions);
  const order = Prisma.raw(keys.map((key) => `${key} COLLATE "C" NULLS LAST`).join(", "));
  const rank = Prisma.sql`dense_rank() OVER (ORDER BY spent DESC, ${order})`;
  const place = top === null ? rank : Prisma.sql`least(${rank}, ${top + 1}::bigint)`;
  return Prisma.sql`SELECT *, ${place} AS g
    FROM (SELECT *, sum(spend) OVER (PARTITION BY ${Prisma.raw(keys.join(", "))}) AS spent FROM keyed) k`;
}

/** Every row of a group has the same key and name; what `top` merged has none. */
function textOf(name: string, top: number | null): Prisma.Sql {
  const text = Prisma.raw(`min(${name})`);
  return top === null ? text : Prisma.sql`CASE WHEN min(g) <= ${top}::bigint THEN ${text} END`;
}

function sources(query: SumsQuery, grouped: readonly Grouping[]): Prisma.Sql[] {
  const raw = grouped.map(({ raw }) => raw);
  const { sums } = query;
  if (!sums) return [jobs(query, raw, within(query.from, query.until))];
  const stale = sums.stale.length > 0 ? [jobs(query, raw, during(sums.stale))] : [];
  const hasKept = sums.months.length > 0 || sums.days.length > 0;
  const kept = grouped.map(({ raw, kept = raw }) => kept);
  return hasKept ? [keptSums(query, sums, kept), ...stale] : stale;
}

const within = (from: string, until: string) =>
  Prisma.sql`j.occurred_at >= ${from}::timestamptz AND j.occurred_at < ${until}::timestamptz`;

/** Each stretch of time is looked up in the index by itself. */
const during = (stretches: KeptPart["stale"]) => oneOf(stretches.map(({ from, until }) => within(from, until)));

const oneOf = (conditions: readonly Prisma.Sql[]) => Prisma.sql`(${Prisma.join([...conditions], ") OR (", "(", ")")})`;

/** The same columns as from jobs, from their sums of whole months and days. */
function keptSums(query: SumsQuery, sums: KeptPart, kept: readonly Prisma.Sql[]): Prisma.Sql {
  const interval =
    sums.starts.length > 0 ? Prisma.sql`width_bucket(j.first_day, ${[...sums.starts]}::date[])` : Prisma.raw("1");
  const spans = (grain: "month" | "day", all: readonly Span[]) =>
    all.map(({ from, to }) => Prisma.sql`j.grain = ${grain} AND j.first_day BETWEEN ${from}::date AND ${to}::date`);
  return Prisma.sql`
    ${added(
      query,
      measuresOf(query).map(({ name, kept }) => as(kept(query), name)),
    )}
    FROM (SELECT j.*, ${interval} AS b ${valuesOf(kept)} FROM kpi_sum j
      WHERE ${sums.condition} AND j.cube = ${sums.cube}
        AND ${oneOf([...spans("month", sums.months), ...spans("day", sums.days)])} OFFSET 0) j
    ${grouping(kept.length)}`;
}

const valuesOf = (raw: readonly Prisma.Sql[]) => each(raw, (value, at) => Prisma.sql`, ${value} AS ${column("d", at)}`);

/** By interval, campaign, provider and the values of every dimension. */
const grouping = (dimensions: number) =>
  Prisma.raw(`GROUP BY ${Array.from({ length: 3 + dimensions }, (_, at) => at + 1).join(", ")}`);

function columns(query: SumsQuery, at: Prisma.Sql, raw: readonly Prisma.Sql[]): Prisma.Sql {
  const interval =
    query.starts.length > 0 ? Prisma.sql`width_bucket(${at}, ${[...query.starts]}::timestamptz[])` : Prisma.raw("1");
  return Prisma.sql`${interval} AS b ${valuesOf(raw)}`;
}

/** Nobody splits by campaign and provider who asks for no figure that needs them: that would only make more rows. */
function added(query: SumsQuery, measures: readonly Prisma.Sql[]): Prisma.Sql {
  const id = (name: string, isNeeded: boolean) => (isNeeded ? `j.${name}` : `NULL::uuid AS ${name}`);
  const places = [
    "b",
    id("campaign_id", readsCampaigns(query)),
    id("provider_id", readsCredits(query)),
    ...namesOf("d", query.groupBy.length),
  ];
  return Prisma.sql`SELECT ${Prisma.raw(places.join(", "))}, ${Prisma.join([...measures], ", ")}`;
}

/**
 * OFFSET 0 keeps the planner from guessing as many groups as there are instants (or tags), which would make it sort all
 * jobs; where groups are plain columns its guess is good, and without the fence it may use several processes.
 */
const fence = ({ starts, groupBy }: SumsQuery) =>
  starts.length > 0 || groupBy.some((name) => name === "source" || name === "createdBy" || name.startsWith("tag."))
    ? Prisma.sql`OFFSET 0`
    : Prisma.empty;

function jobs(query: SumsQuery, raw: readonly Prisma.Sql[], time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ${added(
      query,
      measuresOf(query).map(({ name, job }) => as(job(query), name)),
    )}
    FROM (SELECT j.*, ${readsMotifs(query) ? Prisma.sql`${MOTIF_DROPPED},` : Prisma.empty}
      ${columns(query, Prisma.raw("j.occurred_at"), raw)} FROM ${jobsAt(query.organizationId, query.asOf)} j
      WHERE ${query.condition} AND j.voided_at IS NULL AND ${time} ${fence(query)}) j
    ${grouping(raw.length)}`;
}

/** Decisions taken in the range, whatever day their picture is of. */
function decisions(query: SumsQuery, raw: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.sql`
    ${added(
      query,
      measuresOf(query).map(({ name, decision }) => as(decision, name)),
    )}
    FROM (SELECT a.state, j.campaign_id, j.provider_id, ${columns(query, Prisma.raw("a.decided_at"), raw)}
      FROM ${decisionsAt(query.organizationId, query.asOf)} a JOIN ${jobsAt(query.organizationId, query.asOf)} j ON j.organization_id = a.organization_id AND j.id = a.job_id
      WHERE a.organization_id = ${query.organizationId}::uuid AND ${query.condition} AND j.voided_at IS NULL
        AND a.state IN ('approved', 'approved_with_changes', 'rejected')
        AND a.decided_at >= ${query.from}::timestamptz AND a.decided_at < ${query.until}::timestamptz ${fence(query)}) j
    ${grouping(raw.length)}`;
}

const as = (sum: Prisma.Sql, name: string) => Prisma.sql`${sum} AS ${Prisma.raw(name)}`;
