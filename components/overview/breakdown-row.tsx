"use client";

import { Table, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { Amount } from "@/components/common/amount";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { jobsHref } from "@/components/filters/jobs-link";
import type { Filter, Filters } from "@/components/filters/url";
import { AtLeast } from "@/components/kpi/at-least";
import { PageArrow } from "@/components/kpi/page-link";
import { useReason } from "@/components/kpi/use-reason";
import { missingReason, type PartialRow, shareOf } from "@/lib/kpi/chart";
import classes from "./panels.module.css";
import type { OverviewScope } from "./questions";

type Props = {
  row: PartialRow;
  total: PartialRow;
  name: string;
  scope: OverviewScope;
  narrower: Partial<Filters>;
  /** What the row is, for the way to its page; the foot has none. */
  of?: { dimension: Filter; code: string | null };
  /** Missing for the foot, which filters by nothing. */
  onChoose?: () => void;
};

type RatioColumn = "costPerImage" | "costPerApprovedImage" | "costPerVariation";

function RatioCell({ row, field }: { row: PartialRow; field: RatioColumn }) {
  const reasonIn = useReason();
  const value = row[field] ?? null;
  if (value !== null)
    return (
      <AtLeast when={row.lowerBound ?? false}>
        <Amount value={value} />
      </AtLeast>
    );
  const { jobs = 0, images = 0, decided = 0, superseded = 0, nullReasons = {} } = row;
  const counts = { jobs, images, decided, superseded, nullReasons };
  const words = reasonIn(missingReason(counts, field), counts);
  return (
    <span className={classes.quiet} title={words}>
      <span aria-hidden>–</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

function SumCell({ row, value }: { row: PartialRow; value: string | undefined }) {
  const t = useTranslations("overview");
  if ((row.jobs ?? 0) > 0 && row.unpricedJobs === row.jobs)
    return <span className={classes.quiet}>{t("noPrice")}</span>;
  return (
    <AtLeast when={row.lowerBound ?? false}>
      <Amount value={value ?? null} />
    </AtLeast>
  );
}

/** Links, buttons and marked text keep their own click. */
function isOwnClick(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest("a, button") === null && window.getSelection()?.toString() === "";
}

export function BreakdownRow({ row, total, name, scope, narrower, of, onChoose }: Props) {
  const t = useTranslations("overview");
  const tk = useTranslations("kpi");
  const format = useFormat();
  return (
    <Table.Tr
      className={onChoose ? classes.choosable : undefined}
      onClick={(event) => (isOwnClick(event) ? onChoose?.() : undefined)}
    >
      <Table.Th scope="row">
        {onChoose ? (
          <UnstyledButton className={classes.rowName} onClick={onChoose} title={t("filterBy", { name })}>
            {name}
          </UnstyledButton>
        ) : (
          name
        )}
        {of ? <PageArrow {...of} name={name} /> : null}
      </Table.Th>
      <Table.Td className={classes.number}>
        <SumCell row={row} value={row.spend} />
      </Table.Td>
      <Table.Td className={classes.number}>{format.percent(shareOf(row.spend ?? "0", total.spend ?? "0"))}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.images ?? 0)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.approved ?? 0)}</Table.Td>
      <Table.Td className={classes.number}>
        <RatioCell row={row} field="costPerImage" />
      </Table.Td>
      <Table.Td className={classes.number}>
        <RatioCell row={row} field="costPerApprovedImage" />
      </Table.Td>
      <Table.Td className={classes.number}>
        <RatioCell row={row} field="costPerVariation" />
      </Table.Td>
      <Table.Td className={classes.number}>
        <SumCell row={row} value={row.waste?.total} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Link href={jobsHref(scope, narrower)} className={classes.jobs}>
          <VisuallyHidden>{tk("openJobs", { figure: name })}: </VisuallyHidden>
          {format.count(row.jobs ?? 0)}
        </Link>
      </Table.Td>
    </Table.Tr>
  );
}
