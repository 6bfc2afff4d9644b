"use client";

import { Text } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { writeAmount } from "@/components/common/parse-amount";
import { useFormat } from "@/components/common/use-format";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { isPriceUnit, useQuantity } from "./use-quantity";

type Attempt = JobDetail["attemptList"][number];
type Priced = Pick<Attempt, "amount" | "unit" | "price" | "rate">;

/** "24 credits × 0.0015 USD per credit × 0.92 EUR/USD": how the cost came about. */
export function usePriceWords(currency: string): (of: Priced) => string | null {
  const t = useTranslations("jobs");
  const format = useFormat();
  const locale = useLocale();
  const quantityOf = useQuantity();
  return ({ amount, unit, price, rate }) => {
    if (amount === null || unit === null) return null;
    const quantity = quantityOf(amount, unit);
    const exchange = rate ? { rate: writeAmount(rate.rate, locale), to: currency, from: rate.currency } : null;
    if (!price)
      return exchange
        ? t("page.inCurrencyAtRate", { amount: quantity, ...exchange })
        : t("page.inCurrency", { amount: quantity });
    const money = format.money(price.amount, { currency: price.currency, full: true });
    const perUnit = isPriceUnit(price.unit) ? t(`perUnit.${price.unit}`, { price: money }) : money;
    return exchange ? t("page.atRate", { quantity, perUnit, ...exchange }) : t("page.atPrice", { quantity, perUnit });
  };
}

/** Which entry of the price book and which rate, from which day and source. */
export function PriceOrigin({ price, rate }: Pick<Priced, "price" | "rate">) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const parts = [
    price && t("page.priceOf", { day: format.day(price.firstDay) }),
    price?.source && t("page.from", { source: price.source }),
    rate && t("page.rateOf", { day: format.day(rate.firstDay) }),
    rate?.source && t("page.from", { source: rate.source }),
  ].filter(Boolean);
  return parts.length > 0 ? (
    <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {parts.join(", ")}
    </Text>
  ) : null;
}
