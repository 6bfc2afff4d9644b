import { Exact } from "@/lib/core/amount";
import { type Layer, type Step, toStep } from "@/lib/core/chart";
import type { Interval } from "@/lib/core/period";
import type { Explained } from "./rules/formula";
import { isWhollyUnpriced, layerId, layerOf } from "./rules/groups";
import type { KpiAnswer, KpiLimitedAnswer, KpiRow, NullReason, RatioField } from "./schema";

// ── Tiles ──

export type TileKey = Explained;

/** The API's reasons, and two that a person wants told apart. */
export type MissingReason = NullReason | "NO_JOBS" | "ALL_DECIDED_NONE_APPROVED";
type SampleUnit = "jobs" | "images" | "approved" | "variations" | "campaigns" | "decided";

export type Change = {
  /** relative: 0.12 = 12 % more; points: 0.03 = 3 percentage points more. Exact text, signed. */
  kind: "relative" | "points";
  by: string;
  direction: "more" | "less" | "same";
  /** Is that good news? Null where more is neither. */
  isBetter: boolean | null;
};

export type Tile = {
  key: TileKey;
  unit: "money" | "percent" | "credits";
  value: string | null;
  reason: MissingReason | null;
  lowerBound: boolean;
  sample: { unit: SampleUnit; count: number };
  /** Null: the period before has no figure. */
  change: Change | null;
};

/** Pictures that nobody has decided on and that no approved sibling has overtaken. */
export function waitingIn({ images, decided, superseded }: Pick<KpiRow, "images" | "decided" | "superseded">): number {
  return Math.max(images - decided - superseded, 0);
}

type Reasoned = Pick<KpiRow, "jobs" | "images" | "decided" | "superseded" | "nullReasons">;

/** Why a ratio has no value, as exactly as the row tells. */
export function missingReason(row: Reasoned, field: RatioField): MissingReason {
  if (row.jobs === 0) return "NO_JOBS";
  const reason = row.nullReasons[field] ?? "NOT_APPLICABLE";
  const isDecided = reason === "NO_APPROVAL_YET" && row.decided > 0 && waitingIn(row) === 0;
  return isDecided ? "ALL_DECIDED_NONE_APPROVED" : reason;
}

const SAMPLE_OF: Record<TileKey, SampleUnit> = {
  spend: "jobs",
  credits: "jobs",
  waste: "jobs",
  costPerImage: "images",
  costPerApprovedImage: "approved",
  costPerVariation: "variations",
  costPerCampaign: "campaigns",
  approvalRate: "decided",
};

const isRatioTile = (key: TileKey): key is Exclude<TileKey, "spend" | "credits" | "waste"> =>
  key !== "spend" && key !== "credits" && key !== "waste";

type Figure = { value: string | null; reason: MissingReason | null };

export function figureOf(row: KpiRow, key: TileKey): Figure {
  if (isRatioTile(key)) {
    const value = row[key];
    return { value, reason: value === null ? missingReason(row, key) : null };
  }
  // Credits were used whether or not they have a price yet.
  if (key === "credits") return { value: row.credits, reason: row.credits === null ? "MIXED_UNITS" : null };
  if (isWhollyUnpriced(row)) return { value: null, reason: "UNPRICED" };
  return { value: key === "spend" ? row.spend : row.waste.total, reason: null };
}

/** Money per result should fall, approvals should rise; spend and credits are neither good nor bad. */
function isBetter(key: TileKey, direction: Change["direction"]): boolean | null {
  if (direction === "same" || key === "spend" || key === "credits") return null;
  return key === "approvalRate" ? direction === "more" : direction === "less";
}

function changeOf(key: TileKey, value: string | null, before: string | null): Change | null {
  if (value === null || before === null) return null;
  const difference = new Exact(value).minus(before);
  const direction = difference.isZero() ? "same" : difference.isPositive() ? "more" : "less";
  const common = { direction, isBetter: isBetter(key, direction) } as const;
  if (key === "approvalRate") return { kind: "points", by: difference.abs().toFixed(), ...common };
  // From nothing to something is no percentage.
  if (new Exact(before).isZero()) return direction === "same" ? { kind: "relative", by: "0", ...common } : null;
  return { kind: "relative", by: difference.dividedBy(before).abs().toDecimalPlaces(6).toFixed(), ...common };
}

export function toTile(key: TileKey, row: KpiRow, before: KpiRow | null): Tile {
  const { value, reason } = figureOf(row, key);
  const comparable = before && before.jobs > 0 ? figureOf(before, key).value : null;
  return {
    key,
    unit: key === "approvalRate" ? "percent" : key === "credits" ? "credits" : "money",
    value,
    reason,
    // Decisions and credits are known without prices.
    lowerBound: row.lowerBound && key !== "approvalRate" && key !== "credits" && value !== null,
    sample: { unit: SAMPLE_OF[key], count: row[SAMPLE_OF[key]] },
    change: changeOf(key, value, comparable),
  };
}

/** part ÷ whole for display; null where there is no whole. */
export function shareOf(part: string, whole: string): string | null {
  const base = new Exact(whole);
  return base.isZero() ? null : new Exact(part).dividedBy(base).toDecimalPlaces(6).toFixed();
}

// ── Spend over time, stacked ──

export type Bar = Step & {
  /** Exact texts, as the API sums them. Null: jobs without any price, so there is nothing to draw. */
  total: string | null;
  lowerBound: boolean;
  parts: Record<string, string | null>;
};

export type StackModel = {
  layers: Layer[];
  bars: Bar[];
  total: string | null;
  lowerBound: boolean;
  isEmpty: boolean;
};

type Summed = { spend?: string | undefined; jobs?: number | undefined; unpricedJobs?: number | undefined };

/** Jobs of which none has a price leave a gap, not a bar of nothing. */
function drawn({ spend = "0", jobs = 0, unpricedJobs = 0 }: Summed): string | null {
  return jobs > 0 && unpricedJobs === jobs ? null : spend;
}

type Axis = { interval: Interval; today: string };

/**
 * @param totals the intervals without grouping, @param split the same intervals by one dimension.
 * Intervals after today are no zeros, they have not been.
 */
export function toStack(
  totals: KpiAnswer,
  split: KpiLimitedAnswer,
  { dimension, interval, today }: Axis & { dimension: string },
): StackModel {
  const layers = split.groups.map((group) => layerOf(group, dimension));
  const parts = new Map<string, Record<string, string | null>>();
  for (const row of split.series) {
    const own = parts.get(row.start) ?? {};
    own[layerId(row, dimension)] = drawn(row);
    parts.set(row.start, own);
  }
  const { range } = totals;
  const bars = totals.series
    .filter(({ start }) => start <= today)
    .map((row): Bar => {
      const step = toStep(row, { range, interval, today });
      return { ...step, total: drawn(row), lowerBound: row.lowerBound ?? false, parts: parts.get(row.start) ?? {} };
    });
  const { total } = totals;
  return { layers, bars, total: drawn(total), lowerBound: total.lowerBound, isEmpty: total.jobs === 0 };
}

/** The bar with the most, for the summary in words. */
export function highestBar(bars: readonly Bar[]): Bar | null {
  return bars.reduce<Bar | null>(
    (highest, bar) => (bar.total !== null && new Exact(bar.total).gt(highest?.total ?? 0) ? bar : highest),
    null,
  );
}

// ── Breakdown ──

export const BREAKDOWN_COLUMNS = [
  "spend",
  "share",
  "images",
  "approved",
  "costPerImage",
  "costPerApprovedImage",
  "costPerVariation",
  "waste",
] as const;
export type BreakdownColumn = (typeof BREAKDOWN_COLUMNS)[number];

/** A group's figures; `fields` may have left some out. */
export type PartialRow = Omit<KpiAnswer["groups"][number], "key" | "name" | "other">;

function sortable(row: PartialRow, column: BreakdownColumn): number | null {
  const value = column === "share" ? row.spend : column === "waste" ? row.waste?.total : row[column];
  return value === null || value === undefined ? null : Number(value);
}

/** Rows without a value stand last in either direction: they are neither much nor little. */
export function sortRows<T extends PartialRow>(rows: readonly T[], column: BreakdownColumn, descending: boolean): T[] {
  const keyed = rows.map((row) => ({ row, value: sortable(row, column) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return descending ? b.value - a.value : a.value - b.value;
  });
  return keyed.map(({ row }) => row);
}
