"use client";

import { Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { FigureTable } from "@/components/common/figure-table";
import { useFormat } from "@/components/common/use-format";
import { AtLeast } from "@/components/kpi/at-least";
import { decidersQueryOptions } from "@/lib/reviews/queries";
import type { DecidersAnswer } from "@/lib/reviews/schema";
import type { PartProps } from "./questions";
import classes from "./scopes.module.css";

const COLUMNS = ["spend", "pictures", "approved", "changesRequested", "rejected"] as const;

type Sums = DecidersAnswer["total"];

function Cell({ column, row, currency }: { column: (typeof COLUMNS)[number]; row: Sums; currency: string }) {
  const format = useFormat();
  if (column !== "spend") return format.count(row[column]);
  return (
    <AtLeast when={row.lowerBound}>
      <Amount value={row.spend} currency={currency} />
    </AtLeast>
  );
}

/** Whose word holds on the pictures, and on how much money. */
export function ScopeDeciders({ days, filters }: PartProps) {
  const t = useTranslations("scopes.deciders");
  const te = useTranslations("explore");
  const asked = useQuery(decidersQueryOptions({ ...days, ...filters }));
  const { data, isPlaceholderData } = asked;
  const nameOf = ({ kind, name }: DecidersAnswer["data"][number]["by"]) =>
    name ?? t(kind === "system" ? "system" : "somebody");
  const cells = (row: Sums) =>
    COLUMNS.map((column) => <Cell key={column} column={column} row={row} currency={data?.currency ?? ""} />);
  return (
    <div className={classes.panel}>
      <header className={classes.panelHeader}>
        <Title order={2} size="h3">
          {t("title")}
        </Title>
      </header>
      {data ? (
        <NotRenewed of={asked} />
      ) : (
        <NotYet of={asked}>
          <Skeleton height={160} radius={0} />
        </NotYet>
      )}
      {data?.data.length === 0 ? <p className={classes.quiet}>{t("nobody")}</p> : null}
      {data && data.data.length > 0 ? (
        <div className={classes.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          <FigureTable
            label={t("title")}
            isCompact
            columns={[
              { key: "name", label: t("name") },
              ...COLUMNS.map((key) => ({ key, label: t(`column.${key}`), title: t(`full.${key}`) })),
            ]}
            rows={data.data.map((row) => ({
              id: `${row.by.kind}:${row.by.id}`,
              name: nameOf(row.by),
              cells: cells(row),
            }))}
            foot={{ name: te("total"), cells: cells(data.total) }}
          />
        </div>
      ) : null}
    </div>
  );
}
