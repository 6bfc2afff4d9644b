import type { Filters } from "@/components/filters/url";
import type { Days } from "@/lib/core/period";
import type { TileKey } from "@/lib/kpi/chart";
import type { KpiRow } from "@/lib/kpi/schema";

/** A figure and what it was asked with, to say how it was computed. */
export type Computed = {
  figure: TileKey;
  row: KpiRow;
  scope: Days & { filters: Filters; approvals: "cohort" | "period" };
  asOf: string;
  /** What the comparison should be read with; only where there is one. */
  comparison?: string | undefined;
};
