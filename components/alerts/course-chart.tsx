"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { DrawnPoint, DrawnTarget, Shade } from "@/components/charts/drawn";
import { Lines } from "@/components/charts/lines";
import { useSteps } from "@/components/charts/use-steps";
import type { Asked } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import type { CourseDay } from "@/lib/alerts/chart";
import { unitOf } from "@/lib/alerts/rules/rule";
import type { RuleBody } from "@/lib/alerts/schema";
import { useAlertWords } from "./use-alert-words";

type Props = {
  id: string;
  rule: RuleBody;
  scopeName: string;
  course: readonly CourseDay[];
  shades: readonly Shade[];
  subtitle?: ReactNode;
  asked?: Asked;
  height?: number;
};

const KINDS = { money: "money", share: "percent", ratio: "quantity", count: "quantity" } as const;
const LINE = { id: "value", colour: "var(--accent-text)" };

/** A watched figure day by day, with the lines that it is held against and what fired behind it. */
export function CourseChart({ id, rule, scopeName, course, shades, subtitle, asked, height = 260 }: Props) {
  const t = useTranslations("alerts.chart");
  const tc = useTranslations("charts");
  const words = useAlertWords();
  const format = useFormat();
  const { name, currency, timeZone } = useMe().organization;
  const stepOf = useSteps("day");
  const figure = words.figure(rule);
  const write = (text: string | null) => words.value(rule, text);
  const unit = unitOf(rule);
  const points = course.map((day): DrawnPoint => ({ ...stepOf(day), values: { value: day.value } }));
  const lines = (["warning", "critical"] as const).flatMap((key): DrawnTarget[] => {
    const values = course.map((day) => day[key]);
    const last = values.findLast((value) => value !== null);
    return last ? [{ id: key, label: t(`line.${key}`, { value: write(last) }), values }] : [];
  });
  const [first, last] = [course[0], course.at(-1)];
  const days = first && last ? format.days(first.start, last.start) : "";
  const now = course.findLast(({ value }) => value !== null)?.value ?? null;
  const title = t("title", { figure, scope: scopeName });
  const kind = KINDS[unit];
  const tick = (value: number) => (unit === "money" ? format.axisMoney(value) : write(String(value)));
  return (
    <ChartFrame
      id={id}
      title={title}
      subtitle={subtitle}
      {...(asked ? { asked: [asked] } : {})}
      summary={t("summary", { figure, days, now: write(now), count: shades.length })}
      about={[
        [tc("about.organization"), name],
        [tc("about.range"), days],
        [tc("about.timeZone"), timeZone],
        [tc("about.currency"), currency],
      ]}
      table={{
        head: [tc("period"), figure, t("warning"), t("critical")],
        rows: course.map((day) => ({
          id: day.start,
          name: format.day(day.start),
          cells: [day.value, day.warning, day.critical].map((value) => ({ kind, value, reason: tc("noValue") })),
        })),
      }}
      empty={now === null ? <p>{t("nothing")}</p> : null}
    >
      <Lines
        label={title}
        lines={[{ ...LINE, label: figure }]}
        points={points}
        targets={lines}
        shades={shades}
        writing={{ figure: write, tick }}
        height={height}
      />
    </ChartFrame>
  );
}
