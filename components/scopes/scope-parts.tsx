"use client";

import { Anchor, Button, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FigureTable, type FigureTableRow } from "@/components/common/figure-table";
import { Link } from "@/components/common/link";
import { ErrorState } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { FigureCell } from "@/components/kpi/figure-cell";
import { pageOf } from "@/components/kpi/page-of";
import { useValueName } from "@/components/kpi/use-value-name";
import type { Days } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import { withQuery } from "@/lib/http/with-query";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { type ColumnKey, fieldsOf } from "@/lib/kpi/rules/columns";
import { outlook } from "@/lib/kpi/rules/so-far";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { RoundFold, useRoundRows } from "./motif-rounds";
import classes from "./scopes.module.css";
import { only, outlookDays, type PartProps, type ScopeKind, type Thing } from "./use-scope";

export type Part = "motif" | "market" | "channel" | "campaign" | "createdBy";

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

type MotifPlace = { id: string; page: string } | null;

/** The page of a motif goes by its id. */
function useMotifs(isNeeded: boolean): (code: string | null) => MotifPlace {
  const { data } = useQuery({ ...listQuery("motifs"), enabled: isNeeded });
  return (code) => {
    const found = data?.find((motif) => `${motif.campaign}/${motif.code}`.toLowerCase() === code?.toLowerCase());
    return found ? { id: found.id, page: `/motifs/${found.id}` } : null;
  };
}

const isFilterable = (part: Part): part is "market" | "channel" => part === "market" || part === "channel";

type TableProps = PartProps & { part: Part; onFilter: (part: "market" | "channel", codes: string[]) => void };

/** What a row leads to: the page of a motif or campaign, or, for a market or channel, the filter. */
function useWay({ part, onFilter }: Pick<TableProps, "part" | "onFilter">) {
  const t = useTranslations("scopes");
  const te = useTranslations("explore");
  const router = useRouter();
  return (code: string | null, name: string, page: string | null): Partial<FigureTableRow> => {
    if (page) {
      const label = t("open", { name });
      return { onOpen: () => router.push(page as Route), hint: label, page: { href: page, label } };
    }
    if (!isFilterable(part)) return {};
    return { onOpen: () => onFilter(part, [code ?? ""]), hint: te("filterBy", { name }) };
  };
}

/** The rows of one dimension; those of motifs unfold their rounds. */
function useRows({ part, onFilter }: Pick<TableProps, "part" | "onFilter">) {
  const valueName = useValueName();
  const wayOf = useWay({ part, onFilter });
  const motifOf = useMotifs(part === "motif");
  const [opened, setOpened] = useState<readonly string[]>([]);
  const roundsOf = useRoundRows(opened, COLUMNS[part]);
  const fold = (id: string) => (isOpen: boolean) =>
    setOpened(isOpen ? [...opened, id] : opened.filter((other) => other !== id));

  function rowOf(group: KpiLimitedAnswer["groups"][number], total: KpiLimitedAnswer["total"]): FigureTableRow[] {
    const code = group.key[part] ?? null;
    const name = valueName(part, { code, name: group.name?.[part] ?? null });
    const cells = COLUMNS[part].map((key) => <FigureCell key={key} column={key} row={group} total={total} />);
    if (part !== "motif") return [{ id: code ?? "none", name, cells, ...wayOf(code, name, pageOf(part, code)) }];
    const motif = motifOf(code);
    const way = wayOf(code, name, motif?.page ?? null);
    if (!motif) return [{ id: code ?? "none", name, cells, ...way }];
    const isOpen = opened.includes(motif.id);
    const onFold = fold(motif.id);
    const lead = <RoundFold name={name} isOpen={isOpen} onFold={onFold} />;
    return [{ id: motif.id, name, cells, lead, onFold, ...way }, ...(isOpen ? roundsOf(motif.id, way.onOpen) : [])];
  }
  return ({ groups, total }: KpiLimitedAnswer) => groups.flatMap((group) => rowOf(group, total));
}

/** What the thing consists of, by one dimension; the foot is the API's own total. */
export function ScopeTable({ days, filters, part, onFilter }: TableProps) {
  const t = useTranslations("scopes");
  const te = useTranslations("explore");
  const [isWhole, setWhole] = useState(false);
  const rowsOf = useRows({ part, onFilter });
  const columns = COLUMNS[part];
  const asked = { ...days, ...filters, groupBy: part, fields: fieldsOf(columns) };
  const { data, error, isPlaceholderData, refetch } = useQuery(someKpisQueryOptions(asked));
  const inExplore = withQuery("/explore", { ...days, ...filters, rows: part }) as Route;
  const shown = data ? (isWhole ? data.groups : data.groups.slice(0, SHOWN_AT_FIRST)) : [];
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
      {data ? (
        <div className={classes.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          <FigureTable
            label={t(`by.${part}`)}
            columns={[
              { key: "name", label: t(`head.${part}`) },
              ...columns.map((key) => ({ key, label: te(`column.${key}`), title: te(`full.${key}`) })),
            ]}
            rows={rowsOf({ ...data, groups: shown })}
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
  const asked = { from, to: today, interval: "day", ...only(thing), fields: fieldsOf(["spend"]) } as const;
  const { data } = useQuery(someKpisQueryOptions(asked));
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
