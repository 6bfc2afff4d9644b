"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { limitsOf } from "@/lib/alerts/rules/rule";
import type { Alert } from "@/lib/alerts/schema";
import { AlertActions } from "./alert-actions";
import { AlertFlags, AlertState } from "./alert-state";
import classes from "./alerts.module.css";
import { useAlertWords } from "./use-alert-words";

/** The value that counts: what is certain already, where the figure itself cannot be judged. */
export const shownValue = ({ atLeast, sample }: Pick<Alert, "atLeast" | "sample">) =>
  atLeast ? (sample.best ?? sample.value) : sample.value;

export function reachedLimit({ rule, scope, sample, severity }: Alert): string | null {
  const { warning, critical } = limitsOf(rule, scope.step, sample);
  return severity === "critical" ? (critical ?? warning) : (warning ?? critical);
}

/** One alert: what, how much against which line, since when, and what one can do. */
export function AlertRow({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const format = useFormat();
  const { rule, scope, severity, acknowledged, sample, firedAt } = alert;
  const value = words.value(rule, shownValue(alert));
  return (
    <li className={classes.row} data-tone={severity ?? undefined}>
      <div className={classes.subject}>
        <AlertState {...alert} />
        <Link href={`/alerts/${alert.id}` as Route} className={classes.name}>
          {words.figure(rule)}, {words.scope(scope)}
        </Link>
        <span className={classes.quiet}>{rule.name}</span>
        <AlertFlags alert={alert} />
      </div>
      <div className={classes.figure}>
        <b>{alert.atLeast ? t("message.atLeast", { value }) : value}</b>
        <span className={classes.quiet}>
          {t("now.against", { threshold: words.value(rule, reachedLimit(alert)) })}
          {sample.atStake && Number(sample.atStake) > 0
            ? ` · ${t("now.atStake", { money: format.money(sample.atStake) })}`
            : ""}
        </span>
      </div>
      <div className={`${classes.quiet} since`}>
        {firedAt ? t("now.since", { at: format.dateTime(firedAt) }) : null}
        {acknowledged ? <div>{t("now.takenBy", { name: acknowledged.by ?? t("someone") })}</div> : null}
      </div>
      <div className={classes.actions} data-below>
        <AlertActions alert={alert} />
      </div>
    </li>
  );
}
