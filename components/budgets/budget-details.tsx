"use client";

import { Drawer, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { budgetHistoryQuery } from "@/lib/budgets/queries";
import type { Budget, BudgetState } from "@/lib/budgets/schema";
import { BudgetAmounts } from "./budget-amounts";
import { BurnDownChart } from "./burn-down-chart";
import { StandingMark } from "./standing-mark";
import { useAmounts, usePeriodName } from "./use-amounts";

type Props = { state: BudgetState | null; onClose: () => void };

/** One budget: this period day by day, and every period before it. */
export function BudgetDetails({ state, onClose }: Props) {
  const t = useTranslations("budgets");
  const common = useTranslations("common");
  return (
    <Drawer
      opened={state !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={state ? t("detailsOf", { name: state.budget.name }) : ""}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {state ? (
        <Stack gap="lg">
          <div>
            <StandingMark state={state} />
            <BudgetAmounts state={state} />
          </div>
          <BurnDownChart id={state.budget.id} />
          <History budget={state.budget} />
        </Stack>
      ) : null}
    </Drawer>
  );
}

function History({ budget }: { budget: Budget }) {
  const t = useTranslations("budgets");
  const format = useFormat();
  const amount = useAmounts(budget);
  const nameOf = usePeriodName();
  const asked = useQuery(budgetHistoryQuery(budget.id));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  if (data.data.length === 0) return null;
  return (
    <>
      <NotRenewed of={asked} />
      <section aria-labelledby="budget-history">
        <Title order={3} id="budget-history" mb="xs">
          {t("history")}
        </Title>
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("column.period")}</Table.Th>
                <Table.Th ta="right">{t("column.available")}</Table.Th>
                <Table.Th ta="right">{t("column.spent")}</Table.Th>
                <Table.Th ta="right">{t("column.left")}</Table.Th>
                <Table.Th ta="right">{t("column.share")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.data.map((period) => (
                <Table.Tr key={period.from}>
                  <Table.Th scope="row">{nameOf(budget.period, period)}</Table.Th>
                  <Table.Td ta="right">{amount(period.available)}</Table.Td>
                  <Table.Td ta="right">
                    {period.lowerBound ? "≥ " : ""}
                    {amount(period.spent)}
                  </Table.Td>
                  <Table.Td ta="right">{amount(period.left)}</Table.Td>
                  <Table.Td ta="right">{format.percent(period.share)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {data.data.some(({ carried }) => carried !== "0") ? (
          <Text size="xs" c="dimmed">
            {t("historyFoot")}
          </Text>
        ) : null}
      </section>
    </>
  );
}
