"use client";

import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { DrawnLayer, DrawnPoint } from "@/components/charts/drawn";
import { Lines } from "@/components/charts/lines";
import { useSteps } from "@/components/charts/use-steps";
import { type Asked, NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { toBurnDown } from "@/lib/budgets/chart";
import { burnDownQuery } from "@/lib/budgets/queries";
import type { BurnDown } from "@/lib/budgets/schema";
import { dayIn } from "@/lib/core/period";
import { useAmounts, usePeriodName } from "./use-amounts";

type Props = { id: string; on?: string };

/** How a period is being spent: the sum so far, the budget, and an even pace between. */
export function BurnDownChart({ id, on }: Props) {
  const asked = useQuery(burnDownQuery(id, on));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={6} />
      </NotYet>
    );
  return data.state.period ? <Picture data={data} asked={asked} /> : null;
}

function Picture({ data, asked }: { data: BurnDown; asked: Asked }) {
  const t = useTranslations("budgets");
  const about = useTranslations("charts.about");
  const format = useFormat();
  const { name: organization, currency, timeZone } = useMe().organization;
  const { budget, period } = data.state;
  const amount = useAmounts(budget);
  const named = useSteps("day");
  const nameOf = usePeriodName();
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const model = toBurnDown(data, today);
  const last = data.days.at(-1);
  if (!period || !last) return null;
  const spent: DrawnLayer = { id: "spent", label: t("spentLine"), colour: "var(--accent-text)" };
  const even: DrawnLayer = { id: "even", label: t("evenLine"), colour: "var(--unknown)" };
  const lines = [spent, even];
  const points = model.points.map(
    (point): DrawnPoint => ({ ...named(point), values: { spent: point.spent, even: point.even } }),
  );
  const unit = budget.unit === "MONEY" ? currency : t("unit.CREDITS");
  const title = t("burnDown", { period: nameOf(budget.period, period), unit });
  const tick = (value: number) => (budget.unit === "MONEY" ? format.axisMoney(value) : format.quantity(String(value)));
  const kind = budget.unit === "MONEY" ? ("money" as const) : ("quantity" as const);
  return (
    <ChartFrame
      id={`burn-down-${budget.id}`}
      title={title}
      subtitle={`${budget.name} (${budget.code})`}
      asked={[asked]}
      summary={t("burnDownSummary", {
        spent: amount(last.sum),
        available: amount(period.available),
        day: format.day(last.day),
      })}
      table={{
        head: [t("column.day"), t("column.spent"), t("spentLine"), t("budgetLine")],
        rows: data.days.map(({ day, spent: ofDay, sum }) => ({
          id: day,
          name: format.day(day),
          cells: [
            { kind, value: ofDay },
            { kind, value: sum },
            { kind, value: period.available },
          ],
        })),
      }}
      legend={lines}
      about={[
        [about("organization"), organization],
        [t("column.period"), format.days(period.from, period.to)],
        [t("form.unit"), unit],
        [about("timeZone"), timeZone],
      ]}
    >
      <Lines
        label={title}
        lines={lines}
        points={points}
        writing={{ figure: (exact) => (exact === null ? "–" : amount(exact)), tick }}
        targets={[{ id: "budget", label: t("budgetLine"), values: model.points.map(({ available }) => available) }]}
        height={220}
      />
    </ChartFrame>
  );
}
