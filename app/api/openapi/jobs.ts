import { z } from "zod";
import * as estimates from "@/app/api/v1/estimates/route";
import * as exportsJobsCsv from "@/app/api/v1/exports/jobs.csv/route";
import * as exportsKpisCsv from "@/app/api/v1/exports/kpis.csv/route";
import * as importsByIdCancel from "@/app/api/v1/imports/[id]/cancel/route";
import * as importsByIdConfirm from "@/app/api/v1/imports/[id]/confirm/route";
import * as importsByIdDecide from "@/app/api/v1/imports/[id]/decide/route";
import * as importsByIdPreview from "@/app/api/v1/imports/[id]/preview/route";
import * as importsById from "@/app/api/v1/imports/[id]/route";
import * as importsByIdUndo from "@/app/api/v1/imports/[id]/undo/route";
import * as imports from "@/app/api/v1/imports/route";
import * as jobsByIdCorrections from "@/app/api/v1/jobs/[id]/corrections/route";
import * as jobsById from "@/app/api/v1/jobs/[id]/route";
import * as jobsByIdVoid from "@/app/api/v1/jobs/[id]/void/route";
import * as jobsBatch from "@/app/api/v1/jobs/batch/route";
import * as jobsCorrectionsByIdUndo from "@/app/api/v1/jobs/corrections/[id]/undo/route";
import * as jobsCorrectionsPreview from "@/app/api/v1/jobs/corrections/preview/route";
import * as jobsCorrections from "@/app/api/v1/jobs/corrections/route";
import * as jobsCount from "@/app/api/v1/jobs/count/route";
import * as jobsPriceUnpriced from "@/app/api/v1/jobs/price-unpriced/route";
import * as jobs from "@/app/api/v1/jobs/route";
import * as jobsUnpriced from "@/app/api/v1/jobs/unpriced/route";
import * as kpisBasis from "@/app/api/v1/kpis/basis/route";
import * as kpisMovers from "@/app/api/v1/kpis/movers/route";
import * as kpis from "@/app/api/v1/kpis/route";
import { rejectedQuery, uploadAnswer, uploadFields } from "@/lib/intake/schema";
import { job } from "@/lib/jobs/schema";
import { type Operation, operation, type Paths } from "./operation";

// Files in and out have routes of their own, so they are described by hand.

const UPLOAD: Operation = {
  summary: "Upload a file of jobs, reviews or campaigns",
  ...{ input: uploadFields.extend({ file: z.file() }), output: uploadAnswer, status: 202 },
  ...{ takes: "multipart", answers: "json" },
};

const REJECTED: Operation = {
  summary: "Refused rows with their reasons, to mend and upload again",
  ...{ input: rejectedQuery, output: null, status: 200, takes: "json", answers: "csv" },
};

/** Jobs, decisions, figures, files. */
export const JOB_PATHS: Paths = {
  "/jobs": {
    GET: operation("List jobs, newest first", jobs.GET),
    POST: operation("Log a job; the same job again is answered, not booked", jobs.POST, {
      output: job,
      replayStatus: 200,
    }),
  },
  "/jobs/batch": {
    POST: operation("Log up to 1,000 jobs: good rows are booked in one transaction, bad rows say why", jobsBatch.POST),
  },
  "/jobs/count": {
    GET: operation("How many jobs a filter finds, and how many of their pictures wait for a decision", jobsCount.GET),
  },
  "/jobs/corrections/preview": {
    POST: operation("What correcting many jobs would move; changes nothing", jobsCorrectionsPreview.POST),
  },
  "/jobs/corrections": {
    GET: operation("List corrections of many jobs, newest first", jobsCorrections.GET),
    POST: operation("Correct many jobs exactly as previewed", jobsCorrections.POST),
  },
  "/jobs/corrections/{id}/undo": {
    POST: operation("Undo a correction of many jobs by a reverse correction", jobsCorrectionsByIdUndo.POST),
  },
  "/jobs/unpriced": {
    GET: operation("What the unpriced jobs would cost now", jobsUnpriced.GET),
  },
  "/jobs/price-unpriced": {
    POST: operation("Price the unpriced jobs that have a price now", jobsPriceUnpriced.POST),
  },
  "/jobs/{id}": {
    GET: operation("Read a job with its tries, ledger entries, pictures and history", jobsById.GET),
  },
  "/jobs/{id}/corrections": {
    POST: operation("Correct a job: a reversal and a new entry, nothing is overwritten", jobsByIdCorrections.POST),
  },
  "/jobs/{id}/void": {
    POST: operation("Take a wrongly logged job out of every count", jobsByIdVoid.POST),
  },
  "/estimates": {
    POST: operation("What a job would take and cost, before it runs", estimates.POST),
  },
  "/kpis": {
    GET: operation("Figures: total, groups and series, each a value or a reason", kpis.GET),
  },
  "/exports/jobs.csv": {
    GET: operation("Jobs as a file", exportsJobsCsv.GET),
  },
  "/kpis/movers": {
    GET: operation("The biggest changes of spend against the period before, each explained", kpisMovers.GET),
  },
  "/kpis/basis": {
    GET: operation("What stands behind figures: jobs that are not in them, prices that made them", kpisBasis.GET),
  },
  "/exports/kpis.csv": {
    GET: operation("Figures as a file", exportsKpisCsv.GET),
  },
  "/imports": {
    GET: operation("List imports", imports.GET),
    POST: UPLOAD,
  },
  "/imports/{id}": {
    GET: operation("State, progress, analysis and preview of an import", importsById.GET),
  },
  "/imports/{id}/decide": {
    POST: operation("Save mapping and decisions of an import", importsByIdDecide.POST),
  },
  "/imports/{id}/preview": {
    POST: operation("Read the whole file without booking", importsByIdPreview.POST),
  },
  "/imports/{id}/confirm": {
    POST: operation("Book the file in the background", importsByIdConfirm.POST),
  },
  "/imports/{id}/cancel": {
    POST: operation("Give up an import before it is booked", importsByIdCancel.POST),
  },
  "/imports/{id}/undo": {
    POST: operation("Undo an import: its jobs are voided", importsByIdUndo.POST),
  },
  "/imports/{id}/rejected.csv": {
    GET: REJECTED,
  },
};
