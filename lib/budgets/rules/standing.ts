import { Exact } from "@/lib/core/amount";
import type { BudgetState } from "../schema";

/** `over`: spent more; `heading`: the forecast ends above; `near`: past the last step below the whole. */
export type Standing = "over" | "heading" | "near" | "fine" | "unknown";

const WHOLE = 100;

/** How a budget stands, in one word; the worst that holds. */
export function standingOf({
  budget,
  period,
  forecast,
}: Pick<BudgetState, "budget" | "period" | "forecast">): Standing {
  if (!period) return "unknown";
  const share = new Exact(period.share);
  if (share.greaterThan(1)) return "over";
  if (forecast && new Exact(forecast.share).greaterThan(1)) return "heading";
  const warning = Math.max(0, ...budget.steps.filter((step) => step < WHOLE));
  if (warning > 0 && share.times(WHOLE).greaterThanOrEqualTo(warning)) return "near";
  return "fine";
}
