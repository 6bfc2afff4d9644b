"use client";

import { ActionIcon, Anchor, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { budgetsKey, deleteBudget } from "@/lib/budgets/queries";
import type { BudgetState } from "@/lib/budgets/schema";
import { BudgetAmounts } from "./budget-amounts";
import classes from "./budgets.module.css";
import { StandingMark } from "./standing-mark";
import { usePeriodName } from "./use-amounts";
import { useBudgetProblem } from "./use-budget-problem";

type Props = {
  state: BudgetState;
  mayWrite: boolean;
  onOpen: () => void;
  onChange: () => void;
  onEnd: () => void;
};

export function BudgetRow({ state, mayWrite, onOpen, onChange, onEnd }: Props) {
  const t = useTranslations("budgets");
  const nameOf = usePeriodName();
  const { budget, period } = state;
  return (
    <article className={classes.row} aria-label={t("detailsOf", { name: budget.name })}>
      <div>
        <Anchor component="button" type="button" className={classes.name} onClick={onOpen} ta="start">
          {budget.name}
        </Anchor>
        <p className={classes.quiet}>
          {period ? nameOf(budget.period, period) : t(`period.${budget.period}`)}
          {budget.providerName ? ` · ${budget.providerName}` : ""}
        </p>
        <StandingMark state={state} />
      </div>
      <div className={classes.amounts}>
        <BudgetAmounts state={state} />
      </div>
      {mayWrite ? <RowMenu state={state} onOpen={onOpen} onChange={onChange} onEnd={onEnd} /> : <span />}
    </article>
  );
}

function RowMenu({ state: { budget }, onOpen, onChange, onEnd }: Omit<Props, "mayWrite">) {
  const t = useTranslations("budgets");
  const format = useFormat();
  const client = useQueryClient();
  const { say } = useBudgetProblem();

  async function remove() {
    const { name, firstDay } = budget;
    const body = t("removeBody", { name, firstDay: format.day(firstDay) });
    const question = { title: t("removeTitle"), body, confirmLabel: t("remove"), danger: true };
    if (!(await confirm(question))) return;
    try {
      await deleteBudget(budget.id);
      notifyDone(t("removed"));
    } catch (error) {
      notifyFailed(null, say(error));
    }
    await client.invalidateQueries({ queryKey: budgetsKey });
  }

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsFor", { name: budget.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onOpen}>{t("details")}</Menu.Item>
        <Menu.Item onClick={onChange}>{t("change")}</Menu.Item>
        {budget.period === "range" ? null : <Menu.Item onClick={onEnd}>{t("end")}</Menu.Item>}
        <Menu.Item color="red" onClick={() => void remove()}>
          {t("remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
