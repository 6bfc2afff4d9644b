import type { Dialect } from "../schema";
import { csvLine, decimalIn, SEPARATOR, textIn } from "./csv";

/**
 * Columns of `jobs.csv`, in order. `decimal` ones are written with the dialect's decimal mark; `text` is what somebody
 * typed and is looked at letter by letter; all else is ours and written as it is.
 */
const JOB_COLUMNS: readonly { name: string; as?: "decimal" | "text" }[] = [
  { name: "local_date" },
  { name: "occurred_at" },
  { name: "time_zone" },
  { name: "recorded_at" },
  { name: "job_id" },
  { name: "external_id", as: "text" },
  { name: "state" },
  { name: "cost_center", as: "text" },
  { name: "campaign", as: "text" },
  { name: "market", as: "text" },
  { name: "channel", as: "text" },
  { name: "motif", as: "text" },
  { name: "asset_type", as: "text" },
  { name: "provider", as: "text" },
  { name: "wallet", as: "text" },
  { name: "model", as: "text" },
  { name: "kind" },
  { name: "stage" },
  { name: "status" },
  { name: "iteration" },
  { name: "width" },
  { name: "height" },
  { name: "steps" },
  { name: "seed", as: "text" },
  { name: "images_requested" },
  { name: "images_delivered" },
  { name: "attempts" },
  { name: "failed_attempts" },
  { name: "credits", as: "decimal" },
  { name: "cost", as: "decimal" },
  { name: "known_cost", as: "decimal" },
  { name: "estimated_cost", as: "decimal" },
  { name: "currency" },
  { name: "cost_source", as: "text" },
  { name: "unpriced_reason", as: "text" },
  { name: "staff_minutes", as: "decimal" },
  { name: "staff_cost", as: "decimal" },
  { name: "approved" },
  { name: "approved_with_changes" },
  { name: "rejected" },
  { name: "superseded" },
  { name: "waste_failed", as: "decimal" },
  { name: "waste_duplicate", as: "decimal" },
  { name: "waste_dropped", as: "decimal" },
  { name: "waste_rejected", as: "decimal" },
  { name: "waste_superseded", as: "decimal" },
  { name: "useful", as: "decimal" },
  { name: "open", as: "decimal" },
  { name: "duplicate_of" },
  { name: "flags", as: "text" },
  { name: "tags", as: "text" },
  { name: "created_by" },
  { name: "entry", as: "text" },
  { name: "import_id" },
  { name: "void_reason", as: "text" },
];

export function jobHeader(dialect: Dialect): string {
  return csvLine(
    JOB_COLUMNS.map(({ name }) => name),
    dialect,
  );
}

/** Writes jobs whose values come as text in the order of `names`: a file has as many cells as a million jobs have. */
export function jobWriter(names: readonly string[], dialect: Dialect): (values: readonly (string | null)[]) => string {
  const columns = JOB_COLUMNS.map(({ name, as }) => ({ at: names.indexOf(name), write: WRITTEN[as ?? "own"] }));
  const separator = SEPARATOR[dialect];
  return (values) => {
    let line = "";
    for (const { at, write } of columns) {
      const text = values[at];
      if (line !== "") line += separator;
      if (text) line += write(text, dialect);
    }
    return `${line}\r\n`;
  };
}

const WRITTEN = {
  own: (text: string) => text,
  decimal: decimalIn,
  text: textIn,
} as const;
