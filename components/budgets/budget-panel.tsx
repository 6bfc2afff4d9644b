"use client";

import { Anchor, Button, Paper, Skeleton, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { budgetsQuery } from "@/lib/budgets/queries";
import type { Budget, BudgetState } from "@/lib/budgets/schema";
import { BudgetAmounts } from "./budget-amounts";
import type { BudgetFormOpen } from "./budget-form";
import classes from "./budgets.module.css";
import { BurnDownChart } from "./burn-down-chart";
import { StandingMark } from "./standing-mark";
import { usePeriodName } from "./use-amounts";

/** Asked for by few, and not at once. */
const BudgetForm = dynamic(() => import("./budget-form").then(({ BudgetForm: Form }) => Form), { ssr: false });

type Place = Pick<Budget, "scope" | "code">;

function One({ state }: { state: BudgetState }) {
  const t = useTranslations("budgets");
  const nameOf = usePeriodName();
  const { budget, period } = state;
  return (
    <article className={classes.one} aria-label={t("detailsOf", { name: budget.name })}>
      <div className={classes.oneAmounts}>
        <div className={classes.oneHead}>
          <Text fw={600} size="sm">
            {period ? nameOf(budget.period, period) : t(`period.${budget.period}`)}
            {budget.providerName ? ` · ${budget.providerName}` : ""}
          </Text>
          <StandingMark state={state} />
        </div>
        <BudgetAmounts state={state} />
      </div>
      {period ? <BurnDownChart id={budget.id} /> : null}
    </article>
  );
}

/** Whether and how one may be set: a quiet line, because many do without. */
function None({ onSet }: { onSet: (() => void) | null }) {
  const t = useTranslations("budgets");
  return (
    <div className={classes.oneHead}>
      <Text size="sm" c="dimmed">
        {t(onSet ? "noneHint" : "none")}
      </Text>
      {onSet ? (
        <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onSet}>
          {t("set")}
        </Button>
      ) : null}
    </div>
  );
}

/** Every budget in force of a campaign or cost centre: spent, left, where the period is heading, and its course. */
export function BudgetPanel({ scope, code }: Place) {
  const t = useTranslations("budgets");
  const mayWrite = useCan("budgets:write");
  const [form, setForm] = useState<BudgetFormOpen | null>(null);
  const asked = useQuery(budgetsQuery({ [scope]: code }));
  const { data } = asked;
  const set = () => setForm({ mode: "set", like: null, of: { scope, code } });
  if (!data)
    return (
      <NotYet of={asked}>
        <Skeleton height={88} radius="md" mb="md" />
      </NotYet>
    );
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-labelledby="budgets-of">
      <div className={classes.oneHead}>
        <Title order={2} size="h3" id="budgets-of">
          {t("panel", { count: data.data.length })}
        </Title>
        <Anchor component={Link} href={"/budgets" as Route} size="sm">
          {t("manage")}
        </Anchor>
      </div>
      <NotRenewed of={asked} />
      {data.data.length === 0 ? <None onSet={mayWrite ? set : null} /> : null}
      {data.data.map((state) => (
        <One key={state.budget.id} state={state} />
      ))}
      {form ? <BudgetForm open={form} onClose={() => setForm(null)} /> : null}
    </Paper>
  );
}
