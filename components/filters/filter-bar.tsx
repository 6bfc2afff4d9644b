"use client";

import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { useIsFetching } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useAbout } from "@/components/charts/use-about";
import { BottomSheet } from "@/components/common/bottom-sheet";
import { kpiKey, prepareToAsk } from "@/lib/kpi/queries";
import { ActiveFilters } from "./active-filters";
import { DimensionFilter } from "./dimension-filter";
import classes from "./filters.module.css";
import { RangeFilter } from "./range-filter";
import { BAR_FILTERS, type BarFilter } from "./url";
import { type KpiFilterState, useKpiFilter } from "./use-kpi-filter";

type DimensionsProps = { state: KpiFilterState; dimensions: readonly BarFilter[]; wide?: boolean };

function Dimensions({ state, dimensions, wide = false }: DimensionsProps) {
  return dimensions.map((filter) => (
    <DimensionFilter
      key={filter}
      filter={filter}
      wide={wide}
      chosen={state.filters[filter]}
      onChange={(codes) => state.setFilter(filter, codes)}
    />
  ));
}

type Props = {
  /** Filters that only this page has. */
  children?: ReactNode;
  /** Of a page that reads its address in a way of its own, such as the page of one campaign. */
  state?: KpiFilterState;
  dimensions?: readonly BarFilter[];
  /** What the page shows, for its head on paper. */
  answer?: { asOf: string; limitedTo: readonly string[] | null } | undefined;
};

/** Range and filters of an analytic page: in the URL, in place while the page scrolls. */
export function FilterBar({ children, state: given, dimensions = BAR_FILTERS, answer }: Props) {
  const t = useTranslations("kpi");
  const own = useKpiFilter();
  const state = given ?? own;
  const [opened, { open, close }] = useDisclosure(false);
  const aboutOf = useAbout();
  const [isHere, setIsHere] = useState(false);
  // What the server still sends with the page is nothing that the reader has asked for.
  const isAsking = useIsFetching({ queryKey: kpiKey }) > 0 && isHere;
  useEffect(() => setIsHere(true), []);
  const active = dimensions.filter((filter) => state.filters[filter].length > 0).length;

  return (
    // What reads the next answer is loaded when somebody reaches for a filter, not by every visit.
    <search
      className={classes.bar}
      aria-label={t("filters")}
      onPointerEnter={prepareToAsk}
      onFocusCapture={prepareToAsk}
    >
      <div className={classes.row}>
        <RangeFilter
          from={state.from}
          to={state.to}
          preset={state.preset}
          today={state.today}
          onPreset={state.setPreset}
          onDays={state.setDays}
        />
        <div className={classes.wideOnly}>
          <Dimensions state={state} dimensions={dimensions} />
        </div>
        <Button
          className={classes.narrowOnly}
          variant="default"
          size="sm"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={open}
          aria-haspopup="dialog"
        >
          {t("filter")}
          {active > 0 ? <span className={classes.number}>{active}</span> : null}
        </Button>
        {children}
      </div>
      <ActiveFilters state={state} />
      <dl className={classes.onPaper}>
        {aboutOf(state, answer).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isAsking ? <div className={classes.progress} aria-hidden /> : null}
      <BottomSheet opened={opened} onClose={close} title={t("filters")}>
        <Stack gap="sm" pb="md">
          <Dimensions state={state} dimensions={dimensions} wide />
          <Button onClick={close}>{t("showFigures")}</Button>
        </Stack>
      </BottomSheet>
    </search>
  );
}
