"use client";

import { Button, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { decideImport } from "@/lib/intake/queries";
import { FIELDS, type ImportDetail, type Mapping } from "@/lib/intake/schema";
import { fieldOfColumn, tagField, withColumn } from "./mapping";
import { useStep } from "./use-import";

type FieldName = (typeof FIELDS)[keyof typeof FIELDS][number];
type Column = NonNullable<ImportDetail["file"]>["columns"][number];
type RowProps = { column: Column; detail: ImportDetail; mapping: Mapping; onChange: (mapping: Mapping) => void };

function useFieldOptions({ kind }: ImportDetail, column: string) {
  const t = useTranslations("imports");
  const fields: readonly FieldName[] = FIELDS[kind];
  const options = fields.map((field) => ({ value: field as string, label: t(`field.${field}`) }));
  const tag = tagField(column);
  return kind === "jobs" ? [...options, { value: tag, label: t("asTag", { key: tag.slice(4) }) }] : options;
}
function ColumnRow({ column, detail, mapping, onChange }: RowProps) {
  const t = useTranslations("imports");
  const options = useFieldOptions(detail, column.name);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} maw={220} style={{ overflowWrap: "anywhere" }}>
        {column.name}
      </Table.Th>
      <Table.Td maw={320}>
        <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
          {column.filled === 0 ? t("emptyColumn") : column.samples.join(" · ")}
        </Text>
      </Table.Td>
      <Table.Td miw={230}>
        <Select
          aria-label={`${t("meaning")}: ${column.name}`}
          placeholder={t("leaveOut")}
          data={options}
          value={fieldOfColumn(mapping, column.name)}
          onChange={(field) => onChange(withColumn(mapping, column.name, field))}
          searchable
          clearable
          openOnFocus={false}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** Which column is which field: guessed, with samples, to be corrected. */
export function ColumnsStep({ detail, onNext }: { detail: ImportDetail; onNext: () => void }) {
  const t = useTranslations("imports");
  const [mapping, setMapping] = useState<Mapping>(detail.mapping ?? {});
  const save = useStep((next: Mapping) => decideImport(detail.id, { mapping: next, decisions: detail.decisions }));
  return (
    <Stack>
      <div>
        <Title order={2}>{t("columnsTitle")}</Title>
        <Text size="sm" c="dimmed">
          {t("columnsHint")}
        </Text>
      </div>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="xs" aria-label={t("columnsTitle")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("inFile")}</Table.Th>
              <Table.Th>{t("samples")}</Table.Th>
              <Table.Th>{t("meaning")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {detail.file?.columns.map((column) => (
              <ColumnRow key={column.name} column={column} detail={detail} mapping={mapping} onChange={setMapping} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group>
        <Button loading={save.isPending} onClick={() => save.mutate(mapping, { onSuccess: onNext })}>
          {t("next")}
        </Button>
      </Group>
    </Stack>
  );
}
