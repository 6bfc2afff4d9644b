"use client";

import { List, Stack, Table, Text } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { writeAmount } from "@/components/common/parse-amount";
import { useFormat } from "@/components/common/use-format";
import type { CreditFunctionRow, CreditPoint } from "@/lib/credits/schema";
import { formulaText } from "./formula-text";

/** Everything a function says: its points, and its formula in words. */
export function FunctionDetails({ row }: { row: CreditFunctionRow }) {
  return (
    <Stack gap="sm" maw={720} pl="lg" pb="xs">
      {row.formula ? <Formula formula={row.formula} /> : null}
      {row.points.length > 0 ? <Points points={row.points} /> : null}
      {row.note ? (
        <Text size="sm" c="dimmed">
          {row.note}
        </Text>
      ) : null}
    </Stack>
  );
}

function Formula({ formula }: { formula: NonNullable<CreditFunctionRow["formula"]> }) {
  const t = useTranslations("credits.formulaWords");
  const locale = useLocale();
  const words = { image: t("image"), pixel: t("pixel"), stepPixel: t("stepPixel"), nothing: t("nothing") };
  const { sum, factors } = formulaText(formula, { ...words, write: (value) => writeAmount(value, locale) });
  return (
    <Stack gap={2}>
      <Text size="sm">{t("is", { sum })}</Text>
      {factors.length > 0 ? (
        <List size="sm">
          {factors.map((factor) => (
            <List.Item key={factor}>{factor}</List.Item>
          ))}
        </List>
      ) : null}
      <Text size="xs" c="dimmed">
        {t(formula.roundUp ? "whole" : "exact")}
      </Text>
    </Stack>
  );
}

const keyOf = (point: CreditPoint) => JSON.stringify(point);

function Points({ points }: { points: readonly CreditPoint[] }) {
  const t = useTranslations("credits");
  const format = useFormat();
  return (
    <Table fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("field.size")}</Table.Th>
          <Table.Th ta="right">{t("field.steps")}</Table.Th>
          <Table.Th ta="right">{t("field.images")}</Table.Th>
          <Table.Th>{t("field.modules")}</Table.Th>
          <Table.Th ta="right">{t("field.credits")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map((point) => (
          <Table.Tr key={keyOf(point)}>
            <Table.Td>{point.width === null ? t("any") : `${point.width} × ${point.height}`}</Table.Td>
            <Table.Td ta="right">{point.steps ?? t("any")}</Table.Td>
            <Table.Td ta="right">{point.images ?? t("any")}</Table.Td>
            <Table.Td>{point.modules.join(", ") || "–"}</Table.Td>
            <Table.Td ta="right">{format.quantity(point.credits)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
