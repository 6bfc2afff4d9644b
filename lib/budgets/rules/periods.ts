import { type Money, money, NOTHING, ratioText } from "@/lib/core/amount";
import { addDays, type Days, earlier, presetDays } from "@/lib/core/period";
import type { Budget, BudgetPeriod, BudgetPeriodState } from "../schema";

/** The calendar period that holds a day; a range is its own only period. Calendar days in the organization's zone. */
export function periodWith(
  budget: { period: BudgetPeriod; firstDay: string; lastDay: string | null },
  day: string,
  fiscalYearStart: number,
): Days {
  if (budget.period === "range") return { from: budget.firstDay, to: budget.lastDay ?? budget.firstDay };
  return presetDays(budget.period, day, fiscalYearStart);
}

/** Does a period of this kind begin (end) on the day? Ranges begin and end anywhere. */
export function isPeriodEdge(edge: "from" | "to", period: BudgetPeriod, day: string, fiscalYearStart: number): boolean {
  return period === "range" || presetDays(period, day, fiscalYearStart)[edge] === day;
}

export const isInForce = ({ firstDay, lastDay }: Pick<Budget, "firstDay" | "lastDay">, day: string) =>
  firstDay <= day && (lastDay === null || day <= lastDay);

type Version = Pick<Budget, "id" | "period" | "amount" | "rollOver" | "steps" | "firstDay" | "lastDay">;

/** The periods of all versions of one budget that have begun by a day, oldest first, each with its version. */
function periodsUntil<V extends Version>(
  versions: readonly V[],
  day: string,
  fiscalYearStart: number,
): { version: V; days: Days }[] {
  return versions
    .toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1))
    .flatMap((version) => {
      const periods: { version: V; days: Days }[] = [];
      const last = earlier(version.lastDay ?? day, day);
      for (let from = version.firstDay; from <= last; ) {
        const days = periodWith(version, from, fiscalYearStart);
        periods.push({ version, days });
        from = addDays(days.to, 1);
      }
      return periods;
    });
}

/** What was spent in some days: money or credits, and how much of it is not known yet. */
export type Spent = { amount: Money; unpricedJobs: number; lowerBound: boolean };

/**
 * Every period of a budget with what could be spent and what was. With roll-over, what the period right before left
 * over is added; what was overspent is not taken away from the next one.
 */
export function courseOf(
  versions: readonly Version[],
  day: string,
  fiscalYearStart: number,
  spentIn: (days: Days, version: Version) => Spent,
): BudgetPeriodState[] {
  const course: BudgetPeriodState[] = [];
  for (const { version, days } of periodsUntil(versions, day, fiscalYearStart)) {
    const before = course.at(-1);
    const follows = before !== undefined && addDays(before.to, 1) === days.from;
    const left = follows && version.rollOver ? money(before.left) : NOTHING;
    const carried = left.isPositive() ? left : NOTHING;
    course.push(stateOf(version, days, carried as Money, spentIn(days, version)));
  }
  return course;
}

function stateOf(version: Version, days: Days, carried: Money, spent: Spent): BudgetPeriodState {
  const available = money(version.amount).plus(carried);
  return {
    ...days,
    budgetId: version.id,
    amount: version.amount,
    carried: carried.toFixed(),
    available: available.toFixed(),
    spent: spent.amount.toFixed(),
    left: available.minus(spent.amount).toFixed(),
    share: ratioText(spent.amount, available),
    reached: version.steps
      .filter((step) => spent.amount.times(100).greaterThanOrEqualTo(available.times(step)))
      .toSorted((a, b) => a - b),
    lowerBound: spent.lowerBound,
    unpricedJobs: spent.unpricedJobs,
  };
}
