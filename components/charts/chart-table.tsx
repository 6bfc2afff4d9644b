"use client";

import { Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import classes from "./frame.module.css";

/** A figure of a chart's table: exact for the file, in the reader's words on the screen. */
export type TableCell = {
  kind: "money" | "count" | "quantity" | "percent" | "text";
  /** Exact text; null with the reason in words. */
  value: string | null;
  reason?: string | undefined;
  lowerBound?: boolean | undefined;
};

export type TableData = {
  /** The first names the rows. */
  head: readonly string[];
  rows: readonly { id: string; name: string; cells: readonly TableCell[] }[];
  foot?: { name: string; cells: readonly (TableCell | null)[] } | undefined;
};

function Shown({ cell }: { cell: TableCell | null }) {
  const t = useTranslations("charts");
  const format = useFormat();
  if (!cell) return null;
  const { kind, value, reason, lowerBound } = cell;
  if (value === null) return <span className={classes.quiet}>{reason ?? "–"}</span>;
  const bound = lowerBound ? (
    <abbr className={classes.bound} title={t("atLeastWord")} aria-label={t("atLeastWord")}>
      ≥
    </abbr>
  ) : null;
  if (kind === "money")
    return (
      <>
        {bound}
        <Amount value={value} />
      </>
    );
  if (kind === "percent") return format.percent(value);
  return kind === "text" ? value : format.quantity(value);
}

/** The chart's figures as text, with the API's own sums. */
export function ChartTable({ label, data }: { label: string; data: TableData }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tableScroll} tabIndex={0} aria-label={label}>
      <Table className={classes.table} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {data.head.map((name, index) => (
              <Table.Th key={name} scope="col" className={index > 0 ? classes.number : undefined}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map(({ id, name, cells }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">{name}</Table.Th>
              {cells.map((cell, index) => (
                <Table.Td key={data.head[index + 1]} className={classes.number}>
                  <Shown cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {data.foot ? (
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{data.foot.name}</Table.Th>
              {data.foot.cells.map((cell, index) => (
                <Table.Td key={data.head[index + 1]} className={classes.number}>
                  <Shown cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tfoot>
        ) : null}
      </Table>
    </section>
  );
}
