"use client";

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { TableData } from "@/components/charts/chart-table";
import type { DrawnLayer } from "@/components/charts/drawn";
import { type DrawnHeatCell, HeatMap } from "@/components/charts/heat-map";
import { Lines } from "@/components/charts/lines";
import { coloursOf } from "@/components/charts/palette";
import { StackedBars } from "@/components/charts/stacked-bars";
import { TargetBars } from "@/components/charts/target-bars";
import { useSteps } from "@/components/charts/use-steps";
import { type Asked, NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useFigureText } from "@/components/kpi/figure-cell";
import { useDimensionName, useValueName } from "@/components/kpi/use-value-name";
import { intervalFor } from "@/lib/core/period";
import { highest, toBars, toMap, toOverTime } from "@/lib/kpi/chart/explore";
import { columnOf } from "@/lib/kpi/rules/columns";
import { INTERVALS } from "@/lib/kpi/rules/vocabulary";
import type { Dimension, KpiLimitedAnswer } from "@/lib/kpi/schema";
import { MeasureSelect } from "./controls";
import { CHARTS, chartInterval, exploreQuestions } from "./url";
import { useExploreAbout } from "./use-about";
import type { Explore } from "./use-explore";
import { useAsked } from "./use-table";

const HEIGHT = 280;
const MOST_BARS = 12;
const MOST_SQUARES = 16;

const isOneOf = <T extends string>(known: readonly T[], text: string): T | undefined =>
  known.find((one) => one === text);

function Choices({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const to = useTranslations("overview");
  const { scope, set } = explore;
  const words = { time: t("chartTime"), bars: t("chartBars"), map: t("chartMapChoice") };
  const tooMany = intervalFor(scope) === "month";
  return (
    <>
      <MeasureSelect explore={explore} />
      <SegmentedControl
        size="xs"
        aria-label={t("chart")}
        value={scope.chart}
        onChange={(value) => set({ chart: isOneOf(CHARTS, value) ?? null })}
        data={CHARTS.map((value) => ({
          value,
          label: words[value],
          disabled: value === "map" && scope.second === null,
        }))}
      />
      {scope.chart === "time" ? (
        <SegmentedControl
          size="xs"
          aria-label={to("interval")}
          value={chartInterval(scope)}
          onChange={(value) => set({ interval: isOneOf(INTERVALS, value) ?? null })}
          data={INTERVALS.map((value) => ({ value, label: to(`per.${value}`), disabled: value === "day" && tooMany }))}
        />
      ) : null}
    </>
  );
}

/** How the chosen figure is called, with its unit, and written. */
function useMeasure({ scope }: Explore) {
  const t = useTranslations("explore");
  const format = useFormat();
  const write = useFigureText();
  const { currency } = useMe().organization;
  const { unit } = columnOf(scope.measure);
  const name = t(`full.${scope.measure}`);
  const tick = {
    money: format.axisMoney,
    percent: (value: number) => format.percent(String(value), 0),
    count: format.count,
    quantity: (value: number) => format.quantity(String(value)),
  };
  const titled = unit === "money" ? `${name} (${currency})` : unit === "percent" ? `${name} (%)` : name;
  const kind = unit;
  return { name, titled, kind, figure: (value: string | null) => write(unit, value), tick: tick[unit] };
}

type Frame = {
  explore: Explore;
  title: string;
  summary: string;
  table: TableData;
  answer: KpiLimitedAnswer;
  asked: readonly Asked[];
};

function useFrame({ explore, title, summary, table, answer, asked }: Frame) {
  const t = useTranslations("explore");
  const tk = useTranslations("kpi");
  const to = useTranslations("overview");
  const about = useExploreAbout(explore)(answer);
  const isMixed = explore.scope.measure === "credits" && answer.total.credits === null;
  const nothing = <EmptyState title={tk("reason.NO_JOBS")} hint={to("emptyHint")} />;
  const empty =
    answer.total.jobs === 0 ? nothing : isMixed ? <EmptyState title={t("full.credits")} hint={t("mixed")} /> : null;
  return { id: "explore-chart", title, summary, table, about, asked, empty, controls: <Choices explore={explore} /> };
}

/** A click on a layer, a bar or a square looks inside it. */
const codeOf = (id: string) => (id === "none" ? null : id.replace(/^code:/, ""));

type TimeProps = { explore: Explore; whole: KpiLimitedAnswer; split: KpiLimitedAnswer; asked: readonly Asked[] };

function Time({ explore, whole, split, asked }: TimeProps) {
  const t = useTranslations("explore");
  const tc = useTranslations("charts");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const valueName = useValueName();
  const { scope, bar, drill } = explore;
  const { first, measure, today } = scope;
  const interval = chartInterval(scope);
  const { titled, name, kind, figure, tick } = useMeasure(explore);
  const named = useSteps(interval);
  const model = toOverTime(whole, split, { dimension: first, measure, interval, today });
  const colours = coloursOf(model.lines);
  const layers: DrawnLayer[] = model.lines.map((layer) => ({
    id: layer.id,
    label: layer.isOther ? tk("other") : valueName(first, layer),
    colour: colours.get(layer.id) ?? "currentColor",
  }));
  const title = t(`chartOver.${interval}`, { figure: titled });
  const points = model.points.map((point, at) => ({
    ...point,
    ...named(point),
    parts: point.values,
    total: model.totals[at]?.value ?? null,
    lowerBound: model.totals[at]?.lowerBound ?? false,
  }));
  const cell = (value: string | null, lowerBound = false) => ({ kind, value, lowerBound, reason: tc("noValue") });
  const table: TableData = {
    head: [tc("period"), ...layers.map(({ label }) => label), t("total")],
    rows: points.map((point) => ({
      id: point.start,
      name: point.partial ? `${point.title} (${point.partial})` : point.title,
      cells: [
        ...layers.map(({ id }) => cell(point.values[id] === undefined ? null : (point.values[id] ?? null))),
        cell(point.total, point.lowerBound),
      ],
    })),
    foot: { name: t("total"), cells: [...layers.map(() => null), cell(model.total.value, model.total.lowerBound)] },
  };
  const summary = t("summaryTime", {
    figure: name,
    days: format.days(scope.from, scope.to),
    total: figure(model.total.value),
  });
  const choose = (id: string) => {
    if (id !== "other") drill([{ dimension: first, code: codeOf(id) }]);
  };
  const shared = { label: title, writing: { figure, tick }, onRange: bar.setDays, height: HEIGHT };
  return (
    <ChartFrame
      {...useFrame({ explore, title, summary, table, answer: whole, asked })}
      legend={layers}
      onChoose={choose}
    >
      {model.isStack ? (
        <StackedBars {...shared} layers={layers} bars={points} onChoose={choose} />
      ) : (
        <Lines {...shared} lines={layers} points={points} />
      )}
    </ChartFrame>
  );
}

type OneProps = { explore: Explore; answer: KpiLimitedAnswer; asked: readonly Asked[] };

function Bars({ explore, answer, asked }: OneProps) {
  const t = useTranslations("explore");
  const tc = useTranslations("charts");
  const valueName = useValueName();
  const dimensionName = useDimensionName();
  const { scope, drill } = explore;
  const { first, measure } = scope;
  const { titled, name, kind, figure } = useMeasure(explore);
  const bars = toBars(answer, { dimension: first, measure, most: MOST_BARS });
  const drawn = bars.map(({ layer, figure: { value, lowerBound } }) => ({
    id: layer.id,
    label: valueName(first, layer),
    value,
    reason: tc("noValue"),
    lowerBound,
    target: null,
    state: "unknown" as const,
  }));
  const top = highest(bars);
  const title = t("chartBy", { figure: titled, dimension: dimensionName(first) });
  const summary = t("summaryBars", {
    figure: name,
    dimension: dimensionName(first),
    highest: top ? valueName(first, top.layer) : "–",
    most: figure(top?.figure.value ?? null),
  });
  const table: TableData = {
    head: [dimensionName(first), name],
    rows: drawn.map(({ id, label, value, lowerBound }) => ({
      id,
      name: label,
      cells: [{ kind, value, lowerBound, reason: tc("noValue") }],
    })),
  };
  const isCut = answer.groups.length > bars.length;
  return (
    <ChartFrame
      {...useFrame({ explore, title, summary, table, answer, asked })}
      subtitle={isCut ? t("topBars", { count: bars.length }) : undefined}
    >
      <TargetBars
        label={title}
        bars={drawn}
        write={figure}
        onChoose={(id) => drill([{ dimension: first, code: codeOf(id) }])}
      />
    </ChartFrame>
  );
}

type MapProps = OneProps & { parts: KpiLimitedAnswer; across: KpiLimitedAnswer; second: Dimension };

function Squares({ explore, answer, parts, across, second, asked }: MapProps) {
  const t = useTranslations("explore");
  const tc = useTranslations("charts");
  const valueName = useValueName();
  const dimensionName = useDimensionName();
  const { scope, drill } = explore;
  const { first, measure } = scope;
  const { titled, name, kind, figure } = useMeasure(explore);
  const model = toMap({ groups: answer, parts, across }, { first, second, measure, most: MOST_SQUARES });
  const rows = model.rows.map((layer) => ({ id: layer.id, label: valueName(first, layer) }));
  const columns = model.columns.map((layer) => ({ id: layer.id, label: valueName(second, layer) }));
  const title = t("chartMap", { figure: titled, first: dimensionName(first), second: dimensionName(second) });
  const cells = model.cells.map((line) =>
    line.map((value): DrawnHeatCell => {
      if (!value) return null;
      const shown = value.value === null ? "–" : figure(value.value);
      return { value: value.value, shown, said: value.value === null ? tc("noValue") : `${name} ${shown}` };
    }),
  );
  const table: TableData = {
    head: [dimensionName(first), ...columns.map(({ label }) => label)],
    rows: rows.map(({ id, label }, at) => ({
      id,
      name: label,
      cells: (model.cells[at] ?? []).map((value) => ({ kind, value: value?.value ?? null, reason: "" })),
    })),
  };
  return (
    <ChartFrame {...useFrame({ explore, title, summary: title, table, answer, asked })}>
      <HeatMap
        label={title}
        map={{ rows, columns, cells }}
        onChoose={(row, column) =>
          drill([
            { dimension: first, code: codeOf(row) },
            { dimension: second, code: codeOf(column) },
          ])
        }
      />
    </ChartFrame>
  );
}

/** One figure as a picture: over time, values beside each other, or two dimensions as a map. */
export function ExploreChart({ explore }: { explore: Explore }) {
  const { scope } = explore;
  const questions = exploreQuestions(scope);
  const { first, second, chart } = scope;
  const series = useAsked(questions.series, []);
  const split = useAsked(questions.split, [first]);
  const groups = useAsked(questions.groups, [first]);
  const parts = useAsked(chart === "map" ? questions.parts : null, [first, second]);
  const across = useAsked(chart === "map" ? questions.across : null, [second]);
  const shown = chart === "time" ? [series, split] : chart === "bars" ? [groups] : [groups, parts, across];
  const asked = shown.map(({ query }) => query);
  if (chart === "time" && series.answer && split.answer)
    return <Time explore={explore} whole={series.answer} split={split.answer} asked={asked} />;
  if (chart === "bars" && groups.answer) return <Bars explore={explore} answer={groups.answer} asked={asked} />;
  if (chart === "map" && second && groups.answer && parts.answer && across.answer)
    return (
      <Squares
        explore={explore}
        answer={groups.answer}
        parts={parts.answer}
        across={across.answer}
        second={second}
        asked={asked}
      />
    );
  return (
    <NotYet of={asked}>
      <Skeleton height={HEIGHT + 130} radius="md" mb="md" />
    </NotYet>
  );
}
