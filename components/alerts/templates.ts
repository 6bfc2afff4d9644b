import { filteredBy } from "@/lib/alerts/rules/scopes";
import { type RuleBody, ruleBody } from "@/lib/alerts/schema";

/** The usual rules: one click to a filled editor. Thresholds in the organization's currency are a beginning. */
const KPI = { kind: "KPI_THRESHOLD" } as const;
const TEMPLATES = {
  approvedCost: { ...KPI, metric: "costPerApprovedImage", groupBy: "campaign", warning: "2.5", critical: "5" },
  overTarget: { ...KPI, metric: "costPerApprovedImage", groupBy: "costCenter", target: true },
  imageCost: { ...KPI, metric: "costPerImage", groupBy: "campaign", warning: "0.1", critical: "0.25" },
  approvalRate: { ...KPI, metric: "approvalRate", groupBy: "campaign", warning: "0.4", critical: "0.25" },
  waste: { ...KPI, metric: "wasteShare", groupBy: "costCenter", windowDays: 28, warning: "0.5", critical: "0.7" },
  budgetSteps: { kind: "BUDGET_STEP" },
  forecast: { kind: "BUDGET_FORECAST", warning: "1", critical: "1.2" },
  balance: { kind: "BALANCE_LOW", measure: "daysLeft", warning: "14", critical: "5" },
  outlier: { kind: "JOB_OUTLIER", warning: "3", critical: "10" },
  day: { kind: "DAY_ANOMALY", groupBy: "costCenter", warning: "3", critical: "6" },
  noApproval: { kind: "NO_APPROVAL", groupBy: "campaign", warning: "25" },
  unpriced: { kind: "DATA_QUALITY", measure: "unpricedJobs", warning: "1" },
  backlog: { kind: "DATA_QUALITY", measure: "reviewBacklog", warning: "200" },
  silent: { kind: "DATA_QUALITY", measure: "silentDays", warning: "3" },
} as const;

export type TemplateKey = keyof typeof TEMPLATES;
export const TEMPLATE_KEYS = Object.keys(TEMPLATES) as TemplateKey[];

export const bodyOf = (key: TemplateKey, name: string): RuleBody => ruleBody.parse({ ...TEMPLATES[key], name });

/** What a kind begins with, when somebody changes it in the editor. */
const FIRST: Record<RuleBody["kind"], TemplateKey> = {
  KPI_THRESHOLD: "approvedCost",
  BUDGET_STEP: "budgetSteps",
  BUDGET_FORECAST: "forecast",
  BALANCE_LOW: "balance",
  JOB_OUTLIER: "outlier",
  DAY_ANOMALY: "day",
  NO_APPROVAL: "noApproval",
  DATA_QUALITY: "unpriced",
};
export const KIND_KEYS = Object.keys(FIRST) as RuleBody["kind"][];
/** Keeps what the new kind can be limited to. */
export function bodyOfKind(kind: RuleBody["kind"], { name, recipients, filter }: RuleBody): RuleBody {
  const kept = Object.fromEntries(filteredBy(kind).map((scope) => [scope, filter[scope]]));
  const body = bodyOf(FIRST[kind], name);
  return { ...body, recipients, filter: { ...body.filter, ...kept } };
}
