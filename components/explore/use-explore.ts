"use client";

import { useLocalStorage } from "@mantine/hooks";
import { useQueryStates } from "nuqs";
import { useMe } from "@/components/common/me-context";
import { FILTERS } from "@/components/filters/url";
import { useKpiFilter } from "@/components/filters/use-kpi-filter";
import type { ColumnKey } from "@/lib/kpi/rules/columns";
import { type Sort, sortText } from "@/lib/kpi/rules/table";
import type { Dimension } from "@/lib/kpi/schema";
import { deeper, EXTRA_FILTERS, exploreParsers, type InUrl, isExtra, isFilter, scopeOf } from "./url";

export type Density = "comfortable" | "compact";

/** One value that a row stands for. */
export type Step = { dimension: Dimension; code: string | null };

type Next = Partial<{ [K in keyof InUrl]: InUrl[K] | null }>;

/** What the page shows, from its address; setters write it there, so that back and forward restore it. */
export function useExplore() {
  const { id, organization } = useMe();
  const bar = useKpiFilter();
  const [inUrl, setInUrl] = useQueryStates(exploreParsers, { history: "push", scroll: false });
  const own = `explore/${organization.id}/${id}`;
  const [remembered, remember] = useLocalStorage<string[] | null>({ key: `${own}/columns`, defaultValue: null });
  const [density, setDensity] = useLocalStorage<Density>({ key: `${own}/density`, defaultValue: "comfortable" });
  const { from, to, today, filters } = bar;
  const scope = scopeOf(inUrl, { from, to, today, filters }, remembered);
  const set = (next: Next, history: "push" | "replace" = "push") => void setInUrl(next, { history });

  const isFiltered = (dimension: Dimension) => {
    if (isFilter(dimension)) return filters[dimension].length > 0;
    if (isExtra(dimension)) return scope.extra[dimension].length > 0;
    return scope.extra.tag.some((text) => `tag.${text}`.startsWith(`${dimension}:`));
  };

  /** Filters by what a row stands for, and shows what is inside of it. */
  function drill(steps: readonly Step[]) {
    const last = steps.at(-1);
    if (!last) return;
    const next: Record<string, string[]> = {};
    for (const { dimension, code } of steps) {
      if (isFilter(dimension) || isExtra(dimension)) next[dimension] = [code ?? ""];
      else {
        const key = dimension.slice("tag.".length);
        const others = scope.extra.tag.filter((text) => !text.startsWith(`${key}:`));
        next.tag = [...(next.tag ?? others), `${key}:${code ?? ""}`];
      }
    }
    const named = (dimension: Dimension) => isFiltered(dimension) || steps.some((step) => step.dimension === dimension);
    const isWhole = steps.length === 1 && scope.second !== null;
    const rows = isWhole ? scope.second : deeper(last.dimension, named);
    bar.setFilters(Object.fromEntries(FILTERS.flatMap((name) => (next[name] ? [[name, next[name]]] : []))));
    const extra = Object.fromEntries(
      [...EXTRA_FILTERS, "tag" as const].flatMap((name) => (next[name] ? [[name, next[name]]] : [])),
    );
    set({ ...extra, rows, split: null, q: null, folded: null });
  }

  return {
    scope,
    density,
    setDensity,
    set,
    drill,
    bar,
    setSort: (sort: Sort) => set({ sort: sortText(sort) }),
    setColumns: (columns: readonly ColumnKey[]) => {
      remember([...columns]);
      set({ columns: [...columns] }, "replace");
    },
    resetColumns: () => {
      remember(null);
      set({ columns: null }, "replace");
    },
    clearExtra: () => set(Object.fromEntries([...EXTRA_FILTERS, "tag" as const].map((name) => [name, null]))),
  };
}
export type Explore = ReturnType<typeof useExplore>;
