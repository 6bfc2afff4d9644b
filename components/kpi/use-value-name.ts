"use client";

import { useTranslations } from "next-intl";
import { isKind, isStage } from "@/components/filters/use-filter-options";
import { FILTER_SOURCES } from "@/lib/kpi/rules/vocabulary";
import type { Dimension } from "@/lib/kpi/schema";

const SOURCES = ["reported", "webhook", "estimated", "manual", "unpriced"] as const;
type Source = (typeof SOURCES)[number];
const isSource = (code: string): code is Source => FILTER_SOURCES.includes(code);

type Value = { code: string | null; name: string | null };

/** A value of any dimension as people say it. */
export function useValueName(): (dimension: Dimension, value: Value) => string {
  const t = useTranslations("kpi");
  const tc = useTranslations("common");
  const wordOf: Partial<Record<Dimension, (code: string) => string | null>> = {
    kind: (code) => (isKind(code) ? t(`kind.${code}`) : null),
    stage: (code) => (isStage(code) ? t(`stage.${code}`) : null),
    source: (code) => (isSource(code) ? t(`source.${code}`) : null),
    createdBy: (code) => (code === "system" ? t("bySystem") : null),
  };
  return (dimension, { code, name }) => {
    if (code === null || code === "") return t("without");
    const own = wordOf[dimension]?.(code) ?? null;
    if (own !== null) return own;
    return code === "unassigned" ? tc("unassigned") : (name ?? code);
  };
}

/** What a dimension is called; a tag by its key. */
export function useDimensionName(): (dimension: Dimension) => string {
  const t = useTranslations("kpi");
  return (dimension) => {
    if (dimension.startsWith("tag.")) return t("tag", { key: dimension.slice("tag.".length) });
    return t(`dimension.${dimension as Exclude<Dimension, `tag.${string}`>}`);
  };
}
