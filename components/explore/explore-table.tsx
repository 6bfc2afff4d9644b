"use client";

import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconChecks } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { FigureTable } from "@/components/common/figure-table";
import { EmptyState } from "@/components/common/states";
import { FigureCell } from "@/components/kpi/figure-cell";
import { pageOf } from "@/components/kpi/page-of";
import { useDimensionName, useValueName } from "@/components/kpi/use-value-name";
import type { ColumnKey } from "@/lib/kpi/rules/columns";
import { addsUp, type PivotModel, type Sort, type TableModel } from "@/lib/kpi/rules/table";
import { TableTools } from "./controls";
import classes from "./explore.module.css";
import type { Explore } from "./use-explore";
import { useRows } from "./use-rows";
import type { useTable } from "./use-table";

const SHOWN_AT_FIRST = 100;

/** A second click turns the order round; figures begin with the highest, names with A. */
function nextSort(sort: Sort, by: Sort["by"]): Sort {
  return { by, descending: sort.by === by ? !sort.descending : by !== "name" };
}

const sortedBy = (sort: Sort, by: Sort["by"]) => {
  if (sort.by !== by) return "none" as const;
  return sort.descending ? ("descending" as const) : ("ascending" as const);
};

/** Says that the rows give the total, because they do: they are added here, exactly. */
function Proof({ columns, model }: { columns: readonly ColumnKey[]; model: TableModel }) {
  const t = useTranslations("explore");
  // What the search hides belongs to the total too.
  if (model.shown < model.groups) return <p>{t("shownOf", { shown: model.shown, count: model.groups })}</p>;
  const sums = columns.map((key) => addsUp(key, model.rows, model.total));
  if (sums.includes(false))
    return (
      <p className={classes.proof} data-wrong>
        <IconAlertTriangle size={16} aria-hidden />
        {t("notProven")}
      </p>
    );
  if (!sums.includes(true)) return null;
  return (
    <p className={classes.proof}>
      <IconChecks size={16} aria-hidden />
      {t("proven", { count: model.groups })}
    </p>
  );
}

type NestedProps = { explore: Explore; model: TableModel; days: ReturnType<typeof useTable>["days"]; label: string };

function Nested({ explore, model, days, label }: NestedProps) {
  const t = useTranslations("explore");
  const dimensionName = useDimensionName();
  const { scope, density, setSort } = explore;
  const [isWhole, setWhole] = useState(false);
  const rows = useRows(explore, model, days);
  const head = scope.second
    ? `${dimensionName(scope.first)} / ${dimensionName(scope.second)}`
    : dimensionName(scope.first);
  const shown = isWhole ? rows : rows.slice(0, SHOWN_AT_FIRST);
  const sortable = (by: Sort["by"]) => ({
    sorted: sortedBy(scope.sort, by),
    onSort: () => setSort(nextSort(scope.sort, by)),
  });
  const beside = model.totalBefore && days ? { row: model.totalBefore, total: model.totalBefore, days } : null;
  return (
    <>
      <FigureTable
        label={label}
        isCompact={density === "compact"}
        columns={[
          { key: "name", label: head, ...sortable("name") },
          ...scope.columns.map((key) => ({
            key,
            label: t(`column.${key}`),
            title: t(`full.${key}`),
            ...sortable(key),
          })),
        ]}
        rows={shown}
        foot={{
          name: t("total"),
          cells: scope.columns.map((key) => (
            <FigureCell key={key} column={key} row={model.total} total={model.total} before={beside} />
          )),
        }}
      />
      <div className={classes.panelFoot}>
        {rows.length > shown.length ? (
          <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
            {t("showAll", { count: rows.length })}
          </Button>
        ) : null}
        <Proof columns={scope.columns} model={model} />
        <p>{t("keys")}</p>
      </div>
    </>
  );
}

function Pivot({ explore, model, label }: { explore: Explore; model: PivotModel; label: string }) {
  const t = useTranslations("explore");
  const dimensionName = useDimensionName();
  const valueName = useValueName();
  const { scope, density, setSort, drill } = explore;
  const { first, second, measure, sort } = scope;
  if (second === null) return null;
  const figure = (row: PivotModel["totals"][number] | null) =>
    row ? <FigureCell column={measure} row={row} total={model.total} /> : null;
  return (
    <>
      <FigureTable
        label={label}
        isCompact={density === "compact"}
        columns={[
          {
            key: "name",
            label: `${dimensionName(first)} / ${dimensionName(second)}`,
            sorted: sortedBy(sort, "name"),
            onSort: () => setSort(nextSort(sort, "name")),
          },
          ...model.columns.map((value) => ({ key: value.code ?? "", label: valueName(second, value) })),
          {
            key: "total",
            label: t("total"),
            title: t(`full.${measure}`),
            sorted: sortedBy(sort, measure),
            onSort: () => setSort(nextSort(sort, measure)),
          },
        ]}
        rows={model.rows.map(({ id, value, cells, total }) => {
          const name = valueName(first, value);
          const page = pageOf(first, value.code);
          return {
            id,
            name,
            hint: t("filterBy", { name }),
            onOpen: () => drill([{ dimension: first, code: value.code }]),
            page: page ? { href: page, label: t("openPage", { name }) } : undefined,
            cells: [...cells.map(figure), figure(total)],
          };
        })}
        foot={{ name: t("total"), cells: [...model.totals.map(figure), figure(model.total)] }}
      />
      <div className={classes.panelFoot}>
        {model.hidden > 0 ? <p>{t("hidden", { count: model.hidden })}</p> : null}
        <p>{t("keys")}</p>
      </div>
    </>
  );
}

type Props = { explore: Explore; table: ReturnType<typeof useTable> };

function Nothing({ explore }: { explore: Explore }) {
  const t = useTranslations("explore");
  const tk = useTranslations("kpi");
  const to = useTranslations("overview");
  const { scope, set } = explore;
  if (scope.q.trim() === "") return <EmptyState title={tk("reason.NO_JOBS")} hint={to("emptyHint")} />;
  const clear = (
    <Button variant="default" size="sm" onClick={() => set({ q: null })}>
      {t("clearSearch")}
    </Button>
  );
  return <EmptyState title={t("none", { text: scope.q })} hint={t("noneHint")} action={clear} />;
}

function Content({ explore, table, label }: Props & { label: string }) {
  const { table: nested, pivot, days } = table;
  const { first, second } = explore.scope;
  const rows = nested?.rows ?? pivot?.rows ?? [];
  if (rows.length === 0) return <Nothing explore={explore} />;
  if (pivot) return <Pivot explore={explore} model={pivot} label={label} />;
  if (!nested) return null;
  return <Nested key={`${first}/${second}`} explore={explore} model={nested} days={days} label={label} />;
}

function useTitle({ scope }: Explore): string {
  const t = useTranslations("explore");
  const dimensionName = useDimensionName();
  if (scope.second === null) return t("table", { dimension: dimensionName(scope.first) });
  const names = { first: dimensionName(scope.first), second: dimensionName(scope.second) };
  return scope.isPivot ? t("chartMap", { figure: t(`full.${scope.measure}`), ...names }) : t("tableTwo", names);
}

/** The figures of the chosen dimensions, as nested rows or across. */
export function ExploreTable({ explore, table }: Props) {
  const title = useTitle(explore);
  const { asked, isOld } = table;
  const isThere = table.table !== undefined || table.pivot !== undefined;
  return (
    <div className={classes.panel}>
      <header className={classes.panelHeader}>
        <h2 className={classes.panelTitle}>{title}</h2>
        <TableTools explore={explore} />
      </header>
      <NotRenewed of={asked} />
      {isThere ? (
        <div className={classes.body} data-old={isOld || undefined} aria-busy={isOld}>
          <Content explore={explore} table={table} label={title} />
        </div>
      ) : (
        <NotYet of={asked}>
          <Skeleton height={420} radius={0} />
        </NotYet>
      )}
    </div>
  );
}
