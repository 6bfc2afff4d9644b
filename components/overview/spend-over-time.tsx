"use client";

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useShades } from "@/components/alerts/firing-mark";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { TableData } from "@/components/charts/chart-table";
import type { DrawnBar, DrawnLayer, Mark } from "@/components/charts/drawn";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useAbout } from "@/components/charts/use-about";
import { useLayers } from "@/components/charts/use-layers";
import { useSteps } from "@/components/charts/use-steps";
import { type Asked, NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { DimensionSelect } from "@/components/filters/dimension-select";
import type { Filter } from "@/components/filters/url";
import { type Days, type Interval, intervalFor } from "@/lib/core/period";
import { highestBar, type StackModel, toStack } from "@/lib/kpi/chart";
import { kpiQueryOptions, someKpisQueryOptions } from "@/lib/kpi/queries";
import { INTERVALS, intervalOf, type OverviewScope, overviewQuestions } from "./questions";

const HEIGHT = 280;

type Props = {
  scope: OverviewScope;
  /** What else the chart can show. */
  choice: ReactNode;
  marks?: readonly Mark[];
  onBy: (dimension: Filter) => void;
  onInterval: (interval: Interval) => void;
  onFilter: (dimension: Filter, codes: string[]) => void;
  onRange: (days: Days) => void;
};

const isInterval = (text: string): text is Interval => (INTERVALS as readonly string[]).includes(text);

export function IntervalChoice({ scope, onInterval }: Pick<Props, "scope" | "onInterval">) {
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

/** The chart's figures, with the API's own sums in the foot. */
function useTable() {
  const t = useTranslations("charts");
  return (layers: readonly DrawnLayer[], bars: readonly DrawnBar[], model: StackModel): TableData => {
    const money = (value: string | null, lowerBound = false) =>
      ({ kind: "money", value, lowerBound, reason: t("noPrice") }) as const;
    return {
      head: [t("period"), ...layers.map(({ label }) => label), t("sum")],
      rows: bars.map((bar) => ({
        id: bar.start,
        name: bar.partial ? `${bar.title} (${bar.partial})` : bar.title,
        cells: [
          ...layers.map(({ id }) => money(bar.parts[id] === undefined ? "0" : (bar.parts[id] ?? null))),
          money(bar.total, bar.lowerBound),
        ],
      })),
      foot: { name: t("sum"), cells: [...layers.map(() => null), money(model.total, model.lowerBound)] },
    };
  };
}

type PictureProps = Props & {
  model: StackModel;
  about: readonly (readonly [string, string])[];
  asked: readonly Asked[];
};

function Picture(props: PictureProps) {
  const { model, about, asked, scope, choice, marks = [], onBy, onInterval, onFilter, onRange } = props;
  const t = useTranslations("overview");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const interval = intervalOf(scope);
  const title = t(`spendPer.${interval}`, { currency: useMe().organization.currency });
  const layers = useLayers(scope.by)(model.layers);
  const named = useSteps(interval);
  const bars = model.bars.map((bar): DrawnBar => ({ ...bar, ...named(bar) }));
  const table = useTable()(layers, bars, model);
  const choose = (id: string) => {
    const layer = model.layers.find((one) => one.id === id);
    if (layer && !layer.isOther) onFilter(scope.by, [layer.code ?? ""]);
  };
  const shades = useShades({ from: scope.from, to: scope.to }, { metric: null, filters: scope.filters });
  const highest = highestBar(model.bars);
  const summary = t("summary", {
    days: format.days(scope.from, scope.to),
    total: format.money(model.total),
    highest: highest ? named(highest).title : "–",
    most: format.money(highest?.total ?? null),
  });
  return (
    <ChartFrame
      id="spend-over-time"
      title={title}
      summary={summary}
      table={table}
      about={about}
      legend={layers}
      onChoose={choose}
      asked={asked}
      controls={
        <>
          {choice}
          <DimensionSelect label={t("stackBy")} value={scope.by} onChange={onBy} />
          <IntervalChoice scope={scope} onInterval={onInterval} />
        </>
      }
      empty={model.isEmpty ? <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyHint")} /> : null}
    >
      <StackedBars
        label={title}
        layers={layers}
        bars={bars}
        marks={marks}
        shades={shades}
        writing={{ figure: format.money, tick: format.axisMoney }}
        onChoose={choose}
        onRange={onRange}
        height={HEIGHT}
      />
    </ChartFrame>
  );
}

/** Spend per day, week or month, stacked by one dimension. A range drawn on it becomes the page's range. */
export function SpendOverTime(props: Props) {
  const { scope } = props;
  const aboutOf = useAbout();
  const questions = overviewQuestions(scope);
  const totals = useQuery(kpiQueryOptions(questions.total));
  const split = useQuery(someKpisQueryOptions(questions.stack));
  const asked = [totals, split];
  if (!totals.data || !split.data)
    return (
      <NotYet of={asked}>
        <Skeleton height={HEIGHT + 116} radius="md" mb="md" />
      </NotYet>
    );
  const model = toStack(totals.data, split.data, {
    dimension: scope.by,
    interval: intervalOf(scope),
    today: scope.today,
  });
  return <Picture {...props} model={model} about={aboutOf(scope, totals.data)} asked={asked} />;
}
