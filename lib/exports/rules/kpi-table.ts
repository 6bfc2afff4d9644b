import type { Dimension, KpiAnswer, KpiField, KpiPartialRow, KpiQuery, KpiRow } from "@/lib/kpi/schema";
import type { Dialect } from "../schema";
import { type Cell, decimal, decimalIn } from "./csv";

type Column = { header: string; field: KpiField; cell: (row: KpiPartialRow, dialect: Dialect) => Cell };

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
type TextField = { [F in KpiField]: KpiRow[F] extends string | null ? F : never }[KpiField];
type PlainField = { [F in KpiField]: KpiRow[F] extends number | boolean ? F : never }[KpiField];

const amount = (field: TextField): Column => ({
  header: snake(field),
  field,
  cell: (row) => decimal(row[field] ?? null),
});
const plain = (field: PlainField): Column => ({ header: snake(field), field, cell: (row) => row[field] ?? null });
const wasted = (part: keyof KpiRow["waste"]): Column => ({
  header: `waste_${part}`,
  field: "waste",
  cell: ({ waste }) => decimal(waste?.[part] ?? null),
});

/** Every figure under its full name, in the order of the API. */
const COLUMNS: readonly Column[] = [
  amount("spend"),
  amount("estimatedSpend"),
  amount("credits"),
  {
    header: "credits_by_provider",
    field: "creditsByProvider",
    cell: ({ creditsByProvider }, dialect) =>
      Object.entries(creditsByProvider ?? {})
        .map(([code, credits]) => `${code}: ${decimalIn(credits, dialect)}`)
        .join(" | "),
  },
  ...(["jobs", "attempts", "failedAttempts", "failedJobs", "unpricedJobs", "estimatedJobs"] as const).map(plain),
  plain("lowerBound"),
  ...(["images", "variations", "campaigns", "decided", "approved", "approvedWithChanges"] as const).map(plain),
  ...(["rejected", "superseded"] as const).map(plain),
  ...(["costPerImage", "costPerApprovedImage", "costPerVariation", "costPerCampaign"] as const).map(amount),
  ...(["creditsPerImage", "creditsPerApprovedImage", "approvalRate", "reviewCoverage", "failureRate"] as const).map(
    amount,
  ),
  ...(["failed", "duplicate", "dropped", "rejected", "superseded", "total"] as const).map(wasted),
  amount("useful"),
  amount("open"),
  amount("unassignedSpend"),
  {
    header: "null_reasons",
    field: "nullReasons",
    cell: ({ nullReasons }) =>
      Object.entries(nullReasons ?? {})
        .map(([field, reason]) => `${snake(field)}: ${reason}`)
        .join(" | "),
  },
];

/** Header and lines of an answer: the total, the groups, the intervals, told apart by the first column. */
export function kpiTable(answer: KpiAnswer, { groupBy, fields }: KpiQuery, dialect: Dialect): Cell[][] {
  const shown = COLUMNS.filter(({ field }) => !fields || fields.includes(field) || field in answer.total);
  const figures = (row: KpiPartialRow) => shown.map(({ cell }) => cell(row, dialect));
  const keys = groupBy.flatMap((name) => [snake(name), `${snake(name)}_name`]);
  const noKeys = keys.map(() => null);
  const names = new Map(answer.groups.map(({ key, name }) => [JSON.stringify(key), name]));
  const keyed = (key: Record<string, string | null>, isOther: boolean) =>
    groupBy.flatMap((dimension: Dimension) => [
      key[dimension] ?? null,
      isOther ? null : (names.get(JSON.stringify(key))?.[dimension] ?? null),
    ]);
  return [
    ["level", "interval_start", "interval_partial", ...keys, ...shown.map(({ header }) => header)],
    ["total", null, null, ...noKeys, ...figures(answer.total)],
    ...answer.groups.map((row) => [
      levelOf("group", row),
      null,
      null,
      ...keyed(row.key, row.other === true),
      ...figures(row),
    ]),
    ...answer.series.map((row) => [
      levelOf("interval", row),
      row.start,
      row.partial,
      ...keyed(row.key, row.other === true),
      ...figures(row),
    ]),
  ];
}

const levelOf = (level: string, { other }: { other?: boolean | undefined }) => (other ? `${level} (other)` : level);
