"use client";

import { Stack, Table, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { Reason } from "@/lib/intake/schema";

/** Says a reason in the person's language; a reason without words of its own keeps the server's sentence. */
function useReasonWords() {
  const t = useTranslations("imports");
  const field = (path: string) => {
    const key = `field.${path}` as "field.cost";
    return path !== "" && t.has(key) ? t(key) : path;
  };
  const reason = ({ code, field: path, message }: Reason) => {
    const key = `reason.${code}` as "reason.REQUIRED";
    return t.has(key) ? t(key, { field: field(path) }) : message;
  };
  return { field, reason };
}

/** Why rows are refused, the most frequent reason first, with rows to look at. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const t = useTranslations("imports");
  const format = useFormat();
  const words = useReasonWords();
  if (reasons.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>{t("reasonsTitle")}</Title>
      <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="region" aria-label={t("reasonsTitle")}>
        <Table verticalSpacing="xs" aria-label={t("reasonsTitle")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("reasonColumn.reason")}</Table.Th>
              <Table.Th>{t("reasonColumn.field")}</Table.Th>
              <Table.Th ta="right">{t("reasonColumn.rows")}</Table.Th>
              <Table.Th>{t("reasonColumn.where")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reasons.map((reason) => (
              <Table.Tr key={`${reason.code} ${reason.field}`}>
                <Table.Td>{words.reason(reason)}</Table.Td>
                <Table.Td>{words.field(reason.field)}</Table.Td>
                <Table.Td ta="right">{format.count(reason.count)}</Table.Td>
                <Table.Td>{reason.rows.join(", ")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
