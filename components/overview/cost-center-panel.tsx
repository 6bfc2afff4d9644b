"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChartFrame } from "@/components/charts/chart-frame";
import { type DrawnTargetBar, TargetBars } from "@/components/charts/target-bars";
import { useAbout } from "@/components/charts/use-about";
import { NotYet } from "@/components/common/answered";
import { useMe } from "@/components/common/me-context";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import type { Filter } from "@/components/filters/url";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { useReason } from "@/components/kpi/use-reason";
import { useTargets } from "@/components/kpi/use-targets";
import { earlier } from "@/lib/core/period";
import { missingReason } from "@/lib/kpi/chart";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { targetState } from "@/lib/targets/rules";
import { type OverviewScope, overviewQuestions } from "./questions";

/** As many bars as a panel holds; the breakdown below has all. */
const MOST = 8;

type Props = { scope: OverviewScope; onFilter: (dimension: Filter, codes: string[]) => void };

function useBars(scope: OverviewScope) {
  const nameOf = useLayerName("costCenter");
  const targetOf = useTargets(scope);
  const reasonIn = useReason();
  const day = earlier(scope.to, scope.today);
  return ({ groups }: KpiLimitedAnswer) =>
    groups.slice(0, MOST).map((group): DrawnTargetBar => {
      const code = group.key.costCenter ?? null;
      const value = group.costPerApprovedImage ?? null;
      const { jobs = 0, images = 0, decided = 0, superseded = 0, nullReasons = {} } = group;
      const counts = { jobs, images, decided, superseded, nullReasons };
      const target = code === null ? null : targetOf("costPerApprovedImage", day, [{ scope: "costCenter", code }]);
      return {
        id: code ?? "",
        label: nameOf({ code, name: group.name?.costCenter ?? null, isOther: group.other === true }),
        value,
        reason: value === null ? reasonIn(missingReason(counts, "costPerApprovedImage"), counts) : undefined,
        target: target?.value ?? null,
        state: target ? targetState({ value }, target.value, "costPerApprovedImage") : "unknown",
        lowerBound: group.lowerBound,
      };
    });
}

/** Is it worth it, and where not: cost per approved image of each cost centre beside its target of today. */
export function CostCenterPanel({ scope, onFilter }: Props) {
  const t = useTranslations("overview.costCenters");
  const to = useTranslations("overview");
  const tk = useTranslations("kpi");
  const tc = useTranslations("charts");
  const format = useFormat();
  const { currency } = useMe().organization;
  const aboutOf = useAbout();
  const barsOf = useBars(scope);
  const asked = useQuery(someKpisQueryOptions(overviewQuestions(scope).costCenters));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={340} radius="md" />
      </NotYet>
    );
  const bars = barsOf(data);
  const title = t("title", { currency });
  const list = bars.map(({ label, value, reason }) => `${label} ${value ? format.money(value) : reason}`);
  return (
    <ChartFrame
      id="cost-centers"
      title={title}
      subtitle={t(bars.some(({ target }) => target !== null) ? "subtitle" : "noTarget")}
      summary={t("summary", { list: list.join("; ") })}
      about={aboutOf(scope, data)}
      asked={[asked]}
      table={{
        head: [tk("dimension.costCenter"), t("value"), t("target"), t("state"), t("approved"), t("spend")],
        rows: bars.map((bar, index) => ({
          id: bar.id,
          name: bar.label,
          cells: [
            { kind: "money", value: bar.value, reason: bar.reason, lowerBound: bar.lowerBound },
            { kind: "money", value: bar.target, reason: tc("noTarget") },
            { kind: "text", value: bar.target === null ? null : tc(`state.${bar.state}`) },
            { kind: "count", value: String(data.groups[index]?.approved ?? 0) },
            { kind: "money", value: data.groups[index]?.spend ?? null, lowerBound: bar.lowerBound },
          ],
        })),
      }}
      empty={bars.length === 0 ? <EmptyState title={tk("reason.NO_JOBS")} hint={to("emptyHint")} /> : null}
    >
      <TargetBars label={title} bars={bars} write={format.money} onChoose={(code) => onFilter("costCenter", [code])} />
    </ChartFrame>
  );
}
