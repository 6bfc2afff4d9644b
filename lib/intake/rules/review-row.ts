import type { ReviewRow } from "../schema";
import { type Cells, type Plan, RowReader, type RowReading, shown } from "./row";
import { countOrAll, decisionIn } from "./words";

function countIn(row: RowReader, field: "approved" | "approvedWithChanges" | "rejected"): number | undefined {
  const text = row.text(field);
  if (text === undefined || countOrAll(text) === "none") return undefined;
  const count = row.whole(field);
  return count === undefined || (count >= 0 && count <= 1_000)
    ? count
    : row.refuse(field, "OUT_OF_RANGE", `${count} pictures cannot be`);
}

/** "Bild 3" of a job, counted from 1. */
function indexIn(row: RowReader): number | undefined {
  const index = row.whole("index");
  return index === undefined || index >= 1 ? index : row.refuse("index", "OUT_OF_RANGE", "Pictures are counted from 1");
}

/** A row as decisions on a job's pictures: one decision (on one picture or all), or counts. */
export function readReviewRow(cells: Cells, plan: Plan): RowReading<ReviewRow> {
  const row = new RowReader(cells, plan);
  const externalId = row.required("jobExternalId", "This row names no job");
  const word = row.text("decision");
  const decision = word === undefined ? undefined : decisionIn(word);
  if (word !== undefined && decision === undefined)
    row.refuse("decision", "UNKNOWN_VALUE", `"${shown(word)}" is not a decision that we know`);
  if (decision === "open") row.refuse("decision", "NOTHING_DECIDED", "This row says that nothing is decided yet");
  const counts = {
    approved: countIn(row, "approved"),
    approvedWithChanges: countIn(row, "approvedWithChanges"),
    rejected: countIn(row, "rejected"),
  };
  const counted = Object.values(counts).some((count) => count !== undefined && count > 0);
  if (word === undefined && !counted) row.refuse("decision", "REQUIRED", "This row decides nothing");
  const index = indexIn(row);
  const provider = row.code("provider");
  const { reason, comment } = row.cells;
  if ((reason?.length ?? 0) > 200) row.refuse("reason", "TOO_LONG", "At most 200 characters");
  if ((comment?.length ?? 0) > 2_000) row.refuse("comment", "TOO_LONG", "At most 2,000 characters");
  if (row.errors.length > 0 || externalId === undefined || decision === "open") return { errors: row.errors };
  return { input: { externalId, provider, index, decision, counts: decision ? undefined : counts, reason, comment } };
}
