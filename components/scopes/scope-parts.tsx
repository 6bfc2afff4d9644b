"use client";

import { Anchor, Button, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FigureTable } from "@/components/common/figure-table";
import { ErrorState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { FigureCell } from "@/components/kpi/figure-cell";
import { pageOf } from "@/components/kpi/page-of";
import { useValueName } from "@/components/kpi/use-value-name";
import type { Days } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import { withQuery } from "@/lib/http/with-query";
import { type KpiParams, kpiQueryOptions } from "@/lib/kpi/queries";
import type { ColumnKey } from "@/lib/kpi/rules/columns";
import { outlook } from "@/lib/kpi/rules/so-far";
import { pricesQuery } from "@/lib/prices/queries";
import { type PriceChange, priceChanges } from "@/lib/prices/rules/changes";
import classes from "./scopes.module.css";
import { only, outlookDays, type ScopeKind, type Thing } from "./use-scope";

type PartProps = { thing: Thing; days: Days; today: string };
type Part = "motif" | "market" | "channel" | "campaign" | "createdBy";

export const PARTS: Record<ScopeKind, readonly Part[]> = {
  campaign: ["motif", "market", "channel", "createdBy"],
  costCenter: ["campaign", "market", "channel", "createdBy"],
};

const COLUMNS: Record<Part, readonly ColumnKey[]> = {
  motif: ["spend", "images", "decided", "approved", "costPerApprovedImage", "waste"],
  campaign: ["spend", "share", "images", "approved", "costPerApprovedImage", "waste"],
  market: ["spend", "share", "images", "approved", "costPerApprovedImage"],
  channel: ["spend", "share", "images", "approved", "costPerApprovedImage"],
  createdBy: ["spend", "jobs", "images", "approved"],
};
const SHOWN_AT_FIRST = 12;

/** The page of a motif goes by its id. */
function useMotifPages(isNeeded: boolean): (code: string | null) => string | null {
  const { data } = useQuery({ ...listQuery("motifs"), enabled: isNeeded });
  return (code) => {
    const found = data?.find((motif) => `${motif.campaign}/${motif.code}`.toLowerCase() === code?.toLowerCase());
    return found ? `/motifs/${found.id}` : null;
  };
}

/** What the thing consists of, by one dimension; the foot is the API's own total. */
export function ScopeTable({ thing, days, part }: PartProps & { part: Part }) {
  const t = useTranslations("scopes");
  const te = useTranslations("explore");
  const valueName = useValueName();
  const motifPage = useMotifPages(part === "motif");
  const [isWhole, setWhole] = useState(false);
  const asked: KpiParams = { ...days, ...only(thing), groupBy: part };
  const { data, error, isPlaceholderData, refetch } = useQuery(kpiQueryOptions(asked));
  const inExplore = withQuery("/explore", { ...days, ...only(thing), rows: part }) as Route;
  const columns = COLUMNS[part];
  const shown = isWhole ? data?.groups : data?.groups.slice(0, SHOWN_AT_FIRST);
  return (
    <div className={classes.panel}>
      <header className={classes.panelHeader}>
        <Title order={2} size="h3">
          {t(`by.${part}`)}
        </Title>
        <Anchor component={Link} href={inExplore} size="sm">
          {t("openIn")}
        </Anchor>
      </header>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data && shown ? (
        <div className={classes.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          <FigureTable
            label={t(`by.${part}`)}
            columns={[
              { key: "name", label: t(`by.${part}`) },
              ...columns.map((key) => ({ key, label: te(`column.${key}`), title: te(`full.${key}`) })),
            ]}
            rows={shown.map((group) => {
              const code = group.key[part] ?? null;
              const name = valueName(part, { code, name: group.name?.[part] ?? null });
              const page = part === "motif" ? motifPage(code) : pageOf(part, code);
              return {
                id: code ?? "none",
                name,
                page: page ? { href: page, label: t("open", { name }) } : undefined,
                cells: columns.map((key) => <FigureCell key={key} column={key} row={group} total={data.total} />),
              };
            })}
            foot={{
              name: te("total"),
              cells: columns.map((key) => <FigureCell key={key} column={key} row={data.total} total={data.total} />),
            }}
          />
          {data.groups.length > shown.length ? (
            <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setWhole(true)}>
              {t("showAll", { count: data.groups.length })}
            </Button>
          ) : null}
        </div>
      ) : null}
      {!data && !error ? <Skeleton height={220} radius={0} /> : null}
    </div>
  );
}

/** What it will have cost, as a range and labelled as expected; or why nobody can say. */
export function ScopeOutlook({ thing, life, today }: { thing: Thing; life: Days; today: string }) {
  const t = useTranslations("scopes");
  const format = useFormat();
  const { period, from } = outlookDays(thing, life, today);
  const asked: KpiParams = { from, to: today, interval: "day", ...only(thing) };
  const { data } = useQuery(kpiQueryOptions(asked));
  if (!data) return <Skeleton height={108} radius="md" mb="md" />;
  const found = outlook(data.series, period, today);
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-labelledby="outlook">
      <Title order={2} size="h3" id="outlook">
        {t(thing.kind === "campaign" ? "outlook" : "outlookMonth")}
      </Title>
      {"missing" in found ? (
        <Text size="sm" mt={4}>
          {t(`outlookMissing.${found.missing}`)}
        </Text>
      ) : (
        <>
          <Group gap="xs" mt={4} align="baseline">
            <Text fz="lg" fw={650}>
              {t("expected", { amount: format.money(found.projection.expected) })}
            </Text>
            <Text size="sm">
              {t("rangeOf", {
                low: format.money(found.projection.low),
                high: format.money(found.projection.high),
                day: format.day(period.to ?? today),
              })}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" mt={4} maw="80ch">
            {t("method")}
          </Text>
        </>
      )}
    </Paper>
  );
}

function Change({ change: { price, before } }: { change: PriceChange }) {
  const t = useTranslations("scopes");
  const tj = useTranslations("jobs");
  const format = useFormat();
  const written = ({ amount, currency, unit }: PriceChange["price"]) =>
    tj(`perUnit.${unit}`, { price: format.money(amount, { currency, full: true }) });
  return (
    <li className={classes.change}>
      <Text size="sm" c="dimmed" className={classes.changeDay}>
        {format.day(price.firstDay)}
      </Text>
      <div>
        <Text size="sm" fw={600}>
          {[price.providerName, price.model ?? price.wallet, price.variant].filter(Boolean).join(" · ")}
        </Text>
        <Text size="sm">
          {written(price)}
          <Text span c="dimmed" inherit>
            {" · "}
            {before ? t("priceBefore", { price: written(before) }) : t("priceNew")}
          </Text>
        </Text>
      </div>
    </li>
  );
}

/** Prices that came into force meanwhile: a reason why the same work costs something else. */
export function ScopePrices({ thing, days }: PartProps) {
  const t = useTranslations("scopes");
  const asked: KpiParams = { ...days, ...only(thing), groupBy: "provider,model" };
  const used = useQuery(kpiQueryOptions(asked));
  const prices = useQuery(pricesQuery());
  const error = used.error ?? prices.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([used.refetch(), prices.refetch()])} />;
  if (!used.data || !prices.data) return <Skeleton height={120} radius="md" mb="md" />;
  const pairs = used.data.groups.map(({ key }) => ({ provider: key.provider ?? "", model: key.model ?? null }));
  const changes = priceChanges(prices.data, pairs, days);
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-labelledby="price-changes">
      <Title order={2} size="h3" id="price-changes">
        {t("prices")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(changes.length > 0 ? "pricesHint" : "pricesNone")}
      </Text>
      <ol className={classes.changes}>
        {changes.map((change) => (
          <Change key={change.price.id} change={change} />
        ))}
      </ol>
    </Paper>
  );
}
