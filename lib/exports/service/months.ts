import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { monthEnd } from "@/lib/core/period";
import type { MonthFigures, PeriodDetail } from "@/lib/periods/schema";
import { period } from "@/lib/periods/service/list";
import { type Cell, csvLine, decimal, opening } from "../rules/csv";
import { noteLines } from "../rules/notes";
import type { Dialect, MonthExportQuery } from "../schema";

const HEAD = [
  ...["level", "cost_center", "cost_center_name", "campaign", "campaign_name", "provider", "spend", "credits", "jobs"],
  ...["unpriced_jobs", "images", "decided", "approved", "cost_per_image", "cost_per_approved_image", "approval_rate"],
  ...["waste", "useful", "open"],
];

/** Credits of one provider are a number; of several they are not one. */
function creditsOf({ creditsByProvider }: MonthFigures): Cell {
  const all = Object.values(creditsByProvider);
  return all.length === 1 ? decimal(all[0] ?? null) : null;
}

const figures = (row: MonthFigures): Cell[] => [
  decimal(row.spend),
  creditsOf(row),
  ...[row.jobs, row.unpricedJobs, row.images, row.decided, row.approved],
  ...[row.costPerImage, row.costPerApprovedImage, row.approvalRate, row.waste, row.useful, row.open].map(decimal),
];

/** The report of a month as it was kept, or as it would be kept now. */
export async function exportMonth(actor: Actor, { month, dialect }: MonthExportQuery) {
  authorise(actor, "exports:read");
  const found = await period(actor, { id: month });
  const lines = [
    csvLine(HEAD, dialect),
    csvLine(["total", null, null, null, null, null, ...figures(found.report.total)], dialect),
    ...found.report.rows.map((row) =>
      csvLine(
        [...["row", row.costCenter, row.costCenterName, row.campaign, row.campaignName, row.provider], ...figures(row)],
        dialect,
      ),
    ),
  ];
  const text = opening(dialect) + notesOf(actor, found, dialect) + lines.join("");
  return { name: `month-${month}.csv`, pieces: once(text) };
}

function notesOf(
  actor: Actor,
  { month, report, live, closing, limitedTo, state }: PeriodDetail,
  dialect: Dialect,
): string {
  const { name, timeZone, currency } = actor.organization;
  const later = closing && {
    "booked later": decimal(closing.bookedLater.amount),
    "entries booked later": closing.bookedLater.entries,
    "spend as it is now": decimal(live.spend),
  };
  const more = {
    state,
    "booked for days of this month": decimal(report.booked.ownDays),
    "booked for days of earlier months": decimal(report.booked.earlierDays),
    ...later,
  };
  const [from, to] = [`${month}-01`, monthEnd(`${month}-01`)];
  const asOf = closing?.asOf ?? new Date().toISOString();
  return noteLines(
    { title: "Month", organization: name, from, to, timeZone, currency, asOf, filters: {}, limitedTo, more },
    dialect,
  );
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
