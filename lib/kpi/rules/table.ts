import { Exact } from "@/lib/core/amount";
import type { Dimension, KpiLimitedAnswer, KpiPartialRow } from "../schema";
import { type ColumnKey, columnOf, type Figure, figureOf, isColumnKey } from "./columns";
import { rowOf } from "./row";
import { NOTHING_SUMMED } from "./sums";

type Group = KpiLimitedAnswer["groups"][number];

/** A value of a dimension: its code (null = has none) and what people call it, where it has a name. */
type Value = { code: string | null; name: string | null };

export type TableRow = {
  id: string;
  /** group: one value of the first dimension; part: one value of the second inside of it. */
  level: "group" | "part";
  values: readonly Value[];
  row: KpiPartialRow;
  /** The same of the period before; null where nothing is compared. */
  before: KpiPartialRow | null;
};

/** `-spend`: highest first. `name` sorts by what a row is called. */
export type Sort = { by: ColumnKey | "name"; descending: boolean };

/** Answers to one question by one dimension, and by two. */
export type Level = { groups: KpiLimitedAnswer; parts: KpiLimitedAnswer | null };

export type Asked = {
  dimensions: readonly Dimension[];
  sort: Sort;
  /** Shows rows that hold the text in code or name, or whose code is named outright ("" = has none). */
  search: { text: string; codes: readonly string[] };
};

export type TableModel = {
  rows: TableRow[];
  total: KpiPartialRow;
  totalBefore: KpiPartialRow | null;
  /** Values of the first dimension in all, and those that are shown. */
  groups: number;
  shown: number;
};

const idOf = (values: readonly Value[]) => JSON.stringify(values.map(({ code }) => code));

const valuesOf = (group: Group, dimensions: readonly Dimension[]): Value[] =>
  dimensions.map((dimension) => ({ code: group.key[dimension] ?? null, name: group.name?.[dimension] ?? null }));

const nothing = (groupBy: readonly Dimension[], approvals: KpiLimitedAnswer["approvals"]) =>
  rowOf(NOTHING_SUMMED, { groupBy, approvals });

/** Rows of now beside those of before; what there was only before is shown with nothing in it. */
function beside(now: KpiLimitedAnswer, before: KpiLimitedAnswer | null, dimensions: readonly Dimension[]): TableRow[] {
  const level = dimensions.length === 1 ? "group" : "part";
  const empty = nothing(dimensions, now.approvals);
  const keyed = (groups: readonly Group[]) =>
    groups.map((row) => {
      const values = valuesOf(row, dimensions);
      return { id: idOf(values), values, row };
    });
  const earlier = new Map(keyed(before?.groups ?? []).map((one) => [one.id, one]));
  const current = keyed(now.groups).map(({ id, values, row }): TableRow => {
    const was = earlier.get(id)?.row ?? empty;
    earlier.delete(id);
    return { id, level, values, row, before: before ? was : null };
  });
  const gone = [...earlier.values()].map(
    ({ id, values, row }): TableRow => ({ id, level, values, row: empty, before: row }),
  );
  return [...current, ...gone];
}

const words = ({ code, name }: Value) => name ?? code ?? "";

function byFigure(a: Figure, b: Figure, descending: boolean): number {
  // Rows without a value stand last in either direction: they are neither much nor little.
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
  const order = new Exact(a.value).comparedTo(b.value);
  return descending ? -order : order;
}

/** One order for screen and file; equal rows stand in order of their codes. */
function sorted(rows: readonly TableRow[], { by, descending }: Sort, total: KpiPartialRow): TableRow[] {
  const keyed = rows.map((row) => ({
    row,
    text: words(row.values.at(-1) ?? { code: null, name: null }).toLowerCase(),
    figure: by === "name" ? null : figureOf(by, row.row, total),
  }));
  const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  keyed.sort((a, b) => {
    const first =
      a.figure && b.figure
        ? byFigure(a.figure, b.figure, descending)
        : compareText(a.text, b.text) * (descending ? -1 : 1);
    return first || compareText(a.row.id, b.row.id);
  });
  return keyed.map(({ row }) => row);
}

function matches({ code, name }: Value, { text, codes }: Asked["search"]): boolean {
  if (codes.includes(code ?? "")) return true;
  const wanted = text.trim().toLowerCase();
  return wanted !== "" && [code, name].some((part) => part?.toLowerCase().includes(wanted));
}

const isSearched = ({ text, codes }: Asked["search"]) => text.trim() !== "" || codes.length > 0;

/** A group that matches is shown whole, one that does not with the parts that do. */
function found(group: TableRow, parts: readonly TableRow[], search: Asked["search"]): TableRow[] {
  if (!isSearched(search) || group.values.some((value) => matches(value, search))) return [group, ...parts];
  const some = parts.filter(({ values }) => matches(values[1] ?? { code: null, name: null }, search));
  return some.length > 0 ? [group, ...some] : [];
}

/** The rows of a table: screen, clipboard and file are made from these. */
export function toTable(now: Level, before: Level | null, { dimensions, sort, search }: Asked): TableModel {
  const { total } = now.groups;
  const groups = sorted(beside(now.groups, before?.groups ?? null, dimensions.slice(0, 1)), sort, total);
  const parts = now.parts ? sorted(beside(now.parts, before?.parts ?? null, dimensions), sort, total) : [];
  const within = Map.groupBy(parts, ({ values }) => values[0]?.code ?? null);
  const rows = groups.flatMap((group) => found(group, within.get(group.values[0]?.code ?? null) ?? [], search));
  return {
    rows,
    total,
    totalBefore: before ? before.groups.total : null,
    groups: groups.length,
    shown: rows.filter(({ level }) => level === "group").length,
  };
}

/** Does Σ groups give the total, to the last digit? Null for figures that are not added. */
export function addsUp(key: ColumnKey, groups: readonly TableRow[], total: KpiPartialRow): boolean | null {
  if (!columnOf(key).additive) return null;
  const whole = figureOf(key, total, total).value;
  const parts = groups.filter(({ level }) => level === "group").map(({ row }) => figureOf(key, row, total));
  if (whole === null) return null;
  // What has no price yet adds nothing to what is known.
  return Exact.sum(0, ...parts.map(({ value }) => value ?? "0")).equals(whole);
}

export type PivotModel = {
  columns: Value[];
  /** Values of the second dimension that found no place. */
  hidden: number;
  rows: { id: string; value: Value; cells: (KpiPartialRow | null)[]; total: KpiPartialRow }[];
  totals: KpiPartialRow[];
  total: KpiPartialRow;
};

/** As many columns as somebody can still read across. */
const MOST_COLUMNS = 40;

/** One figure with the first dimension down and the second across; every margin is the API's own, nothing is added here. */
export function toPivot(
  { groups, parts, across }: { groups: KpiLimitedAnswer; parts: KpiLimitedAnswer; across: KpiLimitedAnswer },
  { dimensions, sort, search }: Asked,
): PivotModel {
  const [first, second] = dimensions;
  const table = toTable({ groups, parts: null }, null, { dimensions: dimensions.slice(0, 1), sort, search });
  const columns = across.groups.map(
    (group) => valuesOf(group, second ? [second] : [])[0] ?? { code: null, name: null },
  );
  const shown = columns.slice(0, MOST_COLUMNS);
  const cells = new Map(
    parts.groups.map((group) => [
      JSON.stringify([group.key[first ?? ""] ?? null, group.key[second ?? ""] ?? null]),
      group,
    ]),
  );
  return {
    columns: shown,
    hidden: columns.length - shown.length,
    rows: table.rows.map(({ id, values, row }) => {
      const value = values[0] ?? { code: null, name: null };
      const at = ({ code }: Value) => cells.get(JSON.stringify([value.code, code])) ?? null;
      return { id, value, cells: shown.map(at), total: row };
    }),
    totals: across.groups.slice(0, MOST_COLUMNS),
    total: groups.total,
  };
}

/** `-spend`, `name`: how an order is written in addresses; null = there is no such figure. */
export function toSort(text: string): Sort | null {
  const descending = text.startsWith("-");
  const by = descending ? text.slice(1) : text;
  return by === "name" || isColumnKey(by) ? { by, descending } : null;
}

export const sortText = ({ by, descending }: Sort): string => (descending ? `-${by}` : by);
