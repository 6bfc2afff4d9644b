"use client";

import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { AtLeast } from "@/components/kpi/at-least";
import { periodsQuery } from "@/lib/periods/queries";
import type { Period } from "@/lib/periods/schema";
import classes from "./months.module.css";
import { MonthSettings } from "./settings";
import { Signed } from "./signed";
import { MonthState } from "./state";

function Row({ period }: { period: Period }) {
  const t = useTranslations("periods");
  const format = useFormat();
  const { month, state, closing } = period;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link href={`/months/${month}` as Route} className={classes.month}>
          {format.month(`${month}-01`)}
        </Link>
      </Table.Th>
      <Table.Td>
        <MonthState state={state} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <AtLeast when={period.unpricedJobs > 0}>
          <Amount value={period.spend} />
        </AtLeast>
      </Table.Td>
      <Table.Td className={classes.number}>
        {closing ? <Amount value={closing.spend} /> : <span className={classes.quiet}>–</span>}
      </Table.Td>
      <Table.Td className={classes.number}>
        {closing && closing.bookedLater.entries > 0 ? (
          <>
            <Signed value={closing.bookedLater.amount} />{" "}
            <span className={classes.quiet}>{t("entries", { count: closing.bookedLater.entries })}</span>
          </>
        ) : (
          <span className={classes.quiet}>–</span>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{format.count(period.jobs)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(period.unpricedJobs)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(period.openImages)}</Table.Td>
      <Table.Td>
        <span className={classes.quiet}>
          {closing ? t("closedOn", { day: format.dateTime(closing.asOf), by: closing.by ?? t("system") }) : null}
          {state === "closing" && period.closesOn ? t("graceUntil", { day: format.day(period.closesOn) }) : null}
        </span>
      </Table.Td>
    </Table.Tr>
  );
}

function MonthTable({ data }: { data: Period[] }) {
  const t = useTranslations("periods");
  const numbers = ["spend", "atClosing", "bookedLater", "jobs", "unpriced", "open"] as const;
  return (
    <section className={classes.panel}>
      <section
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("title")}
      >
        <Table className={classes.table} highlightOnHover stickyHeader verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("month")}</Table.Th>
              <Table.Th scope="col">{t("stateHead")}</Table.Th>
              {numbers.map((name) => (
                <Table.Th key={name} scope="col" className={classes.number}>
                  {t(`head.${name}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col">{t("note")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((period) => (
              <Row key={period.month} period={period} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}

/** Every month with its state, what it said when it was closed, and what was booked later. */
export function Months() {
  const t = useTranslations("periods");
  const mayClose = useCan("periods:close");
  const asked = useQuery(periodsQuery());
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={mayClose && asked.data ? <MonthSettings settings={asked.data.settings} /> : null}
      />
      <Answered of={asked} loading={<Loading rows={10} />}>
        {({ data }) =>
          data.length === 0 ? <EmptyState title={t("empty")} hint={t("emptyHint")} /> : <MonthTable data={data} />
        }
      </Answered>
    </>
  );
}
