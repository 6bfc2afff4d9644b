import type { Dialect } from "../schema";
import { type Cell, csvLine, decimal } from "./csv";

/** A job as the store reads it: every value as text, ready to be written. */
export type JobLine = Readonly<Record<string, string | null>>;

/** Columns of `jobs.csv`, in order. `decimal` ones are written with the dialect's decimal mark. */
const JOB_COLUMNS: readonly { name: string; decimal?: true }[] = [
  { name: "local_date" },
  { name: "occurred_at" },
  { name: "time_zone" },
  { name: "recorded_at" },
  { name: "job_id" },
  { name: "external_id" },
  { name: "state" },
  { name: "cost_center" },
  { name: "campaign" },
  { name: "market" },
  { name: "channel" },
  { name: "motif" },
  { name: "asset_type" },
  { name: "provider" },
  { name: "wallet" },
  { name: "model" },
  { name: "kind" },
  { name: "stage" },
  { name: "status" },
  { name: "iteration" },
  { name: "width" },
  { name: "height" },
  { name: "steps" },
  { name: "seed" },
  { name: "images_requested" },
  { name: "images_delivered" },
  { name: "attempts" },
  { name: "failed_attempts" },
  { name: "credits", decimal: true },
  { name: "cost", decimal: true },
  { name: "known_cost", decimal: true },
  { name: "estimated_cost", decimal: true },
  { name: "currency" },
  { name: "cost_source" },
  { name: "unpriced_reason" },
  { name: "staff_minutes", decimal: true },
  { name: "staff_cost", decimal: true },
  { name: "approved" },
  { name: "approved_with_changes" },
  { name: "rejected" },
  { name: "superseded" },
  { name: "waste_failed", decimal: true },
  { name: "waste_duplicate", decimal: true },
  { name: "waste_dropped", decimal: true },
  { name: "waste_rejected", decimal: true },
  { name: "waste_superseded", decimal: true },
  { name: "useful", decimal: true },
  { name: "open", decimal: true },
  { name: "duplicate_of" },
  { name: "flags" },
  { name: "tags" },
  { name: "created_by" },
  { name: "entry" },
  { name: "import_id" },
  { name: "void_reason" },
];

export function jobHeader(dialect: Dialect): string {
  return csvLine(
    JOB_COLUMNS.map(({ name }) => name),
    dialect,
  );
}

export function jobLine(job: JobLine, dialect: Dialect): string {
  const cells = JOB_COLUMNS.map(({ name, decimal: isDecimal }): Cell => {
    const text = job[name] ?? null;
    return isDecimal ? decimal(text) : text;
  });
  return csvLine(cells, dialect);
}
