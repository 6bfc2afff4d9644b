"use client";

import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { writeAmount } from "@/components/common/parse-amount";
import { useFormat } from "@/components/common/use-format";
import type { JobDetail } from "@/lib/jobs/schema";
import { isPriceUnit, useQuantity } from "./use-quantity";

type Attempt = JobDetail["attemptList"][number];

/** "24 credits × 0.0015 USD per credit × 0.92 EUR/USD": how the cost came about. */
function useSum(currency: string): (attempt: Attempt) => string | null {
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

function Origin({ attempt }: { attempt: Attempt }) {
  const t = useTranslations("jobs");
  const format = useFormat();
  const { price, rate } = attempt;
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

function AttemptLine({ attempt, currency }: { attempt: Attempt; currency: string }) {
  const t = useTranslations("jobs");
  const sum = useSum(currency)(attempt);
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {t("page.attempt", { number: attempt.index })}
            </Text>
            <Badge color="gray" variant="outline">
              {t(`status.${attempt.status}`)}
            </Badge>
            {attempt.source ? (
              <Badge color="gray" variant="outline">
                {t(`source.${attempt.source}`)}
              </Badge>
            ) : null}
          </Group>
          {sum ? <Text size="sm">{sum}</Text> : null}
          {attempt.unpricedReason ? <Text size="sm">{t(`unpricedReason.${attempt.unpricedReason}`)}</Text> : null}
          <Origin attempt={attempt} />
        </div>
        <Text size="sm" fw={600} component="div">
          {attempt.cost === null ? (
            <Text span inherit c="var(--near)">
              {t("unpriced")}
            </Text>
          ) : (
            <Amount value={attempt.cost} currency={currency} />
          )}
        </Text>
      </Group>
    </li>
  );
}

/** Each try with its cost and where that cost comes from. */
export function JobAttempts({ job }: { job: JobDetail }) {
  const t = useTranslations("jobs");
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="attempts-title">
      <Title order={2} id="attempts-title" mb="sm">
        {t("page.attempts")}
      </Title>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {job.attemptList.map((attempt) => (
          <AttemptLine key={attempt.index} attempt={attempt} currency={job.cost.currency} />
        ))}
      </Stack>
    </Paper>
  );
}
