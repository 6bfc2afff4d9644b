"use client";

import { Paper, Stack, Table, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import styles from "@/components/prices/prices.module.css";
import { accuracyQuery } from "@/lib/credits/queries";
import type { Accuracy } from "@/lib/credits/schema";

/** Estimate against actual: how far today's functions are from what providers really charged. */
export function AccuracyTable() {
  const t = useTranslations("credits.accuracy");
  const format = useFormat();
  const asked = useQuery(accuracyQuery());
  const { data } = asked;
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2}>{t("title")}</Title>
        <Text size="sm" c="dimmed">
          {t("hint")}
          {data ? ` ${format.days(data.from, data.to)}.` : null}
        </Text>
        <Answered of={asked} loading={<Loading rows={3} />}>
          {({ rows }) => (rows.length === 0 ? <Text size="sm">{t("empty")}</Text> : <Rows rows={rows} />)}
        </Answered>
      </Stack>
    </Paper>
  );
}

function Rows({ rows }: { rows: Accuracy["rows"] }) {
  const t = useTranslations("credits.accuracy");
  const kinds = useTranslations("credits.kind");
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={520} mah={320}>
      <Table fz="sm" className={styles.table} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("model")}</Table.Th>
            <Table.Th ta="right">{t("charges")}</Table.Th>
            <Table.Th ta="right">{t("actual")}</Table.Th>
            <Table.Th ta="right">{t("estimated")}</Table.Th>
            <Table.Th ta="right">{t("deviation")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.provider}/${row.model}/${row.kind}`}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {row.model ?? t("noModel")}
                </Text>
                <Text size="xs" c="dimmed">
                  {row.provider} · {kinds(row.kind)}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                {format.count(row.charges)}
                {row.covered === row.charges ? null : (
                  <Text size="xs" c="dimmed">
                    {t("covered", { count: row.covered })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">{row.covered > 0 ? format.quantity(row.coveredActual) : "–"}</Table.Td>
              <Table.Td ta="right">{row.covered > 0 ? format.quantity(row.estimated) : "–"}</Table.Td>
              <Table.Td ta="right" className={styles.figure}>
                <Deviation value={row.deviation} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Sign, arrow and word: never colour alone. */
function Deviation({ value }: { value: string | null }) {
  const t = useTranslations("credits.accuracy");
  const format = useFormat();
  if (value === null) return <Text size="xs">{t("notCovered")}</Text>;
  if (!/[1-9]/.test(value)) return <Text size="sm">{t("same")}</Text>;
  const isLow = value.startsWith("-");
  const Arrow = isLow ? IconArrowDown : IconArrowUp;
  const share = format.percent(value.replace("-", ""));
  return (
    <Text size="sm" component="span">
      <Arrow size={14} aria-hidden style={{ verticalAlign: "text-bottom" }} /> {t(isLow ? "low" : "high", { share })}
    </Text>
  );
}
