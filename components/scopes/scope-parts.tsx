"use client";

import { Anchor, Button, Group, Paper, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Answered, NotYet } from "@/components/common/answered";
import { FigureTable, type FigureTableRow } from "@/components/common/figure-table";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { FigureCell } from "@/components/kpi/figure-cell";
import { pageOf } from "@/components/kpi/page-of";
import { useValueName } from "@/components/kpi/use-value-name";
import type { Days } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import { withQuery } from "@/lib/http/with-query";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { outlook } from "@/lib/kpi/rules/so-far";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { RoundFold, useRoundRows } from "./motif-rounds";
import {
  COLUMNS,
  outlookDays,
  outlookQuestion,
  type Part,
  type PartProps,
  partQuestion,
  type Thing,
} from "./questions";
import classes from "./scopes.module.css";

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
  const query = useQuery(someKpisQueryOptions(partQuestion({ days, filters }, part)));
  const { isPlaceholderData } = query;
  const inExplore = withQuery("/explore", { ...days, ...filters, rows: part }) as Route;
  const columns = COLUMNS[part];
  const shownOf = ({ groups }: KpiLimitedAnswer) => (isWhole ? groups : groups.slice(0, SHOWN_AT_FIRST));
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
      <Answered of={query} loading={<Skeleton height={220} radius={0} />}>
        {(data) => (
          <div className={classes.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
            <FigureTable
              label={t(`by.${part}`)}
              columns={[
                { key: "name", label: t(`head.${part}`) },
                ...columns.map((key) => ({ key, label: te(`column.${key}`), title: te(`full.${key}`) })),
              ]}
              rows={rowsOf({ ...data, groups: shownOf(data) })}
              foot={{
                name: te("total"),
                cells: columns.map((key) => <FigureCell key={key} column={key} row={data.total} total={data.total} />),
              }}
            />
            {data.groups.length > shownOf(data).length ? (
              <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setWhole(true)}>
                {t("showAll", { count: data.groups.length })}
              </Button>
            ) : null}
          </div>
        )}
      </Answered>
    </div>
  );
}

/** What it will have cost, as a range and labelled as expected; or why nobody can say. */
export function ScopeOutlook({ thing, life, today }: { thing: Thing; life: Days; today: string }) {
  const t = useTranslations("scopes");
  const format = useFormat();
  const { period } = outlookDays(thing, life, today);
  const query = useQuery(someKpisQueryOptions(outlookQuestion(thing, life, today)));
  const { data } = query;
  if (!data)
    return (
      <NotYet of={query}>
        <Skeleton height={108} radius="md" mb="md" />
      </NotYet>
    );
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
