"use client";

import { Drawer, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Lines } from "@/components/charts/lines";
import { useAbout } from "@/components/charts/use-about";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useFormat } from "@/components/common/use-format";
import type { Filters } from "@/components/filters/url";
import type { Days } from "@/lib/core/period";
import { figureHistoryQueryOptions } from "@/lib/kpi/queries";
import type { FigureHistory as Answer, MovingFigure } from "@/lib/kpi/schema/history";
import classes from "./figure-history.module.css";

type Scope = Days & { filters: Filters };
export type HistoryProps = { figure: MovingFigure; scope: Scope };

const isRate = (figure: MovingFigure) =>
  figure === "approvalRate" || figure === "reviewCoverage" || figure === "failureRate";

/** How this figure is written: money, or a percentage. */
function useWriting(figure: MovingFigure) {
  const format = useFormat();
  const rate = isRate(figure);
  const plain = (value: string) => (rate ? format.percent(value) : format.money(value));
  return {
    shown: (value: string | null) => (value === null ? "–" : plain(value)),
    signed: (value: string) => {
      const sign = value.startsWith("-") ? "−" : value === "0" ? "" : "+";
      return `${sign}${plain(value.replace("-", ""))}`;
    },
    tick: (value: number) => (rate ? format.percent(String(value), 0) : format.axisMoney(value)),
  };
}

function Steps({ answer }: { answer: Answer }) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const { shown, signed } = useWriting(answer.figure);
  const first = answer.points[0];
  const last = answer.points.at(-1);
  if (!first || !last) return null;
  return (
    <section aria-labelledby="why-moved">
      <h3 id="why-moved" className={classes.title}>
        {t("history.why")}
      </h3>
      {answer.steps.length === 0 ? (
        <Text size="sm">{t("history.same", { day: format.day(first.day) })}</Text>
      ) : (
        <ol className={classes.steps}>
          <li>
            <span>{t("history.was", { day: format.day(first.day) })}</span>
            <strong>{shown(first.value)}</strong>
          </li>
          {answer.steps.map(({ cause, jobs, denominator, value }) => (
            <li key={cause}>
              <span>
                {t(`cause.${cause}`)}
                <small>
                  {t("sample.jobs", { count: jobs })}
                  {cause === "decided" && answer.figure === "costPerApprovedImage" && denominator !== null
                    ? `, ${t("history.approvals", { count: Number(denominator) })}`
                    : ""}
                </small>
              </span>
              <span>{value === null ? "–" : signed(value)}</span>
            </li>
          ))}
          <li>
            <span>{t("history.is", { day: format.day(last.day) })}</span>
            <strong>{shown(last.value)}</strong>
          </li>
        </ol>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {t("history.order")}
      </Text>
    </section>
  );
}

/** The figure of one range as it was known day by day, and why it is not what it was. */
function FigureHistory({ figure, scope }: HistoryProps) {
  const t = useTranslations("kpi");
  const format = useFormat();
  const aboutOf = useAbout();
  const { shown, tick } = useWriting(figure);
  const asked = useQuery(figureHistoryQueryOptions({ figure, from: scope.from, to: scope.to, ...scope.filters }));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={360} />
      </NotYet>
    );
  const name = t(`figure.${figure === "reviewCoverage" || figure === "failureRate" ? "approvalRate" : figure}`);
  const title = t("history.title", { figure: name, days: format.days(scope.from, scope.to) });
  const points = data.points.map(({ day, value }) => ({
    ...{ start: day, days: { from: day, to: day }, label: format.shortDay(day), title: format.day(day) },
    partial: null,
    values: { value },
  }));
  return (
    <Stack gap="md">
      <NotRenewed of={asked} />
      <ChartFrame
        id="figure-history"
        title={title}
        summary={t("history.summary", {
          figure: name,
          was: shown(data.from.value),
          is: shown(data.to.value),
        })}
        table={{
          head: [t("history.knownOn"), name],
          rows: data.points.map(({ day, value }) => ({
            id: day,
            name: format.day(day),
            cells: [{ kind: isRate(figure) ? ("percent" as const) : ("money" as const), value }],
          })),
        }}
        about={aboutOf(scope, { asOf: data.to.asOf, limitedTo: data.limitedTo })}
      >
        <Lines
          label={title}
          lines={[{ id: "value", label: name, colour: "var(--bar)" }]}
          points={points}
          writing={{ figure: shown, tick }}
          height={200}
        />
      </ChartFrame>
      <Steps answer={data} />
    </Stack>
  );
}

/** The same in a drawer beside the page. */
export function FigureHistoryDrawer({
  opened,
  onClose,
  ...props
}: HistoryProps & { opened: boolean; onClose: () => void }) {
  const t = useTranslations("kpi");
  const tc = useTranslations("common");
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("history.open")}
      closeButtonProps={{ "aria-label": tc("close") }}
    >
      {opened ? <FigureHistory {...props} /> : null}
    </Drawer>
  );
}
