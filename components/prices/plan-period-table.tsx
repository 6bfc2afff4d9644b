"use client";

import { Button, Table, Text, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { deletePlanPeriod, planPeriodsQuery } from "@/lib/prices/queries";
import type { PlanPeriod } from "@/lib/prices/schema";
import styles from "./prices.module.css";
import { RemoveButton } from "./remove-button";
import { SourceNote } from "./source-note";

export function PlanPeriodTable({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations("prices");
  const mayWrite = useCan("prices:write");
  const asked = useQuery(planPeriodsQuery());
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  if (data.length === 0)
    return (
      <EmptyState
        title={t("plan.empty")}
        hint={t("plan.hint")}
        action={mayWrite ? <Button onClick={onAdd}>{t("add.plans")}</Button> : null}
      />
    );
  return (
    <>
      <NotRenewed of={asked} />
      <Table.ScrollContainer minWidth={900} className={styles.frame}>
        <Table verticalSpacing="xs" highlightOnHover className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("field.wallet")}</Table.Th>
              <Table.Th>{t("column.valid")}</Table.Th>
              <Table.Th ta="right">{t("plan.fee")}</Table.Th>
              <Table.Th ta="right">{t("plan.credits")}</Table.Th>
              <Table.Th ta="right">{t("plan.perCredit")}</Table.Th>
              <Table.Th>{t("plan.rollOver")}</Table.Th>
              <Table.Th>{t("field.source")}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t("column.actions")}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((period) => (
              <PeriodRow key={period.id} period={period} mayWrite={mayWrite} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function PeriodRow({ period, mayWrite }: { period: PlanPeriod; mayWrite: boolean }) {
  const t = useTranslations("prices");
  const format = useFormat();
  const { currency } = period;
  return (
    <Table.Tr>
      <Table.Td className={styles.first}>
        <Text size="sm" fw={600}>
          {period.name}
        </Text>
        <Text size="xs" c="dimmed">
          {period.wallet}
        </Text>
      </Table.Td>
      <Table.Td>{format.days(period.firstDay, period.lastDay)}</Table.Td>
      <Table.Td ta="right" className={styles.figure}>
        {format.money(period.fee, { currency })}
        {period.discount === "0" ? null : (
          <Text size="xs" c="dimmed">
            − {format.money(period.discount, { currency })}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className={styles.figure}>
        {format.quantity(period.includedCredits)}
        {period.bonusCredits === "0" ? null : (
          <Text size="xs" c="dimmed">
            + {format.quantity(period.bonusCredits)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className={styles.figure} fw={600}>
        {format.money(period.pricePerCredit, { currency, full: true })}
      </Table.Td>
      <Table.Td>{t(`rollOver.${period.rollOver}`)}</Table.Td>
      <Table.Td maw={220}>
        <SourceNote source={period.source} note={period.note} author={period.author} />
      </Table.Td>
      <Table.Td ta="right">
        {mayWrite ? (
          <RemoveButton name={period.name} used={period.used} remove={() => deletePlanPeriod(period.id)} />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
