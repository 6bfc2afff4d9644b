import { type ColumnKey, figureOf } from "@/lib/kpi/rules/columns";
import { compare } from "@/lib/kpi/rules/compare";
import type { PivotModel, TableModel, TableRow } from "@/lib/kpi/rules/table";
import type { KpiPartialRow } from "@/lib/kpi/schema";

/** How a table is called on the screen. */
export type TsvWords = {
  dimensions: readonly string[];
  column: (key: ColumnKey) => string;
  before: (key: ColumnKey) => string;
  change: (key: ColumnKey) => string;
  relative: (key: ColumnKey) => string;
  names: (row: Pick<TableRow, "values">) => readonly string[];
  total: string;
  /** Exact text with the language's decimal mark. */
  number: (exact: string) => string;
};

/** Tabs and line ends would move what follows into other cells. */
const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
const written = (lines: readonly (readonly string[])[]) => lines.map((cells) => cells.map(clean).join("\t")).join("\n");

/** The table as it is seen, for a spreadsheet: names as on the screen, figures with every digit. */
export function tableTsv(model: TableModel, columns: readonly ColumnKey[], words: TsvWords): string {
  const isCompared = model.totalBefore !== null;
  const head = columns.flatMap((key) =>
    isCompared ? [words.column(key), words.before(key), words.change(key), words.relative(key)] : [words.column(key)],
  );
  const number = (exact: string | null) => (exact === null ? "" : words.number(exact));
  const figures = (row: KpiPartialRow, before: KpiPartialRow | null) =>
    columns.flatMap((key) => {
      const now = figureOf(key, row, model.total).value;
      if (!isCompared || !before || !model.totalBefore) return [number(now)];
      const beside = compare(now, figureOf(key, before, model.totalBefore).value);
      return [now, beside.before, beside.difference, beside.relative].map(number);
    });
  const named = (names: readonly string[]) => words.dimensions.map((_, at) => names[at] ?? "");
  return written([
    [...words.dimensions, ...head],
    ...model.rows.map((row) => [...named(words.names(row)), ...figures(row.row, row.before)]),
    [...named([words.total]), ...figures(model.total, model.totalBefore)],
  ]);
}

export function pivotTsv(
  model: PivotModel,
  column: ColumnKey,
  words: TsvWords & { columns: readonly string[] },
): string {
  const number = (row: KpiPartialRow | null) => {
    const value = row ? figureOf(column, row, model.total).value : null;
    return value === null ? "" : words.number(value);
  };
  return written([
    [words.dimensions[0] ?? "", ...words.columns, words.total],
    ...model.rows.map(({ value, cells, total }) => [
      words.names({ values: [value] })[0] ?? "",
      ...cells.map(number),
      number(total),
    ]),
    [words.total, ...model.totals.map(number), number(model.total)],
  ]);
}
