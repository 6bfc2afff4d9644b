"use client";

import { Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { useFormat } from "@/components/common/use-format";
import { AtLeast } from "@/components/kpi/at-least";
import type { MonthFigures, ReportContent } from "@/lib/periods/schema";
import classes from "./months.module.css";

function Figures({ row }: { row: MonthFigures }) {
  const format = useFormat();
  const open = Math.max(0, row.images - row.decided - row.superseded);
  return (
    <>
      <Table.Td className={classes.number}>
        <AtLeast when={row.unpricedJobs > 0}>
          <Amount value={row.spend} />
        </AtLeast>
      </Table.Td>
      <Table.Td className={classes.number}>{format.count(row.jobs)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.unpricedJobs)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.images)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.approved)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(open)}</Table.Td>
      <Table.Td className={classes.number}>
        <Amount value={row.costPerImage} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Amount value={row.costPerApprovedImage} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Amount value={row.waste} />
      </Table.Td>
    </>
  );
}

/** The report: per cost centre, campaign and provider. */
export function MonthTable({ report }: { report: ReportContent }) {
  const t = useTranslations("periods");
  const tc = useTranslations("common");
  const name = (code: string, shown: string) => (code === "unassigned" ? tc("unassigned") : shown);
  const numbers = ["spend", "jobs", "unpriced", "images", "approved", "open", "cpi", "cpai", "waste"] as const;
  return (
    <section
      className={classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t("report")}
    >
      <Table className={classes.table} highlightOnHover stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {(["costCenter", "campaign", "provider"] as const).map((head) => (
              <Table.Th key={head} scope="col">
                {t(`head.${head}`)}
              </Table.Th>
            ))}
            {numbers.map((head) => (
              <Table.Th key={head} scope="col" className={classes.number}>
                {t(`head.${head}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.rows.map((row) => (
            <Table.Tr key={`${row.costCenter} ${row.campaign} ${row.provider}`}>
              <Table.Th scope="row">{name(row.costCenter, row.costCenterName)}</Table.Th>
              <Table.Td>{name(row.campaign, row.campaignName)}</Table.Td>
              <Table.Td>{row.provider}</Table.Td>
              <Figures row={row} />
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={3}>
              {t("total")}
            </Table.Th>
            <Figures row={report.total} />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </section>
  );
}
