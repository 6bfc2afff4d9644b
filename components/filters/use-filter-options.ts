"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { listQuery } from "@/lib/dimensions/queries";
import type { ListName } from "@/lib/dimensions/schema";
import { FILTER_KINDS, FILTER_STAGES } from "@/lib/kpi/rules/vocabulary";
import type { BarFilter, Filter } from "./url";

/** What is chosen from a list. */
type Listed = BarFilter | "assetType";
const LIST_OF: Record<Listed, ListName> = {
  costCenter: "cost-centers",
  campaign: "campaigns",
  market: "markets",
  channel: "channels",
  provider: "providers",
  assetType: "asset-types",
};

export type FilterOption = { code: string; name: string; archived: boolean };

/** What a dimension can be filtered by; merged rows are shown as what they were merged into. */
export function useFilterOptions(filter: Listed, isNeeded: boolean) {
  const t = useTranslations("common");
  return useQuery({
    ...listQuery(LIST_OF[filter]),
    enabled: isNeeded,
    select: (rows): FilterOption[] =>
      rows
        .filter(({ mergedInto }) => mergedInto === null)
        .map(({ code, name, archived, unassigned }) => ({ code, name: unassigned ? t("unassigned") : name, archived }))
        .sort((a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name)),
  });
}

const isBarFilter = (filter: Filter): filter is BarFilter => filter in LIST_OF;

/** The name a person knows a code by; the code itself until the list is there. */
export function useNameOf(filter: Filter, isNeeded: boolean): (code: string) => string {
  const t = useTranslations("kpi");
  const { data } = useFilterOptions(isBarFilter(filter) ? filter : "costCenter", isNeeded && isBarFilter(filter));
  return (code) => {
    if (filter === "kind" && isKind(code)) return t(`kind.${code}`);
    if (filter === "stage" && isStage(code)) return t(`stage.${code}`);
    if (code === "") return t("without");
    return data?.find((option) => option.code.toLowerCase() === code.toLowerCase())?.name ?? code;
  };
}

type Kind = "generation" | "variation" | "upscale" | "postprocess" | "training";
type Stage = "draft" | "final";
export const isKind = (code: string): code is Kind => FILTER_KINDS.includes(code);
export const isStage = (code: string): code is Stage => FILTER_STAGES.includes(code);
