import { Exact } from "@/lib/core/amount";
import type { KpiField, KpiPartialRow, KpiRow, NullReason, RatioField } from "../schema";

export type ColumnUnit = "money" | "count" | "quantity" | "percent";

/** A figure of a table: exact text, or the reason why there is none. */
export type Figure = { value: string | null; reason: NullReason | null; lowerBound: boolean };

type Column = {
  unit: ColumnUnit;
  /** The field of the answer that holds it. */
  field: KpiField;
  /** Σ rows = total. Other figures are computed again at each level. */
  additive: boolean;
  of: (row: KpiPartialRow, total: KpiPartialRow) => Figure;
};

type SumField = "spend" | "estimatedSpend" | "unassignedSpend" | "useful" | "open";
type CountField = { [F in KpiField]: KpiRow[F] extends number ? F : never }[KpiField];

const isWhollyUnpriced = ({ jobs = 0, unpricedJobs = 0 }: KpiPartialRow) => jobs > 0 && unpricedJobs === jobs;

/** Sums of jobs of which none has a price are unknown, not nothing. */
function known(row: KpiPartialRow, value: string | undefined): Figure {
  if (isWhollyUnpriced(row)) return { value: null, reason: "UNPRICED", lowerBound: false };
  return { value: value ?? null, reason: null, lowerBound: row.lowerBound ?? false };
}

const sum = (field: SumField): Column => ({
  unit: "money",
  field,
  additive: true,
  of: (row) => known(row, row[field]),
});

const wasted = (part: keyof KpiRow["waste"]): Column => ({
  unit: "money",
  field: "waste",
  additive: true,
  of: (row) => known(row, row.waste?.[part]),
});

const count = (field: CountField, additive = true): Column => ({
  unit: "count",
  field,
  additive,
  of: (row) => ({ value: String(row[field] ?? 0), reason: null, lowerBound: false }),
});

const ratio = (field: RatioField, unit: ColumnUnit): Column => ({
  unit,
  field,
  additive: false,
  of: (row) => {
    const value = row[field] ?? null;
    const reason = value === null ? (row.nullReasons?.[field] ?? "NOT_APPLICABLE") : null;
    return { value, reason, lowerBound: unit === "money" && value !== null && (row.lowerBound ?? false) };
  },
});

const SHARE: Column = {
  unit: "percent",
  field: "spend",
  additive: false,
  of: (row, total) => {
    const whole = new Exact(total.spend ?? 0);
    if (isWhollyUnpriced(row)) return { value: null, reason: "UNPRICED", lowerBound: false };
    if (whole.isZero()) return { value: null, reason: "NOT_APPLICABLE", lowerBound: false };
    const share = new Exact(row.spend ?? 0).dividedBy(whole).toDecimalPlaces(12);
    return { value: share.toFixed(), reason: null, lowerBound: false };
  },
};

const CREDITS: Column = {
  unit: "quantity",
  field: "credits",
  additive: true,
  of: ({ credits = null }) => ({ value: credits, reason: credits === null ? "MIXED_UNITS" : null, lowerBound: false }),
};

/** Every figure that a table can show, in the order that its columns are offered. */
const COLUMNS = {
  spend: sum("spend"),
  share: SHARE,
  jobs: count("jobs"),
  images: count("images"),
  approved: count("approved"),
  costPerImage: ratio("costPerImage", "money"),
  costPerApprovedImage: ratio("costPerApprovedImage", "money"),
  costPerVariation: ratio("costPerVariation", "money"),
  costPerCampaign: ratio("costPerCampaign", "money"),
  approvalRate: ratio("approvalRate", "percent"),
  waste: wasted("total"),
  wasteFailed: wasted("failed"),
  wasteDuplicate: wasted("duplicate"),
  wasteDropped: wasted("dropped"),
  wasteRejected: wasted("rejected"),
  wasteSuperseded: wasted("superseded"),
  useful: sum("useful"),
  open: sum("open"),
  credits: CREDITS,
  creditsPerImage: ratio("creditsPerImage", "quantity"),
  creditsPerApprovedImage: ratio("creditsPerApprovedImage", "quantity"),
  estimatedSpend: sum("estimatedSpend"),
  unassignedSpend: sum("unassignedSpend"),
  variations: count("variations"),
  decided: count("decided"),
  approvedWithChanges: count("approvedWithChanges"),
  rejected: count("rejected"),
  superseded: count("superseded"),
  reviewCoverage: ratio("reviewCoverage", "percent"),
  attempts: count("attempts"),
  failedAttempts: count("failedAttempts"),
  failedJobs: count("failedJobs"),
  failureRate: ratio("failureRate", "percent"),
  unpricedJobs: count("unpricedJobs"),
  estimatedJobs: count("estimatedJobs"),
  campaigns: count("campaigns", false),
} as const satisfies Record<string, Column>;

export type ColumnKey = keyof typeof COLUMNS;
export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[];
export const columnOf = (key: ColumnKey): Column => COLUMNS[key];

/** Needed beside any figure: whether it is known, and what the reason for a missing one is told with. */
const BESIDE = ["jobs", "unpricedJobs", "images", "decided", "superseded"] as const satisfies readonly KpiField[];

/** What a row must hold to show these figures, as a question names it: the same figures make the same text. */
export function fieldsOf(keys: readonly ColumnKey[]): string {
  const shown = COLUMN_KEYS.filter((key) => keys.includes(key)).map((key) => columnOf(key).field);
  return [...new Set<KpiField>([...BESIDE, ...shown])].join(",");
}

export const isColumnKey = (text: string): text is ColumnKey => Object.hasOwn(COLUMNS, text);

/** @param total of the whole answer: what a share is a share of */
export function figureOf(key: ColumnKey, row: KpiPartialRow, total: KpiPartialRow): Figure {
  return columnOf(key).of(row, total);
}
