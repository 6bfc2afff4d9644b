"use client";

import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { TableData } from "@/components/charts/chart-table";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useAbout } from "@/components/charts/use-about";
import { useSteps } from "@/components/charts/use-steps";
import type { Asked } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import type { Days } from "@/lib/core/period";
import { toWasteBars } from "@/lib/kpi/chart/waste";
import type { WasteAnswer } from "@/lib/kpi/schema/waste";
import { type WasteScope, wasteQuestions } from "./questions";
import { useClassLayers } from "./use-classes";

type Props = { answer: WasteAnswer; scope: WasteScope; asked: Asked; onRange: (days: Days) => void };

/** The money per day, week or month, split into its classes. */
export function WasteOverTime({ answer, scope, asked, onRange }: Props) {
  const t = useTranslations("waste");
  const tc = useTranslations("charts");
  const format = useFormat();
  const about = useAbout()(scope, answer);
  const { interval } = wasteQuestions(scope);
  const named = useSteps(interval);
  const layers = useClassLayers();
  const bars = toWasteBars(answer, { interval, today: scope.today }).map((bar) => ({ ...bar, ...named(bar) }));
  const title = t(`per.${interval}`, { currency: useMe().organization.currency });
  const money = (value: string | null | undefined, lowerBound = false) =>
    ({ kind: "money", value: value ?? null, lowerBound, reason: tc("noPrice") }) as const;
  const table: TableData = {
    head: [tc("period"), ...layers.map(({ label }) => label), tc("sum")],
    rows: bars.map((bar) => ({
      id: bar.start,
      name: bar.partial ? `${bar.title} (${bar.partial})` : bar.title,
      cells: [...layers.map(({ id }) => money(bar.parts[id])), money(bar.total, bar.lowerBound)],
    })),
    foot: {
      name: tc("sum"),
      cells: [
        ...Object.values(answer.total.classes).map(({ spend }) => money(spend)),
        money(answer.total.spend, answer.total.lowerBound),
      ],
    },
  };
  return (
    <ChartFrame
      id="waste-over-time"
      title={title}
      summary={t("summary", {
        days: format.days(scope.from, scope.to),
        waste: format.money(answer.total.waste),
        spend: format.money(answer.total.spend),
      })}
      table={table}
      about={about}
      legend={layers}
      asked={[asked]}
    >
      <StackedBars
        label={title}
        layers={layers}
        bars={bars}
        writing={{ figure: format.money, tick: format.axisMoney }}
        onRange={onRange}
        height={260}
      />
    </ChartFrame>
  );
}
