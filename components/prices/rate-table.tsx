"use client";

import { ActionIcon, Button, Group, Table, VisuallyHidden } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { deleteFxRate, editFxRate, fxRatesQuery } from "@/lib/prices/queries";
import type { FxRate } from "@/lib/prices/schema";
import { CheckMark } from "./check-mark";
import styles from "./prices.module.css";
import { RateForm } from "./rate-form";
import { RemoveButton } from "./remove-button";
import { SourceNote } from "./source-note";

export function RateTable({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("prices");
  const mayWrite = useCan("prices:write");
  const asked = useQuery(fxRatesQuery());
  const { data } = asked;
  const [open, setOpen] = useState<FxRate | null>(null);
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  if (data.length === 0)
    return (
      <EmptyState
        title={t("rate.empty")}
        hint={t("rate.hint")}
        action={mayWrite ? <Button onClick={onAdd}>{t("add.rates")}</Button> : null}
      />
    );
  return (
    <>
      <NotRenewed of={asked} />
      <Table.ScrollContainer minWidth={720} className={styles.frame}>
        <Table verticalSpacing="xs" highlightOnHover className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("field.currency")}</Table.Th>
              <Table.Th>{t("rate.from")}</Table.Th>
              <Table.Th ta="right">{t("rate.rate")}</Table.Th>
              <Table.Th>{t("field.source")}</Table.Th>
              <Table.Th>{t("column.check")}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t("column.actions")}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((rate) => (
              <RateRow key={rate.id} rate={rate} mayWrite={mayWrite} onEdit={() => setOpen(rate)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <RateForm open={open} onClose={() => setOpen(null)} />
    </>
  );
}

function RateRow({ rate, mayWrite, onEdit }: { rate: FxRate; mayWrite: boolean; onEdit: () => void }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const name = `${rate.currency}, ${format.day(rate.firstDay)}`;
  return (
    <Table.Tr>
      <Table.Td className={styles.first} fw={600}>
        {rate.currency} → {rate.to}
      </Table.Td>
      <Table.Td>{format.day(rate.firstDay)}</Table.Td>
      <Table.Td ta="right" className={styles.figure}>
        1 {rate.currency} = {format.money(rate.rate, { currency: rate.to, full: true })}
      </Table.Td>
      <Table.Td maw={260}>
        <SourceNote source={rate.source} note={rate.note} author={rate.author} />
      </Table.Td>
      <Table.Td>
        <CheckMark row={rate} onChecked={() => editFxRate({ id: rate.id, checkBeforeUse: false })} />
      </Table.Td>
      <Table.Td>
        {mayWrite ? (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            {rate.used ? null : (
              <ActionIcon variant="subtle" color="gray" aria-label={t("changeName", { name })} onClick={onEdit}>
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
            )}
            <RemoveButton name={name} used={rate.used} remove={() => deleteFxRate(rate.id)} />
          </Group>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
