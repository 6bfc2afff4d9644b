"use client";

import { Button, Skeleton, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Answered } from "@/components/common/answered";
import { EmptyState } from "@/components/common/states";
import { DimensionSelect } from "@/components/filters/dimension-select";
import type { Filter } from "@/components/filters/url";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { BREAKDOWN_COLUMNS, type BreakdownColumn, sortRows } from "@/lib/kpi/chart";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { BreakdownRow } from "./breakdown-row";
import classes from "./panels.module.css";
import { type OverviewScope, overviewQuestions } from "./questions";

type Sort = { column: BreakdownColumn; descending: boolean };
type Props = {
  scope: OverviewScope;
  onTable: (dimension: Filter) => void;
  onFilter: (dimension: Filter, codes: string[]) => void;
};

const SHOWN_AT_FIRST = 25;

function ColumnHead({ column, sort, onSort }: { column: BreakdownColumn; sort: Sort; onSort: (sort: Sort) => void }) {
  const t = useTranslations("kpi");
  const isSorted = sort.column === column;
  const Icon = isSorted ? (sort.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  const order = sort.descending ? "descending" : "ascending";
  return (
    <Table.Th scope="col" className={classes.number} aria-sort={isSorted ? order : "none"}>
      <UnstyledButton
        className={classes.sort}
        data-sorted={isSorted || undefined}
        title={t(`columnTitle.${column}`)}
        onClick={() => onSort({ column, descending: isSorted ? !sort.descending : true })}
      >
        {t(`column.${column}`)}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

function BreakdownTable({ answer, scope, onFilter }: { answer: KpiLimitedAnswer } & Pick<Props, "scope" | "onFilter">) {
  const t = useTranslations("overview");
  const tk = useTranslations("kpi");
  const nameOf = useLayerName(scope.table);
  const [sort, setSort] = useState<Sort>({ column: "spend", descending: true });
  const [isWhole, setIsWhole] = useState(false);
  const sorted = sortRows(answer.groups, sort.column, sort.descending);
  const shown = isWhole ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  if (answer.total.jobs === 0) return <EmptyState title={tk("reason.NO_JOBS")} hint={t("emptyHint")} />;

  return (
    <>
      <section
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("tableBy", { dimension: tk(`dimension.${scope.table}`) })}
      >
        <Table className={classes.table} highlightOnHover stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{tk(`dimension.${scope.table}`)}</Table.Th>
              {BREAKDOWN_COLUMNS.map((column) => (
                <ColumnHead key={column} column={column} sort={sort} onSort={setSort} />
              ))}
              <Table.Th scope="col" className={classes.number}>
                {t("jobs")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((group) => {
              const code = group.key[scope.table] ?? null;
              const name = nameOf({ code, name: group.name?.[scope.table] ?? null, isOther: group.other === true });
              return (
                <BreakdownRow
                  key={code ?? "none"}
                  row={group}
                  total={answer.total}
                  name={name}
                  scope={scope}
                  narrower={{ [scope.table]: [code ?? ""] }}
                  of={{ dimension: scope.table, code }}
                  onChoose={() => onFilter(scope.table, [code ?? ""])}
                />
              );
            })}
          </Table.Tbody>
          <Table.Tfoot>
            <BreakdownRow row={answer.total} total={answer.total} name={t("total")} scope={scope} narrower={{}} />
          </Table.Tfoot>
        </Table>
      </section>
      {sorted.length > shown.length ? (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setIsWhole(true)}>
          {t("showAll", { count: sorted.length })}
        </Button>
      ) : null}
    </>
  );
}

/** The same figures for each value of a dimension; the foot is the API's total, which the tiles show too. */
export function Breakdown({ scope, onTable, onFilter }: Props) {
  const t = useTranslations("overview");
  const asked = useQuery(someKpisQueryOptions(overviewQuestions(scope).breakdown));
  const { isPlaceholderData } = asked;
  return (
    <section className={classes.panel} aria-labelledby="breakdown">
      <header className={classes.panelHeader}>
        <h2 id="breakdown" className={classes.panelTitle}>
          {t("breakdown")}
        </h2>
        <DimensionSelect label={t("breakdownBy")} value={scope.table} onChange={onTable} />
      </header>
      <Answered of={asked} loading={<Skeleton height={280} />}>
        {(data) => (
          <div className={classes.body} data-old={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
            <BreakdownTable key={scope.table} answer={data} scope={scope} onFilter={onFilter} />
          </div>
        )}
      </Answered>
    </section>
  );
}
