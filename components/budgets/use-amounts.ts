"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { Budget } from "@/lib/budgets/schema";

/** Amounts in the unit of a budget: money of the organization, or credits. */
export function useAmounts({ unit }: Pick<Budget, "unit">) {
  const t = useTranslations("budgets");
  const format = useFormat();
  return (text: string) => (unit === "MONEY" ? format.money(text) : t("credits", { amount: format.quantity(text) }));
}

/** What a period is called: its month where it is one, else its days. */
export function usePeriodName() {
  const format = useFormat();
  return (period: Budget["period"], { from, to }: { from: string; to: string }) =>
    period === "month" ? format.month(from) : format.days(from, to);
}
