"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import type { BudgetState } from "@/lib/budgets/schema";
import { BudgetBar } from "./budget-bar";
import classes from "./budgets.module.css";
import { useAmounts } from "./use-amounts";

/** What is spent of what may be spent, what is left, and where the period is heading. */
export function BudgetAmounts({ state }: { state: BudgetState }) {
  const t = useTranslations("budgets");
  const format = useFormat();
  const amount = useAmounts(state.budget);
  const { budget, period, forecast, noForecast } = state;
  if (!period) {
    const from = noForecast === "NOT_BEGUN" ? format.day(budget.firstDay) : "none";
    return <p className={classes.quiet}>{t("notRunning", { from })}</p>;
  }
  const isOver = period.left.startsWith("-");
  return (
    <div>
      <p className={classes.figures}>
        <span className={classes.spent}>
          {period.lowerBound ? `${t("atLeast")} ` : ""}
          {t("spentOf", { spent: amount(period.spent), available: amount(period.available) })}
        </span>
        <span>
          {isOver ? t("overBy", { amount: amount(period.left.slice(1)) }) : t("left", { left: amount(period.left) })}
          {" · "}
          {format.percent(period.share)}
        </span>
      </p>
      <BudgetBar state={state} />
      <div className={classes.notes}>
        {forecast ? (
          <p className={classes.quiet}>
            {t("forecast", {
              expected: amount(forecast.expected),
              low: amount(forecast.low),
              high: amount(forecast.high),
              share: format.percent(forecast.share, 0),
            })}
          </p>
        ) : null}
        {noForecast ? <p className={classes.quiet}>{t(`noForecast.${noForecast}`)}</p> : null}
        {period.carried === "0" ? null : (
          <p className={classes.quiet}>{t("carried", { amount: amount(period.carried) })}</p>
        )}
        {period.lowerBound ? <p className={classes.quiet}>{t("unpriced", { count: period.unpricedJobs })}</p> : null}
      </div>
    </div>
  );
}
