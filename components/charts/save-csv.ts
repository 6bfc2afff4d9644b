import { type Cell, csvLine, decimal, noteLine, opening } from "@/lib/exports/rules/csv";
import type { Dialect } from "@/lib/exports/schema";
import type { TableCell, TableData } from "./chart-table";
import { saveFile } from "./save-file";

type Asked = {
  name: string;
  title: string;
  table: TableData;
  about: readonly (readonly [string, string])[];
  dialect: Dialect;
};

function cellOf(cell: TableCell | null): Cell {
  if (!cell || cell.value === null) return null;
  return cell.kind === "text" ? cell.value : decimal(cell.value);
}

/** Exactly what is seen, with every digit, below what must be known about it. */
export function csvOf({ title, table, about, dialect }: Omit<Asked, "name">): string {
  const notes = [["report", title] as const, ...about].map(([name, value]) => noteLine(name, value, dialect));
  const lines = table.rows.map(({ name, cells }) => csvLine([name, ...cells.map(cellOf)], dialect));
  const foot = table.foot ? [csvLine([table.foot.name, ...table.foot.cells.map(cellOf)], dialect)] : [];
  return [opening(dialect), ...notes, csvLine([...table.head], dialect), ...lines, ...foot].join("");
}

export function saveCsv(asked: Asked): void {
  saveFile(`${asked.name}.csv`, new Blob([csvOf(asked)], { type: "text/csv;charset=utf-8" }));
}
