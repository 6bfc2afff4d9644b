"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { unitOf } from "@/lib/alerts/rules/rule";
import type { Alert, RuleBody } from "@/lib/alerts/schema";

type Figured = Pick<RuleBody, "kind" | "metric" | "measure">;

/** What alerts and their rules are called, and how their values read. */
export function useAlertWords() {
  const t = useTranslations("alerts");
  const format = useFormat();
  const rounded = (text: string) => format.quantity(String(Math.round(Number(text) * 10) / 10));
  const value = (body: Pick<RuleBody, "kind" | "metric">, text: string | null): string => {
    if (text === null) return "–";
    switch (unitOf(body)) {
      case "money":
        return format.money(text);
      case "share":
        return format.percent(text);
      case "ratio":
        return t("times", { count: rounded(text) });
      case "count":
        return rounded(text);
    }
  };
  return {
    value,
    figure: ({ kind, metric, measure }: Figured) => t(`message.figure.${metric ?? measure ?? kind}`),
    /** The organization, a row of a list, a budget with its step, a wallet, a job. */
    scope: ({ key, name, step }: Alert["scope"]) => {
      const called = name ?? (key === "" ? t("everything") : key);
      return step > 0 ? t("stepOf", { name: called, step: format.count(step) }) : called;
    },
    /** "41 h", "3 d": how long something lasted. */
    lasted: (milliseconds: number) => {
      const hours = Math.max(Math.round(milliseconds / 3_600_000), 1);
      return hours < 72 ? t("hours", { count: hours }) : t("days", { count: Math.round(hours / 24) });
    },
    /** What the value was made of, as numerator ÷ denominator. */
    parts: (
      body: Figured,
      { numerator, denominator, inCredits }: Pick<Alert["sample"], "numerator" | "denominator" | "inCredits">,
    ) => {
      if (numerator === null || denominator === null || unitOf(body) === "count") return null;
      if (body.kind === "NO_APPROVAL") return null;
      if (inCredits) return t("message.ofCredits", { used: rounded(numerator), all: rounded(denominator) });
      const isCount = body.metric === "approvalRate";
      const isMoneyBelow = body.kind !== "KPI_THRESHOLD" || body.metric === "wasteShare";
      const above = isCount ? rounded(numerator) : format.money(numerator);
      return `${above} ÷ ${isMoneyBelow ? format.money(denominator) : rounded(denominator)}`;
    },
  };
}
