"use client";

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { HeatMap } from "@/components/charts/heat-map";
import { useAbout } from "@/components/charts/use-about";
import { NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import type { Filters } from "@/components/filters/url";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { toHeat } from "@/lib/kpi/chart/heat";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { type OverviewScope, type OverviewView, overviewQuestions } from "./questions";

type Measure = OverviewView["heat"];
type Props = {
  scope: OverviewScope;
  onHeat: (measure: Measure) => void;
  onFilters: (filters: Partial<Filters>) => void;
};

const isMeasure = (text: string): text is Measure => text === "spend" || text === "costPerApprovedImage";

/** Campaign × channel: where the money goes, or what an approved image costs there. A click filters by both. */
export function HeatPanel({ scope, onHeat, onFilters }: Props) {
  const t = useTranslations("overview.heat");
  const to = useTranslations("overview");
  const tk = useTranslations("kpi");
  const tc = useTranslations("charts");
  const format = useFormat();
  const { currency } = useMe().organization;
  const aboutOf = useAbout();
  const campaignName = useLayerName("campaign");
  const channelName = useLayerName("channel");
  const asked = useQuery(someKpisQueryOptions(overviewQuestions(scope).pairs));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={420} radius="md" />
      </NotYet>
    );
  const measure = t(scope.heat);
  const model = toHeat(data, { rows: "campaign", columns: "channel", measure: scope.heat });
  const rows = model.rows.map((layer) => ({ id: layer.id, code: layer.code, label: campaignName(layer) }));
  const columns = model.columns.map((layer) => ({ id: layer.id, code: layer.code, label: channelName(layer) }));
  const missing = tc(scope.heat === "spend" ? "noPrice" : "noValue");
  const cells = model.cells.map((row) =>
    row.map((cell) => {
      if (!cell) return null;
      const shown = cell.value === null ? "–" : format.money(cell.value);
      const value = cell.value === null ? missing : shown;
      return { value: cell.value, shown, said: t("jobs", { value, count: cell.jobs }) };
    }),
  );
  const [highest] = cells
    .flatMap((row, r) => row.map((cell, c) => ({ cell, row: rows[r], column: columns[c] })))
    .filter(({ cell }) => cell?.value)
    .sort((a, b) => Number(b.cell?.value) - Number(a.cell?.value));
  const title = t("title", { measure, currency });
  const choose = (row: string, column: string) => {
    const campaign = rows.find(({ id }) => id === row)?.code;
    const channel = columns.find(({ id }) => id === column)?.code;
    if (campaign && channel) onFilters({ campaign: [campaign], channel: [channel] });
  };
  return (
    <ChartFrame
      id="campaigns-channels"
      title={title}
      summary={t("summary", {
        measure,
        campaign: highest?.row?.label ?? "–",
        channel: highest?.column?.label ?? "–",
        value: highest?.cell?.shown ?? "–",
      })}
      about={aboutOf(scope, data)}
      asked={[asked]}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t("measure")}
          value={scope.heat}
          onChange={(next) => isMeasure(next) && onHeat(next)}
          data={[
            { value: "spend", label: t("spend") },
            { value: "costPerApprovedImage", label: t("costPerApprovedImage") },
          ]}
        />
      }
      table={{
        head: [tk("dimension.campaign"), ...columns.map(({ label }) => label)],
        rows: rows.map(({ id, label }, r) => ({
          id,
          name: label,
          cells: columns.map((_, c) => ({
            kind: "money" as const,
            value: cells[r]?.[c]?.value ?? null,
            reason: cells[r]?.[c] ? missing : t("empty"),
          })),
        })),
      }}
      empty={model.isEmpty ? <EmptyState title={tk("reason.NO_JOBS")} hint={to("emptyHint")} /> : null}
    >
      <HeatMap label={title} map={{ rows, columns, cells }} onChoose={choose} />
    </ChartFrame>
  );
}
