"use client";

import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { coloursOf } from "@/components/charts/palette";
import type { DrawnBar, DrawnLayer } from "@/components/charts/stacked-bars";
import { useMe } from "@/components/common/me-context";
import { EmptyState, ErrorState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import type { Filter } from "@/components/filters/url";
import { type Interval, intervalFor } from "@/lib/core/period";
import { type Bar, highestBar, type StackModel, toStack } from "@/lib/kpi/chart";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import { DimensionSelect } from "./dimension-select";
import classes from "./panels.module.css";
import { INTERVALS, intervalOf, type OverviewScope, overviewQuestions } from "./questions";
import { SpendTable } from "./spend-table";
import { useLayerName } from "./use-layer-names";

const HEIGHT = 300;

const StackedBars = dynamic(() => import("@/components/charts/stacked-bars").then(({ StackedBars }) => StackedBars), {
  ssr: false,
  loading: () => <Skeleton height={HEIGHT} />,
});

type Props = {
  scope: OverviewScope;
  onBy: (dimension: Filter) => void;
  onInterval: (interval: Interval) => void;
  onFilter: (dimension: Filter, codes: string[]) => void;
};

const isInterval = (text: string): text is Interval => (INTERVALS as readonly string[]).includes(text);

/** How a bar is called on the axis, and in full. */
function useBarNames(interval: Interval) {
  const format = useFormat();
  return {
    short: ({ start }: Bar) => (interval === "month" ? format.shortMonth(start) : format.shortDay(start)),
    full: ({ start, days, state }: Bar) =>
      interval === "month" && state !== "cut" ? format.month(start) : format.days(days.from, days.to),
  };
}

function IntervalChoice({ scope, onInterval }: Pick<Props, "scope" | "onInterval">) {
  const t = useTranslations("overview");
  const tooMany = intervalFor(scope) === "month";
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("interval")}
      value={intervalOf(scope)}
      onChange={(next) => isInterval(next) && onInterval(next)}
      data={INTERVALS.map((value) => ({ value, label: t(`per.${value}`), disabled: value === "day" && tooMany }))}
    />
  );
}

function Legend({ layers, onChoose }: { layers: readonly DrawnLayer[]; onChoose: (id: string) => void }) {
  const t = useTranslations("overview");
  return (
    <ul className={classes.legend} aria-label={t("legend")}>
      {layers.map(({ id, label, colour }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.legendItem}
            onClick={() => onChoose(id)}
            disabled={id === "other"}
            title={id === "other" ? undefined : t("filterBy", { name: label })}
          >
            <span className={classes.swatch} style={{ background: colour }} aria-hidden />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Picture({
  model,
  scope,
  asTable,
  onFilter,
}: { model: StackModel; asTable: boolean } & Pick<Props, "scope" | "onFilter">) {
  const t = useTranslations("overview");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const interval = intervalOf(scope);
  const names = useBarNames(interval);
  const nameOf = useLayerName(scope.by);
  const colours = coloursOf(model.layers);
  const layers = model.layers.map((layer) => ({
    id: layer.id,
    label: nameOf(layer),
    colour: colours.get(layer.id) ?? "currentColor",
  }));
  const bars = model.bars.map(
    (bar): DrawnBar => ({
      ...bar,
      label: names.short(bar),
      title: names.full(bar),
      partial: bar.state === "whole" ? null : t(bar.state === "running" ? "partial" : "cut"),
    }),
  );
  const choose = (id: string) => {
    const layer = model.layers.find((one) => one.id === id);
    if (layer && !layer.isOther) onFilter(scope.by, [layer.code ?? ""]);
  };
  if (model.isEmpty) return <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyHint")} />;
  if (asTable) return <SpendTable layers={layers} bars={bars} total={model} />;

  const highest = highestBar(model.bars);
  const summary = t("summary", {
    days: format.days(scope.from, scope.to),
    total: format.money(model.total),
    highest: highest ? names.full(highest) : "–",
    most: format.money(highest?.total ?? null),
  });
  return (
    <figure className={classes.figure} aria-label={summary}>
      <Legend layers={layers} onChoose={choose} />
      <StackedBars
        layers={layers}
        bars={bars}
        totalLabel={t("sum")}
        atLeastLabel={tk("atLeast")}
        gapLabel={t("noPrice")}
        onChoose={choose}
      />
    </figure>
  );
}

/** Spend per day, week or month, stacked by one dimension; the same figures as a table for those who prefer them. */
export function SpendOverTime({ scope, onBy, onInterval, onFilter }: Props) {
  const t = useTranslations("overview");
  const [asTable, setAsTable] = useState(false);
  const questions = overviewQuestions(scope);
  const totals = useQuery(kpiQueryOptions(questions.total));
  const split = useQuery(kpiQueryOptions(questions.stack));
  const error = totals.error ?? split.error;
  const retry = () => Promise.all([totals.refetch(), split.refetch()]);
  const isOld = totals.isPlaceholderData || split.isPlaceholderData;
  const interval = intervalOf(scope);

  return (
    <section className={classes.panel} aria-labelledby="spend-over-time">
      <header className={classes.panelHeader}>
        <h2 id="spend-over-time" className={classes.panelTitle}>
          {t(`spendPer.${interval}`, { currency: useMe().organization.currency })}
        </h2>
        <div className={classes.controls}>
          <DimensionSelect label={t("stackBy")} value={scope.by} onChange={onBy} />
          <IntervalChoice scope={scope} onInterval={onInterval} />
          <Button size="xs" variant="default" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? "asChart" : "asTable")}
          </Button>
        </div>
      </header>
      {error ? <ErrorState error={error} onRetry={() => void retry()} /> : null}
      {!error && totals.data && split.data ? (
        <div className={classes.body} data-old={isOld || undefined} aria-busy={isOld}>
          <Picture
            model={toStack(totals.data, split.data, { dimension: scope.by, interval, today: scope.today })}
            scope={scope}
            asTable={asTable}
            onFilter={onFilter}
          />
        </div>
      ) : null}
      {!error && !(totals.data && split.data) ? <Skeleton height={HEIGHT + 32} /> : null}
    </section>
  );
}
