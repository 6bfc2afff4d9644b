"use client";

import { Alert, Stack, Table, Text } from "@mantine/core";
import { IconCalendarDue } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { MENDED_FIELDS, type MendedField, type MendPreview, type Move } from "@/lib/jobs/schema/mend";
import classes from "./jobs.module.css";

function MovesOf({ field, moves, currency }: { field: MendedField; moves: readonly Move[]; currency: string }) {
  const t = useTranslations("jobs.mend");
  const tj = useTranslations("jobs");
  const format = useFormat();
  const amount = (value: string, jobs: number) => (
    <>
      {format.money(value, { currency })}
      <div className={classes.quiet}>{t("jobs", { count: jobs })}</div>
    </>
  );
  const title = field === "costCenter" ? t("costCenter") : tj(`field.${field}`);
  return (
    <Table verticalSpacing={4} fz="sm" className={classes.moves}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{title}</Table.Th>
          <Table.Th scope="col" className={classes.number}>
            {t("before")}
          </Table.Th>
          <Table.Th scope="col" className={classes.number}>
            {t("after")}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {moves.map((move, at) => (
          <Table.Tr key={`${move.code ?? ""}/${at.toString()}`}>
            <Table.Th scope="row" fw={400}>
              {move.code === null
                ? t("withoutMotif")
                : move.code === "unassigned"
                  ? tj("list.unassigned")
                  : (move.name ?? move.code)}
            </Table.Th>
            <Table.Td className={classes.number}>{amount(move.before, move.jobsBefore)}</Table.Td>
            <Table.Td className={classes.number}>{amount(move.after, move.jobsAfter)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What a correction of many jobs moves from where to where. */
export function MendMoves({ preview }: { preview: MendPreview }) {
  const t = useTranslations("jobs.mend");
  const format = useFormat();
  const { jobs, unchanged, skipped, cost, currency, unpriced, moves, bookedLater } = preview;
  const money = (value: string) => format.money(value, { currency });
  return (
    <Stack gap="md" component="section" aria-label={t("preview")}>
      <Stack gap={4}>
        <Text fw={600}>{jobs === 0 ? t("nothing") : t("moves", { count: jobs, cost: money(cost) })}</Text>
        {jobs > 0 ? (
          <Text size="sm" c="dimmed">
            {t("onlyMoves")}
          </Text>
        ) : null}
        {unpriced > 0 ? <Text size="sm">{t("unpriced", { count: unpriced })}</Text> : null}
        {unchanged > 0 ? <Text size="sm">{t("unchanged", { count: unchanged })}</Text> : null}
        {skipped.map(({ code, jobs: count }) => (
          <Text key={code} size="sm">
            {t(`skipped.${code}`, { count })}
          </Text>
        ))}
      </Stack>
      {MENDED_FIELDS.map((field) => {
        const own = moves.filter(({ dimension }) => dimension === field);
        return own.length > 0 ? <MovesOf key={field} field={field} moves={own} currency={currency} /> : null;
      })}
      {bookedLater.jobs > 0 ? (
        <Alert color="gray" variant="light" icon={<IconCalendarDue aria-hidden />} title={t("laterTitle")}>
          {t("later", {
            ...{ count: bookedLater.jobs, cost: money(bookedLater.cost) },
            months: bookedLater.months.map((month) => format.month(month)).join(", "),
          })}
        </Alert>
      ) : null}
    </Stack>
  );
}
