"use client";

import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { standingOf } from "@/lib/budgets/rules/standing";
import type { BudgetState } from "@/lib/budgets/schema";
import classes from "./budgets.module.css";

/** A bar that ends a little beyond the budget has room for what went over it. */
const ROOM = 1.25;

const within = (share: number) => `${Math.min(Math.max(share / ROOM, 0), 1) * 100}%`;

type Props = { state: BudgetState };

/** Spent, steps and the forecast's range on one line; the words beside it say the same. */
export function BudgetBar({ state }: Props) {
  const t = useTranslations("budgets");
  const format = useFormat();
  const { budget, period, forecast } = state;
  if (!period) return null;
  const available = Number(period.available);
  const share = Number(period.share);
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={t("bar", { name: budget.name, share: format.percent(period.share) })}
    >
      {forecast ? (
        <span
          className={classes.forecast}
          style={{
            left: within(Number(forecast.low) / available),
            right: `calc(100% - ${within(Number(forecast.high) / available)})`,
          }}
        />
      ) : null}
      <span className={classes.fill} data-standing={standingOf(state)} style={{ width: within(share) }} />
      {budget.steps.map((step) => (
        <span
          key={step}
          className={`${classes.tick} ${step === 100 ? classes.whole : ""}`}
          style={{ left: within(step / 100) }}
          title={t("step", { step })}
        />
      ))}
    </div>
  );
}
