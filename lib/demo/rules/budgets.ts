import { Exact } from "@/lib/core/amount";

/** What a controller would write down: two digits, then zeros; 1,234 → 1,300. @param factor of the usual spending */
export function plannedAmount(spend: string, months: number, factor: number): string {
  const usual = new Exact(spend).dividedBy(months).times(factor);
  const step = new Exact(10).pow(Math.max(0, Math.floor(usual.abs().plus(1).log(10).toNumber()) - 1));
  return Exact.max(step, usual.dividedBy(step).ceil().times(step)).toFixed();
}
