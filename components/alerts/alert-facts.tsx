"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/components/common/use-format";
import { limitsOf, watchOf } from "@/lib/alerts/rules/rule";
import type { Alert } from "@/lib/alerts/schema";
import { Exact } from "@/lib/core/amount";
import { reachedLimit, shownValue } from "./alert-row";
import classes from "./alerts.module.css";
import { useAlertWords } from "./use-alert-words";

type Fact = { name: FactName; text: ReactNode; also?: ReactNode };
type FactName = "value" | "threshold" | "difference" | "since" | "window" | "atStake" | "sample" | "evaluated";

/** What was measured, against which line. */
function useMeasure({ rule, scope, sample, ...alert }: Alert): Fact[] {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const { warning, critical } = limitsOf(rule, scope.step, sample);
  const value = shownValue({ ...alert, sample });
  const limit = reachedLimit({ rule, scope, sample, ...alert });
  const gap = value !== null && limit !== null ? new Exact(value).minus(limit) : null;
  const shown = words.value(rule, value);
  const hasBoth = warning !== null && critical !== null;
  return [
    {
      name: "value",
      text: alert.atLeast ? t("message.atLeast", { value: shown }) : shown,
      also: words.parts(rule, sample),
    },
    {
      name: "threshold",
      text: words.value(rule, limit),
      also: hasBoth
        ? t(limit === critical ? "one.warningFrom" : "one.criticalFrom", {
            value: words.value(rule, limit === critical ? warning : critical),
          })
        : null,
    },
    {
      name: "difference",
      text: gap ? `${gap.isNegative() ? "−" : "+"}${words.value(rule, gap.abs().toFixed())}` : "–",
    },
  ];
}

/** When, out of how much, and for how much money. */
function useGround({ sample, firedAt, since, evaluatedAt }: Alert): Fact[] {
  const t = useTranslations("alerts");
  const format = useFormat();
  const { counts, from, to, guard, atStake } = sample;
  const days = from && to ? { text: format.days(from, to), also: t("one.wholeDays") } : { text: t("one.now") };
  return [
    { name: "since", text: format.dateTime(firedAt ?? since), also: firedAt ? null : t("one.stateSince") },
    { name: "window", ...days },
    { name: "atStake", text: format.money(atStake), also: t("one.atStakeHint") },
    { name: "sample", text: counts ? t("message.counts", counts) : "–" },
    { name: "evaluated", text: format.dateTime(evaluatedAt), also: guard ? t(`guard.${guard}`) : null },
  ];
}

/** Everything that a decision needs: value and what it is made of, line, distance, sample, days, money. */
export function AlertFacts({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const format = useFormat();
  const facts = [...useMeasure(alert), ...useGround(alert)];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(({ name, text, also }) => (
          <div key={name} data-wide={name === "sample" || undefined}>
            <dt>{t(`one.fact.${name}`)}</dt>
            <dd>
              {text}
              {also ? <small>{also}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
      {alert.staleSince ? (
        <p className={classes.quiet}>
          {t("one.stale", { at: format.dateTime(alert.staleSince), days: watchOf(alert.rule).holdForDays })}
        </p>
      ) : null}
    </>
  );
}
