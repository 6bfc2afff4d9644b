import { Exact, roundTo } from "@/lib/core/amount";
import { addDays, type Days, lengthOf } from "@/lib/core/period";

/** Weeks that the pattern of weekdays is taken from. */
const WEEKS = 8;
/** With fewer days of history every weekday counts alike. */
const DAYS_FOR_PATTERN = 14;
/** Eight of ten periods end within this many standard deviations, if days vary as they did. */
const EIGHT_OF_TEN = 1.2816;
/** Cents and their hundredths are no forecast, but what is added up should not lose them. */
const PLACES = 6;

type Amount = InstanceType<typeof Exact>;

/** Decimal texts, rounded half-up to 6 places. `low` is never below what is spent already. */
export type Projection = { low: string; expected: string; high: string };

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

/** First day that the pattern is taken from: eight weeks back, but not before anything was spent. */
function historyOf(spent: ReadonlyMap<string, string>, today: string): Days | null {
  const from = addDays(today, -7 * WEEKS);
  const days = [...spent.keys()].filter((day) => day >= from && day < today).sort();
  const first = days.find((day) => !new Exact(spent.get(day) ?? 0).isZero());
  return first === undefined ? null : { from: first, to: addDays(today, -1) };
}

function meanAndVariance(values: readonly Amount[]): { mean: Amount; variance: Amount } {
  const count = Math.max(values.length, 1);
  const mean = Exact.sum(0, ...values).dividedBy(count);
  const squares = values.map((value) => value.minus(mean).pow(2));
  // One observation says nothing of how much days differ.
  const variance = values.length < 2 ? new Exact(0) : Exact.sum(0, ...squares).dividedBy(values.length - 1);
  return { mean, variance };
}

/** What a day of each weekday usually takes. */
function patternOf(spent: ReadonlyMap<string, string>, history: Days) {
  const days = Array.from({ length: lengthOf(history) }, (_, index) => addDays(history.from, index));
  const amount = (day: string) => new Exact(spent.get(day) ?? 0);
  const alike = days.length < DAYS_FOR_PATTERN;
  return Array.from({ length: 7 }, (_, index) =>
    meanAndVariance(days.filter((day) => alike || weekday(day) === index).map(amount)),
  );
}

/**
 * What a period will have cost when it ends: what is spent, and for each day to come what its weekday took in the last
 * eight weeks (all days alike with less than two weeks of history). The range holds eight of ten periods if days vary
 * as they did. Null when nothing was spent in that time before today, so that there is no pace.
 * @param spent amount per day (decimal text), at least of the period so far and the eight weeks before `today`
 * @param today a day inside of the period; what it has cost so far counts, the rest of it is expected
 */
export function project(spent: ReadonlyMap<string, string>, period: Days, today: string): Projection | null {
  const history = historyOf(spent, today);
  if (!history) return null;
  const pattern = patternOf(spent, history);
  let known = new Exact(0);
  for (const [day, amount] of spent) if (day >= period.from && day <= period.to) known = known.plus(amount);
  let rest = new Exact(0);
  let variance = new Exact(0);
  for (let day = today; day <= period.to; day = addDays(day, 1)) {
    const usual = pattern[weekday(day)] ?? { mean: new Exact(0), variance: new Exact(0) };
    const already = spent.get(day) ?? 0;
    rest = rest.plus(Exact.max(0, usual.mean.minus(already)));
    variance = variance.plus(usual.variance);
  }
  const spread = variance.sqrt().times(EIGHT_OF_TEN);
  const expected = known.plus(rest);
  const text = (value: Amount) => roundTo(value, PLACES).toFixed();
  return {
    low: text(Exact.max(known, expected.minus(spread))),
    expected: text(expected),
    high: text(expected.plus(spread)),
  };
}
