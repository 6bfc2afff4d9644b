import "server-only";
import type { Actor } from "@/lib/core/actor";
import { Exact } from "@/lib/core/amount";
import { addDays, addMonths, dayIn } from "@/lib/core/period";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { figureOf } from "@/lib/targets/rules";
import { type TargetMetric, targetInput } from "@/lib/targets/schema";
import { freezeTarget, setTarget } from "@/lib/targets/service";

/** From the figures of the first months: easy to meet at first, then what the studio wants to come to. */
const AT_FIRST = 1.15;
const WANTED = 0.9;
/** This cost centre's target is out of reach. */
const BOLD = { code: "4300", factor: 0.5 };

const rounded = (value: string, factor: number) => new Exact(value).times(factor).toSignificantDigits(2).toFixed();

/** The controller aims: cost centres with a change after half a year, two campaigns, the organization's rates. */
export async function addTargets(controller: Actor, start: string, now: Date): Promise<void> {
  const today = dayIn(controller.organization.timeZone, now);
  const turn = addMonths(start, 6);
  const range = { from: start, to: addDays(turn, -1) };
  const measured = async (metric: TargetMetric, groupBy: "costCenter" | "campaign", days = range) => {
    const { groups } = await kpis(controller, kpiQuery.parse({ ...days, groupBy }));
    return groups.flatMap((row) => {
      const { value } = figureOf(row, metric);
      const code = row.key[groupBy];
      return value && code && code !== "unassigned" ? [{ code, value }] : [];
    });
  };
  const set = (input: object) => setTarget(controller, targetInput.parse(input));

  for (const { code, value } of await measured("costPerApprovedImage", "costCenter")) {
    const place = { metric: "costPerApprovedImage", scope: "costCenter", code };
    await set({ ...place, value: rounded(value, AT_FIRST), firstDay: start, lastDay: range.to });
    const factor = code === BOLD.code ? BOLD.factor : WANTED;
    const baseline = { value, ...range };
    await set({ ...place, value: rounded(value, factor), firstDay: turn, baseline, note: "From the first half year" });
  }
  const recent = { from: addDays(today, -89), to: today };
  for (const { code, value } of (await measured("costPerApprovedImage", "campaign", recent)).slice(0, 2))
    await set({ metric: "costPerApprovedImage", scope: "campaign", code, value: rounded(value, 1.1), firstDay: turn });
  const all = { scope: "organization", firstDay: start };
  const { id } = await set({ ...all, metric: "approvalRate", value: "0.5", note: "Agreed with the brands" });
  await freezeTarget(controller, { id });
  await set({ ...all, metric: "wasteShare", value: "0.4" });
}
