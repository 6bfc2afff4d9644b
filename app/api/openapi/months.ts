import * as exportsMonthsCsv from "@/app/api/v1/exports/months.csv/route";
import * as kpisHistory from "@/app/api/v1/kpis/history/route";
import * as periodsByIdClose from "@/app/api/v1/periods/[id]/close/route";
import * as periodsByIdReopen from "@/app/api/v1/periods/[id]/reopen/route";
import * as periodsById from "@/app/api/v1/periods/[id]/route";
import * as periods from "@/app/api/v1/periods/route";
import * as periodsSettings from "@/app/api/v1/periods/settings/route";
import * as waste from "@/app/api/v1/waste/route";
import { operation, type Paths } from "./operation";

/** Waste, the history of figures, months and corrections of many jobs. */
export const MONTH_PATHS: Paths = {
  "/waste": {
    GET: operation("Where the money went: each class with jobs and pictures, over time, and the funnel", waste.GET),
  },
  "/kpis/history": {
    GET: operation("How one figure moved between two days, and why", kpisHistory.GET),
  },
  "/exports/months.csv": {
    GET: operation("The report of a month as a file", exportsMonthsCsv.GET),
  },
  "/periods": {
    GET: operation("List months with their state, report and what was booked later", periods.GET),
  },
  "/periods/settings": {
    PATCH: operation("Change the grace days, and whether months close by themselves", periodsSettings.PATCH),
  },
  "/periods/{id}": {
    GET: operation("Read a month: its report, what it says now, and why the two differ", periodsById.GET),
  },
  "/periods/{id}/close": {
    POST: operation("Close a month that is over; its report is kept", periodsByIdClose.POST),
  },
  "/periods/{id}/reopen": {
    POST: operation("Open a closed month again, with a reason", periodsByIdReopen.POST),
  },
};
