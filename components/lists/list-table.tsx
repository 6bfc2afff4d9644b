"use client";

import "mantine-datatable/styles.layer.css";
import { DataTable, type DataTableColumn, type DataTableSortStatus } from "mantine-datatable";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ListRow } from "@/lib/dimensions/schema";

const PAGE_ROWS = 50;

type Props = {
  rows: readonly ListRow[];
  columns: DataTableColumn<ListRow>[];
  label: string;
  empty: string;
  /** The last column holds the actions: it stays in reach on a narrow screen. */
  withActions: boolean;
};

function sorted(rows: readonly ListRow[], { columnAccessor, direction }: DataTableSortStatus<ListRow>): ListRow[] {
  const key = columnAccessor === "name" ? "name" : "code";
  const sign = direction === "asc" ? 1 : -1;
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  return rows.toSorted((a, b) => sign * order.compare(a[key], b[key]));
}

export function ListTable({ rows, columns, label, empty, withActions }: Props) {
  const t = useTranslations("lists");
  const [sort, setSort] = useState<DataTableSortStatus<ListRow>>({ columnAccessor: "code", direction: "asc" });
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const shown = Math.min(page, pages);
  const records = sorted(rows, sort).slice((shown - 1) * PAGE_ROWS, shown * PAGE_ROWS);
  const paging = {
    page: shown,
    onPageChange: setPage,
    totalRecords: rows.length,
    recordsPerPage: PAGE_ROWS,
    paginationText: ({ from, to, totalRecords }: { from: number; to: number; totalRecords: number }) =>
      t("pages", { from, to, total: totalRecords }),
    getPaginationControlProps: (control: "previous" | "next" | "first" | "last") => ({
      "aria-label": t(`${control}Page`),
    }),
  };
  const table = {
    records,
    columns,
    idAccessor: "id" as const,
    sortStatus: sort,
    onSortStatusChange: setSort,
    withTableBorder: true,
    pinFirstColumn: true,
    pinLastColumn: withActions,
    borderRadius: "md" as const,
    highlightOnHover: true,
    verticalSpacing: "xs" as const,
    minHeight: rows.length === 0 ? 140 : 0,
    noRecordsText: empty,
  };
  return (
    <section aria-label={label}>{pages > 1 ? <DataTable {...table} {...paging} /> : <DataTable {...table} />}</section>
  );
}
