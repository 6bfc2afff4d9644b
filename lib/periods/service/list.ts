import "server-only";
import { authorise } from "@/lib/auth/service";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { monthEnd } from "@/lib/core/period";
import { computeKpis, limitOf } from "@/lib/kpi/service";
import { movement } from "@/lib/kpi/service/history";
import { type Db, snapshot } from "@/lib/server/db";
import { closesOn, monthsBetween, stateOf } from "../rules";
import type { MonthFigures, Period, PeriodDetail, PeriodList } from "../schema";
import { bookedIn, firstJobDay, type KeptReport, readMonths, readReports, readSettings } from "../store";
import { contentOf, figuresOf, questionOf } from "./report";

/** Ten years of months, as long as any range of figures. */
const MOST_MONTHS = 120;

type Row = { month: string; live: MonthFigures; standing: KeptReport | undefined; spend: string | null };
type Frame = { today: string; graceDays: number };

function periodOf({ month, live, standing, spend }: Row, { today, graceDays }: Frame): Period {
  const state = stateOf(month, { today, isClosed: standing !== undefined });
  return {
    month,
    state,
    closesOn: state === "open" ? null : closesOn(month, graceDays),
    spend: live.spend,
    jobs: live.jobs,
    unpricedJobs: live.unpricedJobs,
    openImages: Math.max(0, live.images - live.decided - live.superseded),
    closing: standing
      ? {
          id: standing.id,
          asOf: standing.asOf,
          by: standing.by,
          note: standing.note,
          spend: spend ?? standing.content.total.spend,
          bookedLater: { amount: standing.laterAmount, entries: standing.laterEntries },
        }
      : null,
  };
}

const EMPTY = figuresOf({});

/** From the first job on; a month may have been closed without a job in it, or have lost all of them since. */
function monthsOf(firstJob: string | null, reports: readonly KeptReport[], today: string): string[] {
  const days = [...reports.map(({ month }) => `${month}-01`), ...(firstJob === null ? [] : [firstJob])];
  const [first] = days.sort();
  return first === undefined ? [] : monthsBetween(first, today).slice(0, MOST_MONTHS);
}

/** Every month from the first job to today, newest first. */
export function periods(actor: Actor): Promise<PeriodList> {
  authorise(actor, "figures:read");
  return snapshot(async (tx) => {
    const { id: organizationId, timeZone, currency } = actor.organization;
    const settings = await readSettings(tx, organizationId);
    const { today } = await readMonths(tx, organizationId, timeZone);
    const scope = await limitOf(tx, actor);
    const reports = await readReports(tx, { organizationId, timeZone, month: null, scope: scope?.ids ?? null });
    const months = monthsOf(await firstJobDay(tx, organizationId, timeZone), reports, today);
    if (months.length === 0) return { currency, settings, data: [] };
    const question = questionOf(months.at(-1) ?? "", { to: monthEnd(today), interval: "month" });
    const { series } = await computeKpis(actor, question);
    const live = new Map(series.map((row) => [row.start.slice(0, 7), figuresOf(row)]));
    const standing = new Map(reports.filter(({ reopened }) => !reopened).map((report) => [report.month, report]));
    const data: Period[] = [];
    for (const month of months) {
      const report = standing.get(month);
      const spend = report && scope ? (await ownReport(tx, actor, report)).total.spend : null;
      const row = { month, live: live.get(month) ?? EMPTY, standing: report, spend };
      data.push(periodOf(row, { today, graceDays: settings.graceDays }));
    }
    return { currency, settings, data };
  });
}

/** The kept report, or the part of it that somebody with a limit may see: the same figures as of the same instant. */
async function ownReport(tx: Db, actor: Actor, report: KeptReport) {
  if (actor.costCenterIds === "all") return report.content;
  const own = await contentOf(tx, actor, report.month, report.asOf);
  return { ...own, booked: { ownDays: own.total.spend, earlierDays: "0" } };
}

/** One month: its report, what it says now, and why the two differ. */
export function period(actor: Actor, { id: month }: { id: string }): Promise<PeriodDetail> {
  authorise(actor, "figures:read");
  return snapshot(async (tx) => {
    const { id: organizationId, timeZone, currency } = actor.organization;
    const { graceDays } = await readSettings(tx, organizationId);
    const { today } = await readMonths(tx, organizationId, timeZone);
    if (month > today.slice(0, 7)) throw new AppError("not_found", "This month has not begun");
    const scope = await limitOf(tx, actor);
    const reports = await readReports(tx, { organizationId, timeZone, month, scope: scope?.ids ?? null });
    const standing = reports.find(({ reopened }) => reopened === null);
    const now = await computeKpis(actor, questionOf(month));
    const live = figuresOf(now.total);
    const report = standing
      ? await ownReport(tx, actor, standing)
      : {
          ...(await contentOf(tx, actor, month, null)),
          booked: scope
            ? { ownDays: live.spend, earlierDays: "0" }
            : await bookedIn(tx, organizationId, month, timeZone),
        };
    const since = standing && { before: standing.asOf, after: now.asOf };
    const movedOf = async (figure: "spend" | "costPerApprovedImage", instants: { before: string; after: string }) =>
      (await movement(tx, actor, { figure, query: questionOf(month) }, instants)).map(({ cause, jobs, value }) => ({
        cause,
        jobs,
        value,
      }));
    return {
      ...periodOf({ month, live, standing, spend: report.total.spend }, { today, graceDays }),
      currency,
      limitedTo: scope?.codes ?? null,
      report,
      live,
      moved: since
        ? { spend: await movedOf("spend", since), costPerApprovedImage: await movedOf("costPerApprovedImage", since) }
        : null,
      reopenings: reports.flatMap(({ reopened, asOf }) => (reopened ? [{ ...reopened, closedAt: asOf }] : [])),
    };
  });
}
