import { Exact } from "@/lib/core/amount";
import { type Layer, type LinesModel, type Step, toStep } from "@/lib/core/chart";
import type { Interval } from "@/lib/core/period";
import { type ColumnKey, columnOf, figureOf } from "../rules/columns";
import type { KpiLimitedAnswer } from "../schema";

type Keyed = {
  key: Record<string, string | null>;
  name?: Record<string, string> | undefined;
  other?: boolean | undefined;
};

function layerOf({ key, name, other }: Keyed, dimension: string): Layer {
  const isOther = other === true;
  const code = isOther ? null : (key[dimension] ?? null);
  return {
    id: isOther ? "other" : code === null ? "none" : `code:${code}`,
    code,
    name: name?.[dimension] ?? null,
    isOther,
  };
}

type Axis = { dimension: string; measure: ColumnKey; interval: Interval; today: string };

export type OverTime = LinesModel & {
  /** Parts add up to the whole: bars may be stacked. Rates are lines. */
  isStack: boolean;
  totals: { value: string | null; lowerBound: boolean }[];
  total: { value: string | null; lowerBound: boolean };
};

/** One figure over time, by one dimension; intervals after today are no zeros, they have not been. */
export function toOverTime(
  whole: KpiLimitedAnswer,
  split: KpiLimitedAnswer,
  { dimension, measure, interval, today }: Axis,
): OverTime {
  const { range } = whole;
  const isStack = columnOf(measure).additive;
  // A rate of "all others" is a figure, too, but nobody asks for it; a sum without its rest would be wrong.
  const groups = split.groups.filter(({ other }) => isStack || other !== true);
  const drawn = new Map<string, Record<string, string | null>>();
  for (const row of split.series) {
    const at = drawn.get(row.start) ?? {};
    at[layerOf(row, dimension).id] = figureOf(measure, row, whole.total).value;
    drawn.set(row.start, at);
  }
  const past = whole.series.filter(({ start }) => start <= today);
  return {
    isStack,
    lines: groups.map((group) => layerOf(group, dimension)),
    points: past.map((row): Step & { values: Record<string, string | null> } => ({
      ...toStep(row, { range, interval, today }),
      values: drawn.get(row.start) ?? {},
    })),
    totals: past.map((row) => figureOf(measure, row, whole.total)),
    total: figureOf(measure, whole.total, whole.total),
    isEmpty: whole.total.jobs === 0,
  };
}

/** Values of one dimension beside each other, the highest spend first. */
export function toBars(
  answer: KpiLimitedAnswer,
  { dimension, measure, most }: { dimension: string; measure: ColumnKey; most: number },
) {
  return answer.groups.slice(0, most).map((group) => ({
    layer: layerOf(group, dimension),
    row: group,
    figure: figureOf(measure, group, answer.total),
  }));
}

/** The bar with the highest value; null where none has one. */
export function highest<T extends { figure: { value: string | null } }>(bars: readonly T[]): T | null {
  return bars.reduce<T | null>((top, bar) => {
    if (bar.figure.value === null) return top;
    return !top || new Exact(bar.figure.value).gt(top.figure.value ?? 0) ? bar : top;
  }, null);
}

type Crossed = { groups: KpiLimitedAnswer; parts: KpiLimitedAnswer; across: KpiLimitedAnswer };
type Squares = { first: string; second: string; measure: ColumnKey; most: number };

/** Two dimensions as rows and columns; a pair that does not occur is null, one without a value has none. */
export function toMap({ groups, parts, across }: Crossed, { first, second, measure, most }: Squares) {
  const rows = groups.groups.slice(0, most);
  const columns = across.groups.slice(0, most);
  const pair = (one: string | null | undefined, other: string | null | undefined) =>
    JSON.stringify([one ?? null, other ?? null]);
  const cells = new Map(parts.groups.map((group) => [pair(group.key[first], group.key[second]), group]));
  return {
    rows: rows.map((group) => layerOf(group, first)),
    columns: columns.map((group) => layerOf(group, second)),
    cells: rows.map((row) =>
      columns.map((column) => {
        const found = cells.get(pair(row.key[first], column.key[second]));
        return found ? figureOf(measure, found, groups.total) : null;
      }),
    ),
  };
}
