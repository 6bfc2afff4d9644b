"use client";

import { useTranslations } from "next-intl";
import { useMe } from "@/components/common/me-context";
import { useFormat } from "@/components/common/use-format";
import { FILTERS, type Filters } from "@/components/filters/url";
import type { Days } from "@/lib/core/period";

type Answer = { asOf: string; limitedTo: readonly string[] | null };

/** What a file or a printed page must say about its figures, in words. */
export function useAbout(): (scope: Days & { filters: Filters }, answer: Answer | undefined) => [string, string][] {
  const t = useTranslations("charts.about");
  const tk = useTranslations("kpi");
  const format = useFormat();
  const { name, currency, timeZone } = useMe().organization;
  return ({ from, to, filters }, answer) => {
    const named = FILTERS.flatMap((filter) => {
      const codes = filters[filter].map((code) => code || tk("without"));
      return codes.length > 0 ? [`${tk(`dimension.${filter}`)}: ${format.list(codes)}`] : [];
    });
    const limited = answer?.limitedTo ? [[t("limitedTo"), format.list(answer.limitedTo)] as [string, string]] : [];
    return [
      [t("organization"), name],
      [t("range"), format.days(from, to)],
      [t("filters"), named.join("; ") || t("noFilters")],
      [t("timeZone"), timeZone],
      [t("currency"), currency],
      ...(answer ? [[t("asOf"), format.dateTime(answer.asOf)] as [string, string]] : []),
      ...limited,
    ];
  };
}
