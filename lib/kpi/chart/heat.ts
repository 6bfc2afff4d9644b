import { Exact } from "@/lib/core/amount";
import type { HeatModel, Layer } from "@/lib/core/chart";
import { isWhollyUnpriced, layerOf } from "../rules/groups";
import type { KpiLimitedAnswer, KpiPartialRow } from "../schema";

type HeatMeasure = "spend" | "costPerApprovedImage";

/** As many as can be compared; what is beyond is in the table and in explore. */
const MOST_ROWS = 10;
const MOST_COLUMNS = 8;

type Sized = Layer & { spend: InstanceType<typeof Exact> };

/** The values of one dimension by their spend, highest first. */
function largest(groups: KpiLimitedAnswer["groups"], dimension: string, most: number): Layer[] {
  const sized = new Map<string, Sized>();
  for (const group of groups) {
    const layer = layerOf(group, dimension);
    const before = sized.get(layer.id)?.spend ?? new Exact(0);
    sized.set(layer.id, { ...layer, spend: before.plus(group.spend ?? 0) });
  }
  return [...sized.values()]
    .sort((a, b) => b.spend.comparedTo(a.spend) || a.id.localeCompare(b.id, "en"))
    .slice(0, most)
    .map(({ spend: _, ...layer }) => layer);
}

function figureIn(row: KpiPartialRow, measure: HeatMeasure): string | null {
  if (measure === "costPerApprovedImage") return row.costPerApprovedImage ?? null;
  return isWhollyUnpriced({ jobs: row.jobs ?? 0, unpricedJobs: row.unpricedJobs ?? 0 }) ? null : (row.spend ?? null);
}

/** Two dimensions of one answer as rows and columns; a pair without a job is null, one without a value has a null value. */
export function toHeat(
  { groups, total }: KpiLimitedAnswer,
  { rows: down, columns: across, measure }: { rows: string; columns: string; measure: HeatMeasure },
): HeatModel {
  const cells = new Map(
    groups.map((group) => [
      `${layerOf(group, down).id} ${layerOf(group, across).id}`,
      { value: figureIn(group, measure), jobs: group.jobs ?? 0 },
    ]),
  );
  const rows = largest(groups, down, MOST_ROWS);
  const columns = largest(groups, across, MOST_COLUMNS);
  return {
    rows,
    columns,
    cells: rows.map((row) => columns.map((column) => cells.get(`${row.id} ${column.id}`) ?? null)),
    isEmpty: (total.jobs ?? 0) === 0,
  };
}
