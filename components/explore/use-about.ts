"use client";

import { useTranslations } from "next-intl";
import { useAbout } from "@/components/charts/use-about";
import { useDimensionName, useValueName } from "@/components/kpi/use-value-name";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { EXTRA_FILTERS, tagOf } from "./url";
import type { Explore } from "./use-explore";

/** What a file of this page says about its figures: the usual, and what only this page filters or counts by. */
export function useExploreAbout({ scope }: Explore): (answer: KpiLimitedAnswer) => [string, string][] {
  const t = useTranslations("explore");
  const aboutOf = useAbout();
  const dimensionName = useDimensionName();
  const valueName = useValueName();
  const { extra } = scope;
  const more = [
    ...EXTRA_FILTERS.flatMap((name) =>
      extra[name].map((code): [string, string] => [dimensionName(name), valueName(name, { code, name: null })]),
    ),
    ...extra.tag.map((text): [string, string] => {
      const { key, value } = tagOf(text);
      return [dimensionName(`tag.${key}`), valueName(`tag.${key}`, { code: value, name: null })];
    }),
  ];
  return (answer) => [
    ...aboutOf(scope, answer),
    ...more,
    [t("viewLabel"), t(scope.view === "full" ? "viewFull" : "viewCredit")],
    [t("approvalsLabel"), t(scope.approvals === "period" ? "approvalsPeriod" : "approvalsCohort")],
    ...(scope.training ? [[t("training"), "✓"] as [string, string]] : []),
  ];
}
