"use client";

import { Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { DrawnBar, DrawnLayer } from "@/components/charts/stacked-bars";
import { Amount } from "@/components/common/amount";
import { AtLeast } from "./at-least";
import classes from "./panels.module.css";

type Props = {
  layers: readonly DrawnLayer[];
  bars: readonly DrawnBar[];
  total: { total: string | null; lowerBound: boolean };
};

function Sum({ total, lowerBound }: Props["total"]) {
  const t = useTranslations("overview");
  if (total === null) return <span className={classes.quiet}>{t("noPrice")}</span>;
  return (
    <AtLeast when={lowerBound}>
      <Amount value={total} />
    </AtLeast>
  );
}

/** The chart's figures as text, with the API's own sums. */
export function SpendTable({ layers, bars, total }: Props) {
  const t = useTranslations("overview");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} data-low tabIndex={0} aria-label={t("spendTable")}>
      <Table className={classes.table} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("period")}</Table.Th>
            {layers.map(({ id, label }) => (
              <Table.Th key={id} scope="col" className={classes.number}>
                {label}
              </Table.Th>
            ))}
            <Table.Th scope="col" className={classes.number}>
              {t("sum")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar) => (
            <Table.Tr key={bar.start}>
              <Table.Th scope="row">
                {bar.title}
                {bar.partial ? <span className={classes.quiet}> ({bar.partial})</span> : null}
              </Table.Th>
              {layers.map(({ id }) => (
                <Table.Td key={id} className={classes.number}>
                  {bar.parts[id] === null ? t("noPrice") : <Amount value={bar.parts[id] ?? "0"} />}
                </Table.Td>
              ))}
              <Table.Td className={classes.number}>
                <Sum total={bar.total} lowerBound={bar.lowerBound} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t("sum")}</Table.Th>
            <Table.Td colSpan={layers.length} />
            <Table.Td className={classes.number}>
              <Sum {...total} />
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </section>
  );
}
