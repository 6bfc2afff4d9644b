import "server-only";
import { ruleInput } from "@/lib/alerts/schema";
import { acknowledge, createRule, listAlerts } from "@/lib/alerts/service";
import { evaluateAlong } from "@/lib/alerts/service/along";
import { evaluateOne } from "@/lib/alerts/service/evaluate";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";

/** Pictures of the first weeks say little. */
const AFTER_DAYS = 45;

const RULES = [
  {
    ...{ name: "Cost per approved image over target", kind: "KPI_THRESHOLD", metric: "costPerApprovedImage" },
    ...{ groupBy: "costCenter", target: true, note: "Agreed with the leads of the cost centres" },
  },
  {
    ...{ name: "Too much waste", kind: "KPI_THRESHOLD", metric: "wasteShare", groupBy: "costCenter" },
    ...{ windowDays: 28, warning: "0.5", critical: "0.65" },
  },
  {
    ...{ name: "Few approvals", kind: "KPI_THRESHOLD", metric: "approvalRate", groupBy: "market" },
    ...{ warning: "0.45", critical: "0.3" },
  },
  { name: "Dear days", kind: "DAY_ANOMALY", groupBy: "costCenter", warning: "3", critical: "6", minSpend: "5" },
  { name: "Pictures wait too long", kind: "DATA_QUALITY", measure: "reviewBacklog", warning: "400" },
  { name: "Budget steps", kind: "BUDGET_STEP" },
  { name: "Budget will not last", kind: "BUDGET_FORECAST", warning: "1", critical: "1.2" },
  // A final costs four times a draft of the same kind: no reason to alert anybody.
  { name: "Dear jobs", kind: "JOB_OUTLIER", warning: "8", critical: "20" },
];

/** The admin is who opens the demo first. */
const RECIPIENTS = { roles: ["controller", "admin"] };

/** The controller's rules, looked at on every day of the year; the lead takes care of the dearest alert. */
export async function addAlerts({ controller, lead }: { controller: Actor; lead: Actor }, start: string, now: Date) {
  const { id, timeZone } = controller.organization;
  const days = { from: addDays(start, AFTER_DAYS), to: dayIn(timeZone, now) };
  for (const rule of RULES)
    await createRule(
      controller,
      ruleInput.parse({ ...rule, recipients: RECIPIENTS }),
      new Date(`${days.from}T08:00:00Z`),
    );
  await evaluateAlong(id, { days, now: new Date(now.getTime() - 1000) });
  await evaluateOne(id, now, "all");
  const [dearest] = (await listAlerts(lead, { state: "firing" })).data;
  if (dearest)
    await acknowledge(lead, {
      id: dearest.id,
      note: "Too many drafts at full size; the team uses 768 px from Monday.",
    });
}
