"use client";

import {
  Button,
  Group,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { Fragment, useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { CheckMark } from "@/components/prices/check-mark";
import styles from "@/components/prices/prices.module.css";
import { SourceNote } from "@/components/prices/source-note";
import { dayIn } from "@/lib/core/period";
import { creditFunctionsQuery, creditsKey, editCreditFunction } from "@/lib/credits/queries";
import { ANY_MODEL, CREDIT_KINDS, type CreditFunctionRow } from "@/lib/credits/schema";
import { FunctionDetails } from "./function-details";
import { FunctionForm, type FunctionFormOpen } from "./function-form";
import { FunctionMenu } from "./function-menu";

type Filter = { text: string; kind: string | null };

const matches = ({ text, kind }: Filter, row: CreditFunctionRow) =>
  (!kind || row.kind === kind) && `${row.providerName} ${row.model}`.toLowerCase().includes(text.trim().toLowerCase());

export function FunctionTable({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("credits");
  const mayWrite = useCan("prices:write");
  const asked = useQuery(creditFunctionsQuery());
  const { data } = asked;
  const [filter, setFilter] = useState<Filter>({ text: "", kind: null });
  const [open, setOpen] = useState<FunctionFormOpen | null>(null);
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={8} />
      </NotYet>
    );
  if (data.length === 0)
    return (
      <EmptyState
        title={t("empty")}
        hint={t("emptyHint")}
        action={mayWrite ? <Button onClick={onAdd}>{t("add")}</Button> : null}
      />
    );
  const rows = data
    .filter((row) => matches(filter, row))
    .sort(
      (a, b) => a.model.localeCompare(b.model) || a.kind.localeCompare(b.kind) || (a.firstDay < b.firstDay ? 1 : -1),
    );
  return (
    <Stack gap="sm">
      <NotRenewed of={asked} />
      <Title order={2}>{t("functions")}</Title>
      <Filters value={filter} onChange={setFilter} />
      {rows.length > 0 ? (
        <Table.ScrollContainer minWidth={960} className={styles.frame}>
          <Table verticalSpacing="xs" highlightOnHover className={styles.table}>
            <Head />
            <Table.Tbody>
              {rows.map((row) => (
                <FunctionRow key={row.id} row={row} onOpen={setOpen} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <EmptyState title={t("nothing")} hint={t("nothingHint")} />
      )}
      <FunctionForm open={open} onClose={() => setOpen(null)} />
    </Stack>
  );
}

function Filters({ value, onChange }: { value: Filter; onChange: (filter: Filter) => void }) {
  const t = useTranslations("credits");
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label={t("search")}
        type="search"
        value={value.text}
        onChange={({ currentTarget }) => onChange({ ...value, text: currentTarget.value })}
        w={{ base: "100%", xs: 240 }}
      />
      <Select
        label={t("field.kind")}
        placeholder={t("anyKind")}
        data={CREDIT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind })}
        clearable
        className={styles.filter}
      />
    </Group>
  );
}

function Head() {
  const t = useTranslations("credits");
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t("field.model")}</Table.Th>
        <Table.Th>{t("field.provider")}</Table.Th>
        <Table.Th>{t("field.kind")}</Table.Th>
        <Table.Th>{t("column.says")}</Table.Th>
        <Table.Th ta="right">{t("column.band")}</Table.Th>
        <Table.Th>{t("column.valid")}</Table.Th>
        <Table.Th>{t("field.source")}</Table.Th>
        <Table.Th>{t("column.check")}</Table.Th>
        <Table.Th>
          <VisuallyHidden>{t("column.actions")}</VisuallyHidden>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

function FunctionRow({ row, onOpen }: { row: CreditFunctionRow; onOpen: (open: FunctionFormOpen) => void }) {
  const t = useTranslations("credits");
  const format = useFormat();
  const client = useQueryClient();
  const mayWrite = useCan("prices:write");
  const today = dayIn(useTimeZone() ?? "UTC", new Date());
  const [unfolded, setUnfolded] = useState(false);
  const Chevron = unfolded ? IconChevronDown : IconChevronRight;
  const over = row.lastDay !== null && row.lastDay < today;
  return (
    <Fragment>
      <Table.Tr className={over ? styles.older : undefined}>
        <Table.Td className={styles.first}>
          <Text size="sm" fw={over ? 400 : 600}>
            {row.model === ANY_MODEL ? t("anyModel") : row.model}
          </Text>
          <UnstyledButton onClick={() => setUnfolded(!unfolded)} aria-expanded={unfolded} className={styles.history}>
            <Chevron size={14} aria-hidden /> {t(unfolded ? "fold" : "unfold")}
          </UnstyledButton>
        </Table.Td>
        <Table.Td>{row.providerName}</Table.Td>
        <Table.Td>{t(`kind.${row.kind}`)}</Table.Td>
        <Table.Td className={styles.figure}>
          {row.points.length > 0 ? <Text size="sm">{t("points", { count: row.points.length })}</Text> : null}
          {row.formula ? <Text size="sm">{t("formula")}</Text> : null}
        </Table.Td>
        <Table.Td ta="right" className={styles.figure}>
          ± {format.percent(row.errorBand)}
        </Table.Td>
        <Table.Td>
          <Text size="sm" className={row.lastDay ? undefined : styles.figure}>
            {row.lastDay ? format.days(row.firstDay, row.lastDay) : t("validFrom", { day: format.day(row.firstDay) })}
          </Text>
        </Table.Td>
        <Table.Td maw={220}>
          <SourceNote source={row.source} note={row.note} author={row.author} />
        </Table.Td>
        <Table.Td>
          <CheckMark
            row={row}
            onChecked={() => editCreditFunction({ id: row.id, checkBeforeUse: false })}
            refresh={() => client.invalidateQueries({ queryKey: creditsKey })}
          />
        </Table.Td>
        <Table.Td ta="right">{mayWrite ? <FunctionMenu row={row} onOpen={onOpen} /> : null}</Table.Td>
      </Table.Tr>
      {unfolded ? (
        <Table.Tr className={styles.older}>
          <Table.Td colSpan={9}>
            <FunctionDetails row={row} />
          </Table.Td>
        </Table.Tr>
      ) : null}
    </Fragment>
  );
}
