import type { ListRow } from "@/lib/dimensions/schema";

export type RowState = "merged" | "archived" | "dropped" | "planned" | "ended" | "unassigned" | "active";

/** The one word for a row today; what takes it out of the choices comes first. */
export function stateOf(row: ListRow, today: string): RowState {
  if (row.mergedInto !== null) return "merged";
  if (row.archived) return "archived";
  if (row.unassigned) return "unassigned";
  if ("droppedAt" in row && row.droppedAt !== null) return "dropped";
  if ("activeFrom" in row && row.activeFrom !== null && row.activeFrom > today) return "planned";
  if ("activeTo" in row && row.activeTo !== null && row.activeTo < today) return "ended";
  return "active";
}
