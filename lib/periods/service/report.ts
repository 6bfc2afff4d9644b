import "server-only";
import type { Actor } from "@/lib/core/actor";
import { monthEnd } from "@/lib/core/period";
import type { KpiPartialRow, KpiQuery } from "@/lib/kpi/schema";
import { computeKpis } from "@/lib/kpi/service";
import type { Db } from "@/lib/server/db";
import type { MonthFigures, ReportContent } from "../schema";

/** The month as the KPIs ask for it: training too, for it was paid and booked. */
export const questionOf = (month: string, over: Partial<KpiQuery> = {}): KpiQuery => ({
  from: `${month}-01`,
  to: monthEnd(`${month}-01`),
  groupBy: [],
  interval: null,
  filter: {},
  view: "credit",
  training: true,
  approvals: "cohort",
  fields: null,
  top: null,
  ...over,
});

export function figuresOf(row: KpiPartialRow): MonthFigures {
  return {
    spend: row.spend ?? "0",
    creditsByProvider: row.creditsByProvider ?? {},
    jobs: row.jobs ?? 0,
    unpricedJobs: row.unpricedJobs ?? 0,
    images: row.images ?? 0,
    decided: row.decided ?? 0,
    approved: row.approved ?? 0,
    superseded: row.superseded ?? 0,
    costPerImage: row.costPerImage ?? null,
    costPerApprovedImage: row.costPerApprovedImage ?? null,
    approvalRate: row.approvalRate ?? null,
    waste: row.waste?.total ?? "0",
    useful: row.useful ?? "0",
    open: row.open ?? "0",
  };
}

/**
 * The figures of a month per cost centre, campaign and provider, by the KPIs: as they were known at an instant (so that
 * nothing moves while a closing reads), or as they are.
 */
export async function contentOf(
  _tx: Db,
  actor: Actor,
  month: string,
  asOf: string | null,
): Promise<Omit<ReportContent, "booked">> {
  const byProvider = await computeKpis(actor, questionOf(month, { groupBy: ["provider"], asOf }));
  const rows: ReportContent["rows"] = [];
  for (const { key } of byProvider.groups) {
    const provider = key.provider ?? "";
    const question = questionOf(month, { groupBy: ["costCenter", "campaign"], filter: { provider: [provider] }, asOf });
    const { groups } = await computeKpis(actor, question);
    for (const group of groups)
      rows.push({
        costCenter: group.key.costCenter ?? "",
        costCenterName: group.name?.costCenter ?? group.key.costCenter ?? "",
        campaign: group.key.campaign ?? "",
        campaignName: group.name?.campaign ?? group.key.campaign ?? "",
        provider,
        ...figuresOf(group),
      });
  }
  const order = (row: (typeof rows)[number]) => [row.costCenter, row.campaign, row.provider].join("\u0000");
  rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { currency: actor.organization.currency, total: figuresOf(byProvider.total), rows };
}
