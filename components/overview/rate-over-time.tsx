"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useShades } from "@/components/alerts/firing-mark";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { DrawnPoint, DrawnTarget, Mark } from "@/components/charts/drawn";
import { Lines } from "@/components/charts/lines";
import { useAbout } from "@/components/charts/use-about";
import { useSteps } from "@/components/charts/use-steps";
import { type Asked, NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useTargets } from "@/components/kpi/use-targets";
import { type Days, earlier, type Interval } from "@/lib/core/period";
import { figureOf } from "@/lib/kpi/chart";
import { extremes, type TrendPoint, toTrend } from "@/lib/kpi/chart/trend";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import type { KpiAnswer } from "@/lib/kpi/schema";
import { intervalOf, type Measure, type OverviewScope, overviewQuestions } from "./questions";
import { IntervalChoice } from "./spend-over-time";

const HEIGHT = 308;

type Rate = Exclude<Measure, "spend">;
type Props = {
  scope: OverviewScope;
  rate: Rate;
  choice: ReactNode;
  marks?: readonly Mark[];
  onInterval: (interval: Interval) => void;
  onRange: (days: Days) => void;
};

const LINE = { id: "value", colour: "var(--accent-text)" };

function Picture({ answer, asked, ...props }: Props & { answer: KpiAnswer; asked: Asked }) {
  const { scope, rate, choice, marks = [], onInterval, onRange } = props;
  const t = useTranslations("overview");
  const tk = useTranslations("kpi");
  const tc = useTranslations("charts");
  const format = useFormat();
  const aboutOf = useAbout();
  const targetOf = useTargets(scope);
  const { currency } = useMe().organization;
  const interval = intervalOf(scope);
  const named = useSteps(interval);
  const isShare = rate === "approvalRate";
  const write = (text: string | null) => (isShare ? format.percent(text) : format.money(text));
  const trend = toTrend(answer, rate, { interval, today: scope.today });
  const points = trend.map((point): DrawnPoint => ({ ...named(point), values: { value: point.value } }));
  // As it was at each date: the last day of each period says which target it was held against.
  const targets = trend.map(({ days }) => targetOf(rate, earlier(days.to, scope.today))?.value ?? null);
  const latest = targets.findLast((value) => value !== null) ?? null;
  const drawn: DrawnTarget[] = latest
    ? [{ id: "target", label: tc("targetLine", { target: write(latest) }), values: targets }]
    : [];
  const figure = t(`measure.${rate}`);
  const title = t(isShare ? "rate.percent" : "rate.money", {
    figure,
    interval: t(`rate.interval.${interval}`),
    currency,
  });
  const shades = useShades({ from: scope.from, to: scope.to }, { metric: rate, filters: scope.filters });
  const ends = extremes(trend);
  const days = format.days(scope.from, scope.to);
  const at = (point: TrendPoint) => named(point).title;
  const summary = ends
    ? t("rate.summary", {
        ...{ figure, days, now: write(figureOf(answer.total, rate).value) },
        ...{ lowest: write(ends.lowest.value), lowestAt: at(ends.lowest) },
        ...{ highest: write(ends.highest.value), highestAt: at(ends.highest) },
      })
    : t("rate.none", { figure, days });
  const kind = isShare ? "percent" : "money";
  return (
    <ChartFrame
      id="rate-over-time"
      title={title}
      summary={summary}
      about={aboutOf(scope, answer)}
      asked={[asked]}
      controls={
        <>
          {choice}
          <IntervalChoice scope={scope} onInterval={onInterval} />
        </>
      }
      table={{
        head: [tc("period"), figure, tc("target")],
        rows: points.map((point, index) => ({
          id: point.start,
          name: point.partial ? `${point.title} (${point.partial})` : point.title,
          cells: [
            { kind, value: point.values.value ?? null, reason: tc("noValue") },
            { kind, value: targets[index] ?? null, reason: tc("noTarget") },
          ],
        })),
        foot: { name: t("total"), cells: [{ kind, value: figureOf(answer.total, rate).value }, null] },
      }}
      empty={answer.total.jobs === 0 ? <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyHint")} /> : null}
    >
      <Lines
        label={title}
        lines={[{ ...LINE, label: figure }]}
        points={points}
        targets={drawn}
        shades={shades}
        marks={marks}
        writing={{ figure: write, tick: isShare ? (value) => format.percent(String(value), 0) : format.axisMoney }}
        onRange={onRange}
        height={HEIGHT}
      />
    </ChartFrame>
  );
}

/** A rate over time as a line, with gaps where it has no value, against its target as it was. */
export function RateOverTime(props: Props) {
  const asked = useQuery(kpiQueryOptions(overviewQuestions(props.scope).total));
  if (!asked.data)
    return (
      <NotYet of={asked}>
        <Skeleton height={HEIGHT + 88} radius="md" />
      </NotYet>
    );
  return <Picture {...props} answer={asked.data} asked={asked} />;
}
