"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { budgetsQuery } from "@/lib/budgets/queries";
import { BUDGET_SCOPES, type BudgetState } from "@/lib/budgets/schema";
import { BudgetDetails } from "./budget-details";
import { BudgetForm, type BudgetFormOpen } from "./budget-form";
import { BudgetRow } from "./budget-row";
import classes from "./budgets.module.css";

export function BudgetsPage() {
  const t = useTranslations("budgets");
  const mayWrite = useCan("budgets:write");
  const [form, setForm] = useState<BudgetFormOpen | null>(null);
  const add = () => setForm({ mode: "set", like: null });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayWrite ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
              {t("set")}
            </Button>
          ) : null
        }
      />
      <Budgets mayWrite={mayWrite} onForm={setForm} onAdd={add} />
      <BudgetForm open={form} onClose={() => setForm(null)} />
    </>
  );
}

type Props = { mayWrite: boolean; onForm: (open: BudgetFormOpen) => void; onAdd: () => void };

function Budgets({ mayWrite, onForm, onAdd }: Props) {
  const t = useTranslations("budgets");
  const [details, setDetails] = useState<BudgetState | null>(null);
  const asked = useQuery(budgetsQuery());
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={6} />
      </NotYet>
    );
  if (data.data.length === 0)
    return (
      <EmptyState
        title={t("empty")}
        hint={t("emptyHint")}
        action={mayWrite ? <Button onClick={onAdd}>{t("set")}</Button> : null}
      />
    );
  return (
    <Stack gap="lg">
      <NotRenewed of={asked} />
      {data.limitedTo ? <Text size="sm">{t("limited", { codes: data.limitedTo.join(", ") })}</Text> : null}
      {BUDGET_SCOPES.map((scope) => ({ scope, states: data.data.filter(({ budget }) => budget.scope === scope) }))
        .filter(({ states }) => states.length > 0)
        .map(({ scope, states }) => (
          <section key={scope} aria-labelledby={`budgets-${scope}`}>
            <Title order={2} id={`budgets-${scope}`} mb="xs">
              {t(`scope.${scope}`)}
            </Title>
            <div className={classes.rows}>
              {states.map((state) => (
                <BudgetRow
                  key={state.budget.id}
                  state={state}
                  mayWrite={mayWrite}
                  onOpen={() => setDetails(state)}
                  onChange={() => onForm({ mode: "set", like: state.budget })}
                  onEnd={() => onForm({ mode: "end", budget: state.budget })}
                />
              ))}
            </div>
          </section>
        ))}
      <BudgetDetails state={details} onClose={() => setDetails(null)} />
    </Stack>
  );
}
