"use client";

import { useTranslations } from "next-intl";
import type { Filter } from "@/components/filters/url";
import { isKind, isStage } from "@/components/filters/use-filter-options";

export type Named = { code: string | null; name: string | null; isOther: boolean };

/** A value of a dimension as people say it. */
export function useLayerName(dimension: Filter): (layer: Named) => string {
  const t = useTranslations("kpi");
  const tc = useTranslations("common");
  return ({ code, name, isOther }) => {
    if (isOther) return t("other");
    if (code === null) return t("without");
    if (dimension === "kind" && isKind(code)) return t(`kind.${code}`);
    if (dimension === "stage" && isStage(code)) return t(`stage.${code}`);
    return code === "unassigned" ? tc("unassigned") : (name ?? code);
  };
}
