"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Answered } from "@/components/common/answered";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { FilterBar } from "@/components/filters/filter-bar";
import { useKpiFilter } from "@/components/filters/use-kpi-filter";
import { ViewMenu } from "@/components/views/view-menu";
import { ViewNotice } from "@/components/views/view-notice";
import { largestWaste } from "@/lib/kpi/chart/waste";
import { wasteQueryOptions } from "@/lib/kpi/queries";
import type { WasteAnswer } from "@/lib/kpi/schema/waste";
import { ClassCards } from "./class-cards";
import { type WasteScope, wasteParsers, wasteQuestions } from "./questions";
import { WasteBy } from "./waste-by";
import { WasteOverTime } from "./waste-over-time";

/** The whole story in a sentence. */
function useStory() {
  const t = useTranslations("waste");
  const format = useFormat();
  return ({ total }: WasteAnswer): string => {
    const largest = largestWaste(total);
    if (total.wasteShare === null || largest === null) return t("storyNothing");
    return t(total.lowerBound ? "storyAtLeast" : "story", {
      waste: format.money(total.waste),
      share: format.percent(total.wasteShare),
      largest: t(`class.${largest}`),
      most: format.money(total.classes[largest].spend),
    });
  };
}

/** Where the money went that made no approved picture, and what to do about it. */
export function Waste() {
  const t = useTranslations("waste");
  const tk = useTranslations("kpi");
  const { from, to, today, filters, setDays } = useKpiFilter();
  const [view, setView] = useQueryStates(wasteParsers, { history: "replace", scroll: false });
  const scope: WasteScope = { from, to, today, filters, ...view };
  const asked = useQuery(wasteQueryOptions(wasteQuestions(scope).total));
  const story = useStory();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={asked.data ? story(asked.data) : t("description")}
        actions={<ViewMenu page="waste" />}
      />
      <ViewNotice page="waste" />
      <FilterBar />
      <Answered of={asked} loading={<Skeleton height={640} />}>
        {(data) =>
          data.total.jobs === 0 ? (
            <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyHint")} />
          ) : (
            <>
              <ClassCards row={data.total} scope={scope} />
              <WasteOverTime answer={data} scope={scope} asked={asked} onRange={setDays} />
              <WasteBy scope={scope} onBy={(by) => void setView({ by })} />
            </>
          )
        }
      </Answered>
    </>
  );
}
