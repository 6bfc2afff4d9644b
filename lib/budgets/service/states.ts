import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { money, NOTHING } from "@/lib/core/amount";
import { invalid } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { addDays, type Days, dayIn, earlier, later } from "@/lib/core/period";
import { bookingLists } from "@/lib/dimensions/service";
import { type Db, snapshot } from "@/lib/server/db";
import { forecastOf } from "../rules/forecast";
import { courseOf, isInForce, periodWith, type Spent } from "../rules/periods";
import { sumWithin, wholeMonths } from "../rules/questions";
import type { BudgetList, BudgetPeriodState, BudgetState, BurnDown } from "../schema";
import { sameBudget, scopeOf, shown, versionOf, versionsFor } from "../service";
import type { KeptBudget } from "../store";
import { readSpending } from "./spending";

/** The pattern of weekdays comes from so many days before. */
const PATTERN_DAYS = 56;

type Series = { versions: KeptBudget[]; inForce: KeptBudget };

/** Each budget once, with all its versions and the one that the day asks for: in force, or else the next or last one. */
function seriesOn(all: readonly KeptBudget[], on: string): Series[] {
  const seen = new Set<KeptBudget>();
  return all.flatMap((one) => {
    if (seen.has(one)) return [];
    const versions = sameBudget(all, one);
    for (const version of versions) seen.add(version);
    const inForce = versions.find((version) => isInForce(version, on));
    const next = versions.find(({ firstDay }) => firstDay > on);
    return [{ versions, inForce: inForce ?? next ?? versions.at(-1) ?? one }];
  });
}

/** Days whose spending decides what a period may spend: with roll-over, all that came before. */
function neededDays({ versions, inForce }: Series, on: string, fiscalYearStart: number): Days {
  const now = periodWith(inForce, on, fiscalYearStart);
  const first = versions[0]?.firstDay ?? now.from;
  return { from: inForce.rollOver ? earlier(first, now.from) : now.from, to: now.to };
}

type Spending = (budget: KeptBudget) => ReadonlyMap<string, Spent> | undefined;

function periodOn(series: Series, on: string, fiscalYearStart: number, months: Spending, days: Spending) {
  const { versions, inForce } = series;
  if (!isInForce(inForce, on)) return null;
  const counted = inForce.rollOver ? versions : [inForce];
  const now = periodWith(inForce, on, fiscalYearStart);
  const course = courseOf(counted, on, fiscalYearStart, (asked, version) =>
    // Earlier periods of a budget without roll-over were not asked for, and nobody looks at them.
    sumWithin((version.period === "range" ? days : months)(inForce), asked),
  );
  return course.find(({ from }) => from === now.from) ?? null;
}

/** What a forecast made on that day knew. */
const amountsUntil = (on: string, byDay: ReadonlyMap<string, Spent> | undefined) =>
  new Map([...(byDay ?? [])].filter(([day]) => day <= on).map(([day, { amount }]) => [day, amount.toFixed()]));

/** The state of every budget on a day, each with the period that holds it; the caller holds the snapshot. */
async function statesOf(actor: Actor, series: readonly Series[], on: string): Promise<BudgetState[]> {
  const { fiscalYearStart } = actor.organization;
  const running = series.filter(({ inForce }) => isInForce(inForce, on));
  const calendar = running.filter(({ inForce }) => inForce.period !== "range");
  const months = await readSpending(
    actor,
    calendar.map((one) => ({ budget: one.inForce, days: wholeMonths(neededDays(one, on, fiscalYearStart)) })),
    "month",
  );
  const days = await readSpending(
    actor,
    running.map(({ inForce }) => {
      const { from, to } = periodWith(inForce, on, fiscalYearStart);
      return { budget: inForce, days: { from: earlier(from, addDays(on, -PATTERN_DAYS)), to } };
    }),
    "day",
  );
  return series.map((one) => stateOf(one, on, fiscalYearStart, { months, days }));
}

function stateOf(
  one: Series,
  on: string,
  fiscalYearStart: number,
  { months, days }: { months: Spending; days: Spending },
): BudgetState {
  const { inForce } = one;
  const period = periodOn(one, on, fiscalYearStart, months, days);
  const forecast = period
    ? forecastOf(period, amountsUntil(on, days(inForce)), on)
    : { forecast: null, noForecast: on < inForce.firstDay ? ("NOT_BEGUN" as const) : ("OVER" as const) };
  return { budget: shown(inForce), period, ...forecast };
}

/**
 * Every budget as it stood at the end of each of some days: what was spent until then, of the jobs that are known today,
 * and the forecast of that day. The caller holds the snapshot.
 */
export async function budgetsAlong(tx: Db, actor: Actor, { from, to }: Days): Promise<(on: string) => BudgetState[]> {
  authorise(actor, "figures:read");
  const { fiscalYearStart } = actor.organization;
  const all = await versionsFor(tx, actor);
  const pattern = addDays(from, -PATTERN_DAYS);
  const asked = all.flatMap((budget) => {
    if (budget.firstDay > to) return [];
    // A period that has begun before the first of these days counts whole; so does what may have been rolled over.
    const rollsOver = sameBudget(all, budget).some((version) => version.rollOver);
    const begun = rollsOver ? budget.firstDay : periodWith(budget, later(from, budget.firstDay), fiscalYearStart).from;
    return [{ budget, days: { from: earlier(begun, pattern), to } }];
  });
  const spending = await readSpending(actor, asked, "day");
  return (on) => {
    const until: Spending = (budget) => new Map([...(spending(budget) ?? [])].filter(([day]) => day <= on));
    return seriesOn(all, on).map((one) => stateOf(one, on, fiscalYearStart, { months: until, days: until }));
  };
}

/**
 * Every budget with the period that holds the day: what may be spent, what was, and what it will be. Spending comes
 * from the KPI layer, training included.
 * @param query.on a day in the organization's zone; absent: today
 */
export async function budgetsOf(
  actor: Actor,
  query: { costCenter?: string | undefined; campaign?: string | undefined; on?: string | undefined },
): Promise<BudgetList> {
  authorise(actor, "figures:read");
  const { timeZone, currency } = actor.organization;
  const on = query.on ?? dayIn(timeZone, new Date());
  return snapshot(async (tx) => {
    const lists = await bookingLists(tx, actor.organization.id);
    const wanted = [
      ...(query.costCenter === undefined ? [] : [wantedOf(lists.costCenters, "costCenter", query.costCenter)]),
      ...(query.campaign === undefined ? [] : [wantedOf(lists.campaigns, "campaign", query.campaign)]),
    ];
    const all = (await versionsFor(tx, actor)).filter(
      ({ scope, scopeId }) => wanted.length === 0 || wanted.some((one) => one.scope === scope && one.id === scopeId),
    );
    const limit = scopeOf(actor);
    const limitedTo = limit && lists.costCenters.filter(({ id }) => limit.includes(id)).map(({ code }) => code);
    return { on, currency, limitedTo, data: await statesOf(actor, seriesOn(all, on), on) };
  });
}

function wantedOf(
  list: readonly { code: string; effectiveId: string }[],
  scope: "costCenter" | "campaign",
  code: string,
) {
  const found = list.find((row) => row.code.toLowerCase() === code.toLowerCase());
  if (found) return { scope, id: found.effectiveId };
  const near = nearMatches(
    code,
    list.map((row) => row.code),
  );
  throw invalid(scope, "UNKNOWN_CODE", `There is no ${scope} "${code}"`, near);
}

/** Every period of a budget that has begun, newest first, each with the budget that it had. */
export async function budgetHistoryOf(actor: Actor, { id }: { id: string }): Promise<{ data: BudgetPeriodState[] }> {
  authorise(actor, "figures:read");
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, new Date());
  return snapshot(async (tx) => {
    const one = await versionOf(tx, actor, id);
    const versions = sameBudget(await versionsFor(tx, actor), one).filter(({ firstDay }) => firstDay <= today);
    const [first] = versions;
    if (!first) return { data: [] };
    const now = periodWith(one, today, fiscalYearStart);
    const whole = wholeMonths({ from: first.firstDay, to: later(now.to, today) });
    const months = await readSpending(actor, [{ budget: one, days: whole }], "month");
    const ranges = new Map<string, ReadonlyMap<string, Spent> | undefined>();
    for (const version of versions.filter(({ period }) => period === "range")) {
      const days = await readSpending(
        actor,
        [{ budget: one, days: periodWith(version, today, fiscalYearStart) }],
        "day",
      );
      ranges.set(version.id, days(one));
    }
    const course = courseOf(versions, today, fiscalYearStart, (days, version) =>
      sumWithin(version.period === "range" ? ranges.get(version.id) : months(one), days),
    );
    return { data: course.toReversed() };
  });
}

/** How one period was spent, day by day, for its chart. */
export async function burnDownOf(actor: Actor, query: { id: string; on?: string | undefined }): Promise<BurnDown> {
  authorise(actor, "figures:read");
  const today = dayIn(actor.organization.timeZone, new Date());
  const on = query.on ?? today;
  return snapshot(async (tx) => {
    const one = await versionOf(tx, actor, query.id);
    const [series] = seriesOn(sameBudget(await versionsFor(tx, actor), one), on);
    if (!series) throw new Error("A version belongs to its own series");
    const [state] = await statesOf(actor, [series], on);
    if (!state) throw new Error("A series has a state");
    if (!state.period) return { state, days: [] };
    const { from, to } = state.period;
    const until = earlier(to, today);
    if (until < from) return { state, days: [] };
    const spent = await readSpending(actor, [{ budget: series.inForce, days: { from, to: until } }], "day");
    return { state, days: runningSum(spent(series.inForce), from, until) };
  });
}

function runningSum(byDay: ReadonlyMap<string, Spent> | undefined, from: string, until: string) {
  const days: BurnDown["days"] = [];
  let sum = NOTHING;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const { amount } = sumWithin(byDay, { from: day, to: day });
    sum = money(sum.plus(amount));
    days.push({ day, spent: amount.toFixed(), sum: sum.toFixed() });
  }
  return days;
}
