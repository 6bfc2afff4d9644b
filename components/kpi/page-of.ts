import type { Dimension } from "@/lib/kpi/schema";

/** Dimensions whose values have a page of their own. */
const PAGES: Partial<Record<Dimension, (code: string) => string>> = {};

/** The page of one value of a dimension; null where there is none. */
export function pageOf(dimension: Dimension, code: string | null): string | null {
  if (code === null || code === "" || code === "unassigned") return null;
  return PAGES[dimension]?.(code) ?? null;
}
