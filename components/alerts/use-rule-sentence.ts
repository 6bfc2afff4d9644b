"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { isLowerWorse } from "@/lib/alerts/rules/figures";
import { lengthOfWindow } from "@/lib/alerts/rules/rule";
import { SCOPES } from "@/lib/alerts/rules/scopes";
import type { RuleBody } from "@/lib/alerts/schema";
import { useAlertWords } from "./use-alert-words";

/** A rule as one sentence, in the words of the editor. */
export function useRuleSentence() {
  const t = useTranslations("alerts.sentence");
  const words = useAlertWords();
  const format = useFormat();
  const locale = useLocale();

  const of = ({ groupBy, filter, kind }: RuleBody): string => {
    const named = SCOPES.flatMap((scope) => filter[scope]);
    const within = named.length > 0 ? t("within", { codes: format.list(named) }) : "";
    if (kind === "BUDGET_STEP" || kind === "BUDGET_FORECAST") return within || t("of.budgets");
    if (kind === "BALANCE_LOW") return t("of.wallets");
    if (kind === "JOB_OUTLIER") return within || t("of.jobs");
    if (groupBy === "none") return within || t("of.none");
    return [t(`of.${groupBy}`), within].filter(Boolean).join(" ");
  };
  const line = (body: RuleBody): string => {
    const shown = (text: string) => words.value(body, text);
    const first = body.target ? t("target") : body.warning === null ? null : shown(body.warning);
    const second = body.critical === null ? null : shown(body.critical);
    if (first === null) return t("onlyCritical", { critical: second ?? "" });
    return second === null ? first : t("both", { warning: first, critical: second });
  };
  // In the middle of a sentence; German nouns stay as they are.
  const inside = (text: string) => (locale === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text);
  return (body: RuleBody): string => {
    const { kind, metric } = body;
    const values = { figure: inside(words.figure(body)), of: of(body), line: line(body), days: lengthOfWindow(body) };
    if (kind !== "KPI_THRESHOLD") return t(`kind.${kind}`, values);
    return t(metric !== null && isLowerWorse(metric) ? "kpiBelow" : "kpi", values);
  };
}
