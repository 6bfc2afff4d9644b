import type { Route } from "next";
import { withQuery } from "@/lib/http/with-query";
import { FILTERS, type Filters } from "./url";

type Scope = { from: string; to: string; filters: Filters };

/** The jobs behind a figure: the same days and filters, and what narrows it further. */
export function jobsHref(
  { from, to, filters }: Scope,
  also: Partial<Filters> & { unpriced?: "true"; waste?: readonly string[] } = {},
): Route {
  const { unpriced, waste, ...narrower } = also;
  const named = FILTERS.map((name) => [name, narrower[name] ?? filters[name]] as const);
  return withQuery("/jobs", { from, to, ...Object.fromEntries(named), unpriced, waste }) as Route;
}
