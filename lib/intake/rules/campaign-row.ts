import { type CampaignRow, campaignRow } from "../schema";
import { readDay } from "./dates";
import { type Cells, type Plan, RowReader, type RowReading, schemaErrors, shown } from "./row";

function dayIn(row: RowReader, field: "activeFrom" | "activeTo"): string | undefined {
  const text = row.text(field);
  if (text === undefined) return undefined;
  return (
    readDay(text, row.plan.dateOrder) ??
    row.refuse(field, "NOT_A_DATE", `"${shown(text)}" is not a day that we can read`)
  );
}

/** A row as one campaign; the name defaults to the code. */
export function readCampaignRow(cells: Cells, plan: Plan): RowReading<CampaignRow> {
  const row = new RowReader(cells, plan);
  const code = row.required("code", "This row has no code");
  const draft = {
    code,
    name: row.text("name") ?? code,
    costCenter: row.code("costCenter"),
    activeFrom: dayIn(row, "activeFrom"),
    activeTo: dayIn(row, "activeTo"),
    note: row.text("note"),
  };
  if (row.errors.length > 0) return { errors: row.errors };
  const filled = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
  const parsed = campaignRow.safeParse(filled);
  return parsed.success ? { input: parsed.data } : { errors: schemaErrors(parsed.error.issues) };
}
