import type { Dimension } from "@/lib/kpi/schema";

const at = encodeURIComponent;

/** Dimensions whose values have a page; a motif's key is CAMPAIGN/motif, and leads to its campaign. */
const PAGES: Partial<Record<Dimension, (code: string) => string>> = {
  campaign: (code) => `/campaigns/${at(code)}`,
  costCenter: (code) => `/cost-centers/${at(code)}`,
  motif: (key) => `/campaigns/${at(key.split("/")[0] ?? key)}`,
};

/** The page of one value of a dimension; null where there is none. */
export function pageOf(dimension: Dimension, code: string | null): string | null {
  if (code === null || code === "" || code === "unassigned") return null;
  return PAGES[dimension]?.(code) ?? null;
}
