"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { PRICE_UNITS } from "@/lib/jobs/rules/vocabulary";

type PriceUnit = (typeof PRICE_UNITS)[number];
export const isPriceUnit = (unit: string): unit is PriceUnit => (PRICE_UNITS as readonly string[]).includes(unit);

/** "24 credits", "0.040 USD": an amount with its unit in words. */
export function useQuantity(): (amount: string, unit: string) => string {
  const t = useTranslations("jobs");
  const format = useFormat();
  return (amount, unit) =>
    isPriceUnit(unit)
      ? t(`quantity.${unit}`, { amount: format.quantity(amount) })
      : format.money(amount, { currency: unit, full: true });
}
