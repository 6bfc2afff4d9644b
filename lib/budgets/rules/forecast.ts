import { ratioText } from "@/lib/core/amount";
import { lengthOf } from "@/lib/core/period";
import { project } from "@/lib/kpi/rules/projection";
import type { BudgetPeriodState, Forecast, NoForecast } from "../schema";

/** Before so much of a period has passed, a forecast would be a guess. */
const ELAPSED_AT_LEAST = 0.2;

/**
 * What the period will have cost at its end, from the pace so far.
 * @param spent amount per day (decimal text), of the period and the eight weeks before `today`
 */
export function forecastOf(
  period: BudgetPeriodState,
  spent: ReadonlyMap<string, string>,
  today: string,
): { forecast: Forecast; noForecast: null } | { forecast: null; noForecast: NoForecast } {
  const none = (noForecast: NoForecast) => ({ forecast: null, noForecast });
  if (today > period.to) return none("OVER");
  if (today < period.from) return none("NOT_BEGUN");
  const elapsed = lengthOf({ from: period.from, to: today }) - 1;
  if (elapsed < lengthOf(period) * ELAPSED_AT_LEAST) return none("TOO_EARLY");
  const projection = project(spent, period, today);
  if (!projection) return none("NOTHING_SPENT");
  return { forecast: { ...projection, share: ratioText(projection.expected, period.available) }, noForecast: null };
}
