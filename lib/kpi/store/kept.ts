import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { CUBE_NAMES, CUBES, type Cube, type KeptDimension } from "../rules/cubes";
import { ASSET_TYPE_COLUMN, sourceColumn } from "./dimensions";
import { keptMeasures, MOTIF_DROPPED } from "./measures";

// What is kept of each day, by cube: made here from jobs, for the refresh and for the check alike.

/** Columns of kpi_sum that a dimension fills. */
const COLUMNS: Record<KeptDimension, readonly string[]> = {
  costCenter: ["cost_center_id"],
  campaign: ["campaign_id"],
  provider: ["provider_id"],
  wallet: ["wallet_id"],
  market: ["market_id"],
  channel: ["channel_id"],
  model: ["model"],
  kind: ["kind"],
  stage: ["stage"],
  createdBy: ["author_kind", "author_id"],
  assetType: ["asset_type_id"],
  source: ["source"],
  motif: ["motif_id"],
};
const SPLIT = [...new Set<KeptDimension>(Object.values(CUBES).flat())].flatMap((dimension) => COLUMNS[dimension]);
export const DIMENSION_COLUMNS = ["training", ...SPLIT];

const columnsOf = (cube: Cube) => CUBES[cube].flatMap((dimension) => COLUMNS[dimension]);
const setOf = (cube: Cube, also: string) => `(${[also, "training", ...columnsOf(cube)].join(", ")})`;

/** Which cube a row of the grouping sets belongs to: GROUPING has a bit for every column that it is not split by. */
const CUBE_OF_ROW = Prisma.raw(
  `CASE GROUPING(${SPLIT.join(", ")}) ${CUBE_NAMES.map((cube) => {
    const own = columnsOf(cube);
    const bits = SPLIT.map((column) => (own.includes(column) ? "0" : "1")).join("");
    return `WHEN ${Number.parseInt(bits, 2)} THEN '${cube}'`;
  }).join(" ")} END`,
);

const list = (names: readonly string[]) => Prisma.raw(names.join(", "));
export const KEPT_NAMES = keptMeasures().map(({ name }) => name);
export const KEPT_COLUMNS_LIST = list([...DIMENSION_COLUMNS, ...KEPT_NAMES]);

/**
 * All cubes of some days. Jobs that agree in every dimension are added up once, which takes most of the work off the
 * cubes: people make many pictures for one purpose. @param days `day, begins, ends` as a table expression
 */
export function dayRows(organizationId: string, days: Prisma.Sql): Prisma.Sql {
  const sums = (of: "job" | "kept") =>
    Prisma.join(
      keptMeasures().map((measure) => Prisma.sql`${measure[of]} AS ${Prisma.raw(measure.name)}`),
      ", ",
    );
  const sets = Prisma.raw(CUBE_NAMES.map((cube) => setOf(cube, "day")).join(", "));
  const dimensions = list(DIMENSION_COLUMNS);
  return Prisma.sql`
    SELECT ${CUBE_OF_ROW} AS cube, day, ${dimensions}, ${sums("kept")}
    FROM (
      SELECT day, ${dimensions}, ${sums("job")}
      FROM (SELECT j.*, d.day, j.kind = 'training' AS training, ${sourceColumn(null)} AS source,
          ${ASSET_TYPE_COLUMN} AS asset_type_id, ${MOTIF_DROPPED}
        FROM ${days} d JOIN job j ON j.occurred_at >= d.begins AND j.occurred_at < d.ends
        WHERE j.organization_id = ${organizationId}::uuid AND j.voided_at IS NULL OFFSET 0) j
      GROUP BY day, ${dimensions} OFFSET 0) j
    GROUP BY GROUPING SETS (${sets})`;
}

/** Months are sums of their days. @param months first days, as an array expression */
export function monthRows(organizationId: string, months: Prisma.Sql): Prisma.Sql {
  const measures = keptMeasures().map(({ name, kept }) => Prisma.sql`${kept} AS ${Prisma.raw(name)}`);
  return Prisma.sql`
    SELECT cube, m.month AS day, ${list(DIMENSION_COLUMNS)}, ${Prisma.join(measures, ", ")}
    FROM unnest(${months}) m(month) JOIN kpi_sum j ON j.first_day >= m.month AND j.first_day < (m.month + interval '1 month')::date
    WHERE j.organization_id = ${organizationId}::uuid AND j.grain = 'day' AND j.cube = ANY(${[...CUBE_NAMES]}::text[])
    GROUP BY cube, m.month, ${list(DIMENSION_COLUMNS)}`;
}
