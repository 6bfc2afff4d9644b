import { type ColumnKey, type Figure, figureOf } from "@/lib/kpi/rules/columns";
import { compare } from "@/lib/kpi/rules/compare";
import type { PivotModel, TableModel } from "@/lib/kpi/rules/table";
import type { Dimension, KpiPartialRow } from "@/lib/kpi/schema";
import { type Cell, decimal } from "./csv";

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const HEADER: Partial<Record<ColumnKey, string>> = { waste: "waste_total", share: "share_of_spend" };
const headerOf = (key: ColumnKey) => HEADER[key] ?? snake(key);

const keyHeaders = (dimension: Dimension) => [snake(dimension), `${snake(dimension)}_name`];
const cellOf = ({ value }: Figure): Cell => decimal(value);

type Row = { row: KpiPartialRow; before: KpiPartialRow | null };

function compared(key: ColumnKey, { row, before }: Row, { total, totalBefore }: TableModel): Cell[] {
  const now = figureOf(key, row, total);
  if (!before || !totalBefore) return [cellOf(now)];
  const { before: was, difference, relative } = compare(now.value, figureOf(key, before, totalBefore).value);
  return [cellOf(now), decimal(was), decimal(difference), decimal(relative)];
}

/** Why cells are empty, and whether sums are only a lower bound: without these two a file would be read wrongly. */
function remarks(columns: readonly ColumnKey[], row: KpiPartialRow, total: KpiPartialRow): Cell[] {
  const reasons = columns.flatMap((key) => {
    const { value, reason } = figureOf(key, row, total);
    return value === null && reason ? [`${headerOf(key)}: ${reason}`] : [];
  });
  return [row.lowerBound ?? false, reasons.join(" | ")];
}

/** The rows as they are seen, the total last as in the foot. */
export function viewTable(
  model: TableModel,
  dimensions: readonly Dimension[],
  columns: readonly ColumnKey[],
): Cell[][] {
  const names = columns.flatMap((key) => {
    const name = headerOf(key);
    return model.totalBefore ? [name, `${name}_before`, `${name}_change`, `${name}_change_relative`] : [name];
  });
  const line = (level: string, keys: Cell[], one: Row): Cell[] => [
    level,
    ...keys,
    ...columns.flatMap((key) => compared(key, one, model)),
    ...remarks(columns, one.row, model.total),
  ];
  const keysOf = (values: readonly { code: string | null; name: string | null }[]) =>
    dimensions.flatMap((_, at): Cell[] => [values[at]?.code ?? null, values[at]?.name ?? null]);
  return [
    ["level", ...dimensions.flatMap(keyHeaders), ...names, "lower_bound", "null_reasons"],
    ...model.rows.map((one) => line(one.level, keysOf(one.values), one)),
    line("total", keysOf([]), { row: model.total, before: model.totalBefore }),
  ];
}

/** One figure, the first dimension down and the second across. */
export function pivotTable(model: PivotModel, dimensions: readonly Dimension[], column: ColumnKey): Cell[][] {
  const [first = "campaign", second = "campaign"] = dimensions;
  const figure = (row: KpiPartialRow | null): Cell => (row ? cellOf(figureOf(column, row, model.total)) : null);
  return [
    [
      "level",
      ...keyHeaders(first),
      ...model.columns.map(({ code }) => `${snake(second)}: ${code ?? "(none)"}`),
      "total",
    ],
    ...model.rows.map(({ value, cells, total }): Cell[] => [
      "group",
      value.code,
      value.name,
      ...cells.map(figure),
      figure(total),
    ]),
    ["total", null, null, ...model.totals.map(figure), figure(model.total)],
  ];
}
