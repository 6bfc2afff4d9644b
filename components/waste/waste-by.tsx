"use client";

import { Skeleton, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/common/amount";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { DimensionSelect } from "@/components/filters/dimension-select";
import { jobsHref } from "@/components/filters/jobs-link";
import type { Filter, Filters } from "@/components/filters/url";
import { AtLeast } from "@/components/kpi/at-least";
import { useLayerName } from "@/components/kpi/use-layer-name";
import { wasteQueryOptions } from "@/lib/kpi/queries";
import { CLASSES } from "@/lib/kpi/rules/vocabulary";
import type { WasteAnswer, WasteRow } from "@/lib/kpi/schema/waste";
import { type WasteScope, wasteQuestions, withoutTraining } from "./questions";
import classes from "./waste.module.css";

type RowProps = { name: string; row: WasteRow; scope: WasteScope; narrower: Partial<Filters> };

function Row({ name, row, scope, narrower }: RowProps) {
  const t = useTranslations("waste");
  const format = useFormat();
  const filters = withoutTraining({ ...scope.filters, ...narrower });
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td className={classes.number}>
        <AtLeast when={row.lowerBound}>
          <Amount value={row.spend} />
        </AtLeast>
      </Table.Td>
      <Table.Td className={classes.number}>
        <AtLeast when={row.lowerBound}>
          <Amount value={row.waste} />
        </AtLeast>
      </Table.Td>
      <Table.Td className={classes.number}>{format.percent(row.wasteShare)}</Table.Td>
      {CLASSES.map((id) => (
        <Table.Td key={id} className={classes.number}>
          {row.classes[id].jobs > 0 ? (
            <Link
              href={jobsHref({ ...scope, filters }, { waste: [id] })}
              className={classes.link}
              title={t("jobsAndImages", { jobs: row.classes[id].jobs, images: row.classes[id].images })}
            >
              <AtLeast when={row.lowerBound}>
                <Amount value={row.classes[id].spend} />
              </AtLeast>
            </Link>
          ) : (
            <span className={classes.quiet}>–</span>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Rows({ answer, scope }: { answer: WasteAnswer; scope: WasteScope }) {
  const t = useTranslations("waste");
  const tk = useTranslations("kpi");
  const nameOf = useLayerName(scope.by);
  const label = tk(`dimension.${scope.by}`);
  return (
    <section
      className={classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t("tableBy", { dimension: label })}
    >
      <Table className={classes.table} highlightOnHover stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{label}</Table.Th>
            {[tk("figure.spend"), tk("figure.waste"), t("share")].map((head) => (
              <Table.Th key={head} scope="col" className={classes.number}>
                {head}
              </Table.Th>
            ))}
            {CLASSES.map((id) => (
              <Table.Th key={id} scope="col" className={classes.number}>
                {t(`class.${id}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answer.groups.map((group) => {
            const code = group.key[scope.by] ?? null;
            const name = nameOf({ code, name: group.name?.[scope.by] ?? null, isOther: group.other === true });
            return (
              <Row key={code ?? "none"} name={name} row={group} scope={scope} narrower={{ [scope.by]: [code ?? ""] }} />
            );
          })}
        </Table.Tbody>
        <Table.Tfoot>
          <Row name={t("total")} row={answer.total} scope={scope} narrower={{}} />
        </Table.Tfoot>
      </Table>
    </section>
  );
}

/** The classes for each value of a dimension; every amount leads to its jobs. */
export function WasteBy({ scope, onBy }: { scope: WasteScope; onBy: (by: Filter) => void }) {
  const t = useTranslations("waste");
  const asked = useQuery(wasteQueryOptions(wasteQuestions(scope).groups));
  return (
    <section className={classes.panel} aria-labelledby="waste-by" aria-busy={asked.isPlaceholderData}>
      <header className={classes.header}>
        <h2 id="waste-by" className={classes.title}>
          {t("by")}
        </h2>
        <DimensionSelect label={t("breakdownBy")} value={scope.by} onChange={onBy} />
      </header>
      <Answered of={asked} loading={<Skeleton height={240} />}>
        {(answer) => <Rows key={scope.by} answer={answer} scope={scope} />}
      </Answered>
    </section>
  );
}
