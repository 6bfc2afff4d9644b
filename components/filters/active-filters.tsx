"use client";

import { Button, CloseButton } from "@mantine/core";
import { useTranslations } from "next-intl";
import classes from "./filters.module.css";
import { FILTERS, type Filter } from "./url";
import { useNameOf } from "./use-filter-options";
import type { KpiFilterState } from "./use-kpi-filter";

function Chips({ filter, state }: { filter: Filter; state: KpiFilterState }) {
  const t = useTranslations("kpi");
  const chosen = state.filters[filter];
  const nameOf = useNameOf(filter, chosen.length > 0);
  const dimension = t(`dimension.${filter}`);
  return chosen.map((code) => (
    <li key={code} className={classes.chip}>
      <span className={classes.chipDimension}>{dimension}</span> {nameOf(code)}
      <CloseButton
        size="xs"
        aria-label={t("removeFilter", { filter: `${dimension} ${nameOf(code)}` })}
        onClick={() =>
          state.setFilter(
            filter,
            chosen.filter((one) => one !== code),
          )
        }
      />
    </li>
  ));
}

/** What is filtered by, in words, each with its own way out. */
export function ActiveFilters({ state }: { state: KpiFilterState }) {
  const t = useTranslations("kpi");
  if (!state.isFiltered) return null;
  return (
    <div className={classes.active}>
      <ul className={classes.chips} aria-label={t("activeFilters")}>
        {FILTERS.map((filter) => (
          <Chips key={filter} filter={filter} state={state} />
        ))}
      </ul>
      <Button variant="subtle" size="compact-sm" onClick={state.resetFilters}>
        {t("resetFilters")}
      </Button>
    </div>
  );
}
