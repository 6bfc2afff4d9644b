"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { RuleBody } from "@/lib/alerts/schema";
import { useAlertWords } from "./use-alert-words";

const FIELDS = [
  ...([
    "name",
    "kind",
    "metric",
    "measure",
    "filter",
    "groupBy",
    "windowDays",
    "warning",
    "critical",
    "target",
  ] as const),
  ...([
    "minSample",
    "minDecided",
    "minSpend",
    "minCoverage",
    "pendingForHours",
    "keepFiringForHours",
    "holdForDays",
  ] as const),
  "recipients",
] as const;
type Field = (typeof FIELDS)[number];

const isList = (value: unknown): value is string[] => Array.isArray(value);

/** Fields of a rule and their values, for a comparison of two versions. */
export function useFieldWords() {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const format = useFormat();
  const known = (field: string): Field | undefined => FIELDS.find((one) => one === field);
  const lists = (value: object) => {
    const parts = Object.entries(value).flatMap(([, codes]) =>
      isList(codes) && codes.length > 0 ? [format.list(codes)] : [],
    );
    return parts.join("; ") || t("diff.all");
  };
  const text = (field: string, raw: string, body: RuleBody): string => {
    if (field === "warning" || field === "critical") return words.value(body, raw);
    if (field === "minSpend") return format.money(raw);
    return field === "minCoverage" ? format.percent(raw, 0) : raw;
  };
  const value = (field: string, raw: unknown, body: RuleBody): string => {
    switch (typeof raw) {
      case "string":
        return text(field, raw, body);
      case "boolean":
        return t(raw ? "diff.yes" : "diff.no");
      case "object":
        return raw === null ? t("diff.usual") : lists(raw);
      default:
        return raw === undefined ? t("diff.usual") : String(raw);
    }
  };
  return {
    name: (field: string) => {
      const one = known(field);
      return one ? t(`diff.field.${one}`) : field;
    },
    value,
  };
}
