import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { addDays, dayIn, later } from "@/lib/core/period";
import { type Db, db, figuresSnapshot, isInTransaction } from "@/lib/server/db";
import { tooManyRows } from "./rules/coarser";
import { cubeFor, sourcesOf, spansOf } from "./rules/cubes";
import type { Moved } from "./rules/explain";
import { CAMPAIGN_SUMS, type Needed, neededSums, needsAny } from "./rules/fields";
import { chosenFields, onlyFields, rowOf } from "./rules/row";
import { NOTHING_SUMMED, type Sums } from "./rules/sums";
import type { Dimension, KpiAnswer, KpiFilter, KpiQuery, KpiRow } from "./schema";
import { lookAt } from "./service/look";
import { type Days, readDays, withinDays } from "./store/calendar";
import { readScope, resolveFilter, type Scope, type Unknown, withoutTraining } from "./store/filters";
import { readMoved } from "./store/history";
import { type Added, recall, remember } from "./store/remembered";
import { type Moment, type Present, readMoment } from "./store/stale";
import { type KeptPart, readSums, type Summed } from "./store/sums";

/**
 * Every figure that the product shows comes from here: tile, table, chart, CSV, API and alert ask the same question.
 * With `fields` the rows (the total, too) hold only these.
 */
export function kpis(actor: Actor, query: KpiQuery, now: Date | null = null): Promise<KpiAnswer> {
  authorise(actor, "figures:read");
  return computeKpis(actor, query, now);
}

/** The same for slices that have asked for another right (an export). */
export function computeKpis(actor: Actor, query: KpiQuery, now: Date | null = null): Promise<KpiAnswer> {
  return inOneMoment(actor, now, async (ask) => answerOf(actor, query, await ask(query)));
}

/** Several questions of one moment: their answers cannot disagree. */
export function computeKpisTogether(actor: Actor, queries: readonly KpiQuery[]): Promise<KpiAnswer[]> {
  return inOneMoment(actor, null, async (ask) => {
    const answers: KpiAnswer[] = [];
    for (const query of queries) answers.push(answerOf(actor, query, await ask(query)));
    return answers;
  });
}

/** The same within a snapshot that other questions share; the caller has asked for the right. */
export async function answerIn(tx: Db, actor: Actor, query: KpiQuery, now: Date | null): Promise<KpiAnswer> {
  return answerOf(actor, query, await sumUp(tx, actor, query, { now }));
}

/** What was added up, as figures. */
export function answerOf(actor: Actor, query: KpiQuery, { calendar, summed, limitedTo }: SummedUp): KpiAnswer {
  const { from, to, view, approvals } = query;
  const { timeZone, currency } = actor.organization;
  return {
    range: { from, to, timeZone },
    currency,
    asOf: calendar.asOf,
    completeUntil: [calendar.yesterday, summed.settledUntil ?? calendar.yesterday].sort()[0] ?? calendar.yesterday,
    view,
    approvals,
    limitedTo,
    ...rows(query, calendar, summed),
  };
}

type Calendar = {
  from: string;
  until: string;
  /** partial = cut by the range or by now. */
  intervals: { start: string; at: string; partial: boolean }[];
  asOf: string;
  yesterday: string;
};

function calendarAt(
  { from, until, intervals }: Days,
  { asOf, yesterday }: Pick<Moment, "asOf" | "yesterday">,
): Calendar {
  const running = intervals.map((one) => ({ start: one.start, at: one.at, partial: one.cut || one.until > asOf }));
  return { from, until, intervals: running, asOf, yesterday };
}

type SummedUp = Added & { calendar: Calendar };

/** `needed`: left out, what the query's fields are made of. */
type Ask = (query: KpiQuery, needed?: Needed) => Promise<SummedUp>;

const FORGOTTEN = new Error("Something is not remembered");

/**
 * Answers of one moment: all of them remembered, or all of them read in one snapshot. `work` only asks and counts, for it
 * may have to begin again.
 */
export async function inOneMoment<T>(actor: Actor, now: Date | null, work: (ask: Ask) => Promise<T>): Promise<T> {
  if (!isInTransaction()) {
    const present = await lookAt(actor.organization.id);
    try {
      return await work((query, needed) => fromMemory(actor, query, { now, needed, present }));
    } catch (error) {
      if (error !== FORGOTTEN) throw error;
    }
  }
  return figuresSnapshot((tx) => work((query, needed) => sumUp(tx, actor, query, { now, needed })));
}

type Remembering = { now: Date | null; needed?: Needed | undefined; present: Present };

async function fromMemory(actor: Actor, query: KpiQuery, { now, needed, present }: Remembering): Promise<SummedUp> {
  const question = questionText(actor, query, needed);
  const known = question !== null && present.version !== null ? recall(question, present.version) : null;
  if (!known) throw FORGOTTEN;
  const { timeZone } = actor.organization;
  const asOf = now ? `${now.toISOString().slice(0, -1)}000Z` : present.asOf;
  const yesterday = addDays(dayIn(timeZone, new Date(asOf)), -1);
  return { ...known, calendar: calendarAt(await daysOf(db(), actor, query), { asOf, yesterday }) };
}

/** What decides about the sums, in one text. Null: names of motifs and people, and tags, have no version. */
function questionText(actor: Actor, query: KpiQuery, needed = neededSums(query.fields)): string | null {
  const { from, to, interval, groupBy, filter, view, training, top, approvals, asOf = null } = query;
  const asked = [...groupBy, ...Object.keys(filter)];
  const isNamed = asked.some((name) => name === "motif" || name === "createdBy" || name.startsWith("tag."));
  if (isNamed || approvals === "period" || asOf !== null) return null;
  const { id, timeZone, weekStart } = actor.organization;
  const whose = [id, timeZone, weekStart, actor.costCenterIds];
  return JSON.stringify([...whose, from, to, interval, groupBy, filter, view, training, top, [...needed]]);
}

function daysOf(at: Db, actor: Actor, { from, to, interval }: KpiQuery): Promise<Days> {
  const { timeZone, weekStart } = actor.organization;
  return readDays(at, { from, to, timeZone, weekStart, interval });
}

/** What every answer divides: the sums of the asker's jobs, in this range, under these filters. */
export async function sumUp(
  tx: Db,
  actor: Actor,
  query: KpiQuery,
  { now, needed = neededSums(query.fields) }: { now: Date | null; needed?: Needed | undefined },
): Promise<SummedUp> {
  const { id: organizationId, timeZone } = actor.organization;
  const { from, to, asOf = null } = query;
  refuseFuture(asOf, now);
  const days = await daysOf(tx, actor, query);
  const moment = await readMoment(tx, { organizationId, timeZone, from, to, now, asOf });
  const calendar = calendarAt(days, moment);
  const question = moment.version === null ? null : questionText(actor, query, needed);
  const known = question !== null && moment.version !== null ? recall(question, moment.version) : null;
  const added = known ?? (await add(tx, actor, query, { calendar, changed: moment.changed, needed }));
  if (question !== null && moment.version !== null) remember(question, moment.version, added);
  return { ...added, calendar };
}

type Adding = { calendar: Calendar; changed: Moment["changed"]; needed: Needed };

async function add(tx: Db, actor: Actor, query: KpiQuery, { calendar, changed, needed }: Adding): Promise<Added> {
  const { id: organizationId, timeZone } = actor.organization;
  const { groupBy, view, approvals, top, asOf = null } = query;
  const scope = await scopeOf(tx, actor);
  const found = await resolveFilter(tx, organizationId, scope, query.filter, asOf);
  refuseUnknown(found.unknown);
  refuseTooMany(1, calendar, query);
  const training = namesTraining(query);
  const summed = await readSums(tx, {
    organizationId,
    timeZone,
    condition: training ? found.condition : withoutTraining(found.condition),
    sums: keptPart(query, { calendar, changed, needed, condition: found.kept, training }),
    from: calendar.from,
    until: calendar.until,
    starts: calendar.intervals.map(({ at }) => at),
    groupBy,
    top,
    view,
    approvals,
    needed,
    asOf: asOf === null ? null : calendar.asOf,
  });
  refuseTooMany(summed.groups.length, calendar, query);
  return { summed, limitedTo: scope ? scope.codes : null };
}

type Answerable = Adding & {
  condition: KeptPart["condition"];
  training: boolean;
};

/** What sums of days and months can answer of a question; null = nothing of it. */
function keptPart(query: KpiQuery, asked: Answerable): KeptPart | null {
  const { from, to, interval, groupBy, filter, asOf = null } = query;
  const { calendar, changed, needed, condition, training } = asked;
  const named = [...groupBy, ...(Object.keys(filter) as Dimension[])];
  const cube = asOf === null ? cubeFor(needsAny(needed, CAMPAIGN_SUMS) ? [...named, "campaign"] : named) : null;
  if (!cube || !changed) return null;
  const byDay = new Map(changed.map((day) => [day.day, day]));
  const { months, days, stale } = sourcesOf(
    { from, to },
    new Set(byDay.keys()),
    interval !== "day" && interval !== "week",
  );
  const stretches = spansOf(stale).flatMap((span) => {
    const [first, last] = [byDay.get(span.from), byDay.get(span.to)];
    return first && last ? [{ from: first.from, until: last.until }] : [];
  });
  const starts = calendar.intervals.map(({ start }) => later(start, from));
  return {
    cube,
    condition: training ? condition : withoutTraining(condition, "sums"),
    months,
    days,
    stale: stretches,
    starts,
  };
}

/** Training is out of the whole row unless it is switched on, or named by a filter or grouping. */
function namesTraining({ training, groupBy, filter }: KpiQuery): boolean {
  return training || groupBy.includes("kind") || filter.kind !== undefined;
}

function rows(query: KpiQuery, calendar: Calendar, summed: Summed): Pick<KpiAnswer, "total" | "groups" | "series"> {
  const { groupBy, approvals } = query;
  const { ratios, shown } = chosenFields(query.fields);
  const row = (sums: Sums, dimensions = groupBy) =>
    onlyFields(rowOf(sums, { groupBy: dimensions, approvals }, ratios), shown);
  // Complete unless the caller named fields; then the route answers with the schema that says so.
  return { total: row(summed.total, []) as KpiRow, ...levels(query, calendar, summed, row) };
}

/** Groups and series with a row of figures each, whatever is made of the sums. */
export function levels<Row extends object>(
  query: Pick<KpiQuery, "groupBy" | "top">,
  calendar: Calendar,
  summed: Summed,
  row: (sums: Sums) => Row,
) {
  const cells = new Map(summed.cells.map((cell) => [`${cell.interval}/${cell.group}`, cell.sums]));
  const groups = summed.groups.map((level) => ({ level, ...labels(query, level) }));
  const places = query.groupBy.length === 0 ? [{ level: { group: 0 }, key: {} }] : groups;
  return {
    groups: groups.map(({ level, ...labelled }) => ({ ...labelled, ...row(level.sums) })),
    series: calendar.intervals.flatMap(({ start, partial }, index) =>
      places.map(({ level, key, ...rest }) => ({
        start,
        partial,
        key,
        ...("other" in rest && rest.other ? { other: true } : {}),
        ...row(cells.get(`${index + 1}/${level.group}`) ?? NOTHING_SUMMED),
      })),
    ),
  };
}

function labels({ groupBy, top }: Pick<KpiQuery, "groupBy" | "top">, level: Summed["groups"][number]) {
  const isOther = top !== null && level.group > top;
  const key = Object.fromEntries(groupBy.map((name, at) => [name, isOther ? "other" : (level.keys[at] ?? null)]));
  const named = groupBy.flatMap((name, at) => {
    const found = level.names[at];
    return found ? [[name, found] as const] : [];
  });
  return {
    key,
    ...(named.length > 0 ? { name: Object.fromEntries(named) } : {}),
    ...(isOther ? { other: true } : {}),
  };
}

/** The jobs of the asker that changed between two instants, in this range and under these filters, by what changed them. */
export async function movedBetween(
  tx: Db,
  actor: Actor,
  query: KpiQuery,
  instants: { before: string; after: string },
): Promise<Moved[]> {
  const { id: organizationId, timeZone, weekStart } = actor.organization;
  const { from, to, view } = query;
  // The statement joins current rows and history in one shape, also where a source is filtered by.
  const { condition } = await resolveFilter(tx, organizationId, await scopeOf(tx, actor), query.filter, instants.after);
  const days = await readDays(tx, { from, to, timeZone, weekStart, interval: null });
  return readMoved(tx, {
    ...{ organizationId, view, ...instants },
    condition: namesTraining(query) ? condition : withoutTraining(condition),
    from: days.from,
    until: days.until,
  });
}

/** Cost centres that the asker is limited to, after merges; null = all. */
export const limitOf = (tx: Db, actor: Actor): Promise<Scope> => scopeOf(tx, actor);

async function scopeOf(tx: Db, actor: Actor): Promise<Scope> {
  return actor.costCenterIds === "all" ? null : readScope(tx, actor.organization.id, actor.costCenterIds);
}

/** The values of a filter that name nothing this actor may see, as every figure would refuse them. */
export async function unknownIn(tx: Db, actor: Actor, filter: KpiFilter): Promise<Unknown[]> {
  return (await resolveFilter(tx, actor.organization.id, await scopeOf(tx, actor), filter)).unknown;
}

function refuseUnknown(unknown: readonly Unknown[]): void {
  if (unknown.length === 0) return;
  const errors = unknown.map(({ dimension, value, near }) => ({
    path: dimension,
    code: "UNKNOWN_CODE" as const,
    message: `There is no ${dimension} "${value}"`,
    ...(near.length > 0 ? { near } : {}),
  }));
  throw new AppError("invalid_input", "A filter names something that does not exist", errors);
}

/** Clocks of two machines may differ by as much. */
const CLOCK_SLACK_MS = 60_000;

/** Nobody knows yet what will be known. */
function refuseFuture(asOf: string | null, now: Date | null): void {
  if (asOf === null || Date.parse(asOf) <= (now?.getTime() ?? Date.now()) + CLOCK_SLACK_MS) return;
  const message = "This instant is still to come";
  throw new AppError("invalid_input", message, [{ path: "asOf", code: "IN_THE_FUTURE", message }]);
}

function refuseTooMany(groups: number, calendar: Calendar, query: KpiQuery): void {
  const message = tooManyRows(groups, calendar.intervals.length, query.interval);
  if (message) throw new AppError("invalid_input", message, [{ path: "groupBy", code: "TOO_MANY_ROWS", message }]);
}

/**
 * The same filters for lists and exports of jobs: a condition on job `j` for their own store, with the organization, the
 * asker's cost centres and the days in it; voided jobs and training are the caller's business.
 */
export async function jobFilter(
  tx: Db,
  actor: Actor,
  { filter, from, to }: { filter: KpiFilter; from: string | null; to: string | null },
) {
  const { id, timeZone } = actor.organization;
  const scope = await scopeOf(tx, actor);
  const { condition, unknown } = await resolveFilter(tx, id, scope, filter);
  refuseUnknown(unknown);
  return { condition: withinDays(condition, from, to, timeZone), limitedTo: scope ? scope.codes : null };
}
