"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { PRICE_UNITS } from "@/lib/prices/schema";

/** Quantities of a wallet, and what their unit is called. */
export function useQuantity(unit: string) {
  const t = useTranslations("balances.unit");
  const format = useFormat();
  const known = PRICE_UNITS.find((one) => one === unit);
  return { number: (text: string) => format.quantity(text), unit: known ? t(known) : unit };
}
