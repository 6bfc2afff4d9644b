import { parseAsStringLiteral } from "nuqs/server";
import { FILTERS, type Filters } from "@/components/filters/url";
import { type Days, type Interval, intervalFor } from "@/lib/core/period";
import type { KpiParams } from "@/lib/kpi/queries";

/** What the page keeps in its URL besides range and filters. */
export const wasteParsers = { by: parseAsStringLiteral(FILTERS).withDefault("costCenter") };

export type WasteScope = Days & { filters: Filters; today: string; by: (typeof FILTERS)[number] };

/** Kinds that count as image work; training is out of every figure unless it is asked for. */
const IMAGE_KINDS = ["generation", "variation", "upscale", "postprocess"];

/** The filters of the jobs behind a figure of waste, which leaves training out. */
export const withoutTraining = (filters: Filters): Filters =>
  filters.kind.length > 0 ? filters : { ...filters, kind: IMAGE_KINDS };

/** Server and browser ask here, so that a prefetched answer is found. */
export function wasteQuestions({ from, to, filters, by }: WasteScope) {
  const asked: KpiParams = { from, to, ...filters };
  const interval: Interval = intervalFor({ from, to });
  return { interval, total: { ...asked, interval }, groups: { ...asked, groupBy: by } } as const;
}
