import { money, NOTHING } from "@/lib/core/amount";
import { addMonths, type Days, lengthOf, monthEnd, monthStart } from "@/lib/core/period";
import { type KpiAnswer, type KpiQuery, MOST_ROWS } from "@/lib/kpi/schema";
import type { Budget } from "../schema";
import type { Spent } from "./periods";

/** What one call of the KPI layer can answer for many budgets at once. */
export type Question = Pick<Budget, "scope" | "unit" | "provider"> & Days & { interval: "day" | "month" };

/** So many scopes fit into one answer. */
export function scopesPerCall({ from, to, interval }: Pick<Question, "from" | "to" | "interval">): number {
  const rows = interval === "day" ? lengthOf({ from, to }) : monthsIn({ from, to });
  return Math.max(1, Math.floor(MOST_ROWS / rows));
}

function monthsIn({ from, to }: Days): number {
  let months = 0;
  for (let month = monthStart(from); month <= to; month = addMonths(month, 1)) months += 1;
  return months;
}

/** The KPI query for these scopes. Training is in: a budget holds all that is spent. */
export function queryOf({ scope, unit, provider, from, to, interval }: Question, codes: readonly string[]): KpiQuery {
  return {
    ...{ from, to, interval, view: "credit", training: true, approvals: "cohort", top: null },
    groupBy: [scope],
    filter: { [scope]: [...codes], ...(unit === "CREDITS" && provider !== null ? { provider: [provider] } : {}) },
    fields: [unit === "MONEY" ? "spend" : "credits", "unpricedJobs"],
  };
}

/** Spending per code and interval start. */
export function spentBy(question: Question, { series }: Pick<KpiAnswer, "series">): Map<string, Map<string, Spent>> {
  const found = new Map<string, Map<string, Spent>>();
  for (const { key, start, spend, credits, unpricedJobs = 0 } of series) {
    const code = key[question.scope] ?? "";
    const amount = (question.unit === "MONEY" ? spend : credits) ?? "0";
    const byStart = found.get(code) ?? new Map<string, Spent>();
    // Credits are known where money is not: a job that has no price yet still took them.
    const isMoney = question.unit === "MONEY";
    byStart.set(start, { amount: money(amount), unpricedJobs, lowerBound: isMoney && unpricedJobs > 0 });
    found.set(code, byStart);
  }
  return found;
}

const NONE: Spent = { amount: NOTHING, unpricedJobs: 0, lowerBound: false };

/** Σ of the intervals that begin within the days. */
export function sumWithin(byStart: ReadonlyMap<string, Spent> | undefined, { from, to }: Days): Spent {
  let sum = NONE;
  for (const [start, spent] of byStart ?? [])
    if (start >= from && start <= to)
      sum = {
        amount: money(sum.amount.plus(spent.amount)),
        unpricedJobs: sum.unpricedJobs + spent.unpricedJobs,
        lowerBound: sum.lowerBound || spent.lowerBound,
      };
  return sum;
}

/** The whole months that days lie in: what an answer by month can add up to. */
export const wholeMonths = ({ from, to }: Days): Days => ({ from: monthStart(from), to: monthEnd(to) });
