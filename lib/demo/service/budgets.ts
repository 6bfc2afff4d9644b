import "server-only";
import { budgetInput } from "@/lib/budgets/schema";
import { setBudget } from "@/lib/budgets/service";
import type { Actor } from "@/lib/core/actor";
import { addDays, addMonths, dayIn, monthStart } from "@/lib/core/period";
import { kpis } from "@/lib/kpi/service";
import { plannedAmount } from "../rules/budgets";

const MONTHS = 3;
/** The budgets of half a year ago were tighter. */
const BEFORE = 0.85;
const NOW = 1.1;

/** The controller sets budgets from what was spent: one per cost centre and month, one per quarter for the largest campaign. */
export async function addBudgets(controller: Actor, start: string, now: Date): Promise<void> {
  const thisMonth = monthStart(dayIn(controller.organization.timeZone, now));
  const range = { from: addMonths(thisMonth, -MONTHS), to: addDays(thisMonth, -1) };
  const asked = { ...range, interval: null, filter: {}, view: "credit", training: true, top: null } as const;
  const spentBy = async (dimension: "costCenter" | "campaign") => {
    const query = { ...asked, groupBy: [dimension], approvals: "cohort", fields: ["spend" as const] } as const;
    const { groups } = await kpis(controller, { ...query, groupBy: [dimension], fields: ["spend"] });
    return groups.flatMap(({ key, spend }) => {
      const code = key[dimension];
      return code && code !== "unassigned" ? [{ code, spend: spend ?? "0" }] : [];
    });
  };
  const set = (input: object) => setBudget(controller, budgetInput.parse(input));
  for (const { code, spend } of await spentBy("costCenter")) {
    const monthly = { costCenter: code, period: "month" };
    await set({ ...monthly, amount: plannedAmount(spend, MONTHS, BEFORE), firstDay: start, note: "First year" });
    const firstDay = addMonths(thisMonth, -MONTHS * 2);
    await set({ ...monthly, amount: plannedAmount(spend, MONTHS, NOW), firstDay, note: "After the first half year" });
  }
  const [largest] = await spentBy("campaign");
  if (!largest) return;
  const quarterly = { campaign: largest.code, period: "quarter", rollOver: true, firstDay: quarterStart(thisMonth) };
  await set({ ...quarterly, amount: plannedAmount(largest.spend, 1, NOW) });
}

/** Of the calendar year: the demo's fiscal year begins in January. */
const quarterStart = (month: string) => addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3));
