import type { Dimension } from "@/lib/kpi/schema";

/** The page of one value of a dimension; null where there is none. A motif's key is CAMPAIGN/motif. */
export function pageOf(dimension: Dimension, code: string | null): string | null {
  if (code === null || code === "" || code === "unassigned") return null;
  const at = encodeURIComponent;
  if (dimension === "campaign") return `/campaigns/${at(code)}`;
  if (dimension === "costCenter") return `/cost-centers/${at(code)}`;
  if (dimension === "motif") return `/campaigns/${at(code.split("/")[0] ?? code)}`;
  return null;
}
