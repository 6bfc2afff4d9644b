"use client";

import { Paper, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Mark } from "@/components/charts/drawn";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useFormat } from "@/components/common/use-format";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { pricesQuery } from "@/lib/prices/queries";
import { type PriceChange, priceChanges } from "@/lib/prices/rules/changes";
import { type PartProps, usedQuestion } from "./questions";
import classes from "./scopes.module.css";

function usePriceWords() {
  const tj = useTranslations("jobs");
  const format = useFormat();
  return {
    price: ({ amount, currency, unit }: PriceChange["price"]) =>
      tj(`perUnit.${unit}`, { price: format.money(amount, { currency, full: true }) }),
    thing: ({ providerName, model, wallet, variant }: PriceChange["price"]) =>
      [providerName, model ?? wallet, variant].filter(Boolean).join(" · "),
  };
}

/** Prices that came into force in these days, for what these figures used. */
function usePriceChanges({ days, filters }: PartProps) {
  const used = useQuery(someKpisQueryOptions(usedQuestion({ days, filters })));
  const prices = useQuery(pricesQuery());
  const pairs = used.data?.groups.map(({ key }) => ({ provider: key.provider ?? "", model: key.model ?? null }));
  return {
    changes: pairs && prices.data ? priceChanges(prices.data, pairs, days) : null,
    asked: [used, prices],
  };
}

/** The same as small marks on the time axis of a chart. */
export function usePriceMarks(part: PartProps): Mark[] {
  const words = usePriceWords();
  const { changes } = usePriceChanges(part);
  return (changes ?? []).map(({ price }) => ({
    day: price.firstDay,
    label: `${words.thing(price)}: ${words.price(price)}`,
  }));
}

function Change({ change: { price, before } }: { change: PriceChange }) {
  const t = useTranslations("scopes");
  const format = useFormat();
  const words = usePriceWords();
  return (
    <li className={classes.change}>
      <Text size="sm" c="dimmed" className={classes.changeDay}>
        {format.day(price.firstDay)}
      </Text>
      <div>
        <Text size="sm" fw={600}>
          {words.thing(price)}
        </Text>
        <Text size="sm">
          {words.price(price)}
          <Text span c="dimmed" inherit>
            {" · "}
            {before ? t("priceBefore", { price: words.price(before) }) : t("priceNew")}
          </Text>
        </Text>
      </div>
    </li>
  );
}

/** Prices that came into force meanwhile: a reason why the same work costs something else. */
export function ScopePrices(props: PartProps) {
  const t = useTranslations("scopes");
  const { changes, asked } = usePriceChanges(props);
  if (!changes)
    return (
      <NotYet of={asked}>
        <Skeleton height={120} radius="md" mb="md" />
      </NotYet>
    );
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-labelledby="price-changes">
      <Title order={2} size="h3" id="price-changes">
        {t("prices")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(changes.length > 0 ? "pricesHint" : "pricesNone")}
      </Text>
      <NotRenewed of={asked} />
      <ol className={classes.changes}>
        {changes.map((change) => (
          <Change key={change.price.id} change={change} />
        ))}
      </ol>
    </Paper>
  );
}
