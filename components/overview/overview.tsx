"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NotYet } from "@/components/common/answered";
import { PageHeader } from "@/components/common/page-header";
import { useFormat } from "@/components/common/use-format";
import { FilterBar } from "@/components/filters/filter-bar";
import type { Filter } from "@/components/filters/url";
import { useKpiFilter } from "@/components/filters/use-kpi-filter";
import { ViewMenu } from "@/components/views/view-menu";
import { ViewNotice } from "@/components/views/view-notice";
import type { Interval } from "@/lib/core/period";
import { kpiQueryOptions } from "@/lib/kpi/queries";
import type { KpiAnswer } from "@/lib/kpi/schema";
import { Attention } from "./attention";
import { Figures } from "./figures";
import { Breakdown, CostCenterPanel, FunnelPanel, HeatPanel, MoversPanel, OverTime } from "./later";
import classes from "./overview.module.css";
import { type OverviewScope, overviewParsers, overviewQuestions } from "./questions";
import { StepsFirst } from "./welcome-first";

/** How far the figures reach, and whose they are. */
function DataState({ answer }: { answer: KpiAnswer | undefined }) {
  const t = useTranslations("overview");
  const format = useFormat();
  if (!answer) return <span className={classes.placeholder}>{t("loadingState")}</span>;
  const limited = answer.limitedTo ? t("limitedTo", { costCenters: format.list(answer.limitedTo) }) : null;
  return [t("completeUntil", { day: format.day(answer.completeUntil) }), limited].filter(Boolean).join(" · ");
}

/**
 * What the creative work cost in a range, where it went, and what came of it.
 * @param isBeginning nothing was ever approved: the way to the first figure stands above what there is
 */
export function Overview({ isBeginning }: { isBeginning: boolean }) {
  const t = useTranslations("overview");
  const { from, to, today, filters, setFilter, setFilters, setDays } = useKpiFilter();
  const [view, setView] = useQueryStates(overviewParsers, { history: "replace", scroll: false });
  const scope: OverviewScope = { from, to, today, filters, ...view };
  const asked = useQuery(kpiQueryOptions(overviewQuestions(scope).total));
  const { data, error } = asked;
  const header = (
    <>
      <PageHeader title={t("title")} description={<DataState answer={data} />} actions={<ViewMenu page="overview" />} />
      <ViewNotice page="overview" />
    </>
  );
  if (error && !data)
    return (
      <>
        {header}
        <FilterBar />
        <NotYet of={asked} />
      </>
    );
  const filterBy = (dimension: Filter, codes: string[]) => setFilter(dimension, codes);

  return (
    <>
      {header}
      {isBeginning ? <StepsFirst /> : null}
      <FilterBar answer={data} />
      <Attention scope={scope} />
      <Figures scope={scope} onApprovals={(approvals) => void setView({ approvals })} />
      <div className={classes.panels}>
        <div data-span="6">
          <OverTime
            scope={scope}
            onShow={(show) => void setView({ show })}
            onBy={(by) => void setView({ by })}
            onInterval={(interval: Interval) => void setView({ interval })}
            onFilter={filterBy}
            onRange={setDays}
          />
        </div>
        <div data-span="6">
          <MoversPanel scope={scope} />
        </div>
        <div>
          <CostCenterPanel scope={scope} onFilter={filterBy} />
        </div>
        <div>
          <FunnelPanel scope={scope} />
        </div>
        <div data-span="6">
          <HeatPanel scope={scope} onHeat={(heat) => void setView({ heat })} onFilters={setFilters} />
        </div>
      </div>
      <Breakdown scope={scope} onTable={(table) => void setView({ table })} onFilter={filterBy} />
    </>
  );
}
