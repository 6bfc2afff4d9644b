import { addMoney, money } from "@/lib/core/amount";
import { type KpiField, type KpiRow, RATIO_FIELDS, type RatioField } from "../schema";
import { decidedOf, figure, type Level } from "./ratios";
import type { Sums } from "./sums";

/** The row that tile, table, chart, CSV and API show: what SQL added, and what is divided here. */
export function rowOf(sums: Sums, level: Level, ratios: readonly RatioField[] = RATIO_FIELDS): KpiRow {
  const divided = divide(sums, level, ratios);
  return {
    spend: sums.spend,
    estimatedSpend: sums.estimatedSpend,
    credits: creditsOf(sums),
    creditsByProvider: sums.creditsByProvider,
    jobs: sums.jobs,
    attempts: sums.attempts,
    failedAttempts: sums.failedAttempts,
    failedJobs: sums.failedJobs,
    unpricedJobs: sums.unpricedJobs,
    estimatedJobs: sums.estimatedJobs,
    lowerBound: sums.unpricedJobs > 0,
    images: sums.images,
    variations: sums.variations,
    campaigns: sums.campaigns,
    decided: decidedOf(sums),
    approved: sums.approved,
    approvedWithChanges: sums.approvedWithChanges,
    rejected: sums.rejected,
    superseded: sums.superseded,
    ...divided.values,
    waste: wasteOf(sums),
    useful: sums.useful,
    open: sums.open,
    unassignedSpend: sums.unassignedSpend,
    nullReasons: divided.nullReasons,
  };
}

const NO_VALUES: Record<RatioField, string | null> = {
  costPerImage: null,
  costPerApprovedImage: null,
  costPerVariation: null,
  costPerCampaign: null,
  creditsPerImage: null,
  creditsPerApprovedImage: null,
  approvalRate: null,
  reviewCoverage: null,
  failureRate: null,
};

function divide(sums: Sums, level: Level, ratios: readonly RatioField[]) {
  const values = { ...NO_VALUES };
  const nullReasons: KpiRow["nullReasons"] = {};
  for (const field of ratios) {
    const found = figure(field, sums, level);
    if ("value" in found) values[field] = found.value;
    else nullReasons[field] = found.missing;
  }
  return { values, nullReasons };
}

/** Credits of several providers are not one number: they stay apart. */
function creditsOf({ creditsByProvider }: Sums): string | null {
  const [first = "0", ...others] = Object.values(creditsByProvider);
  return others.length === 0 ? first : null;
}

function wasteOf(sums: Sums): KpiRow["waste"] {
  const { wasteFailed, wasteDuplicate, wasteDropped, wasteRejected, wasteSuperseded } = sums;
  const parts = [wasteFailed, wasteDuplicate, wasteDropped, wasteRejected, wasteSuperseded];
  return {
    failed: wasteFailed,
    duplicate: wasteDuplicate,
    dropped: wasteDropped,
    rejected: wasteRejected,
    superseded: wasteSuperseded,
    total: parts.every((part) => part === "0") ? "0" : addMoney(parts.map((part) => money(part))).toFixed(),
  };
}

const isRatio = (field: KpiField): field is RatioField => (RATIO_FIELDS as readonly string[]).includes(field);

/**
 * The figures that a caller named, and what must travel with them: a ratio without its reason or "at least" without
 * saying so would be read wrongly.
 */
export function chosenFields(fields: readonly KpiField[] | null) {
  if (!fields) return { ratios: RATIO_FIELDS, shown: null };
  const ratios = fields.filter(isRatio);
  const shown = new Set<KpiField>([...fields, "lowerBound"]);
  if (ratios.length > 0) shown.add("nullReasons");
  return { ratios, shown: [...shown] };
}

const copy = <Field extends KpiField>(from: KpiRow, to: Partial<KpiRow>, field: Field) => {
  to[field] = from[field];
};

export function onlyFields(row: KpiRow, shown: readonly KpiField[] | null): Partial<KpiRow> {
  if (!shown) return row;
  const some: Partial<KpiRow> = {};
  for (const field of shown) copy(row, some, field);
  return some;
}
