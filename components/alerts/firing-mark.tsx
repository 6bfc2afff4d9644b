"use client";

import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { Shade } from "@/components/charts/drawn";
import { Link } from "@/components/common/link";
import { useMe } from "@/components/common/me-context";
import { useToday } from "@/components/filters/use-kpi-filter";
import { daysOfInterval, isAbout } from "@/lib/alerts/chart";
import { firingQuery, intervalsQuery } from "@/lib/alerts/queries";
import { placeOf } from "@/lib/alerts/rules/place";
import type { Alert } from "@/lib/alerts/schema";
import type { Days } from "@/lib/core/period";
import classes from "./alerts.module.css";
import { useAlertWords } from "./use-alert-words";

type Filters = Parameters<typeof isAbout>[1]["filters"];

/** What fires now, the most severe first. */
function useFiring(fits: (alert: Alert) => boolean): Alert[] {
  const { data } = useQuery(firingQuery());
  return (data?.data ?? []).filter(fits);
}

function Mark({ alerts, label }: { alerts: readonly Alert[]; label: string }) {
  const t = useTranslations("alerts");
  const [first, ...more] = alerts;
  if (!first) return null;
  const isCritical = first.severity === "critical";
  const Icon = isCritical ? IconAlertCircle : IconAlertTriangle;
  const href = more.length > 0 ? "/alerts" : `/alerts/${first.id}`;
  const words = t(`message.severity.${isCritical ? "critical" : "warning"}`);
  return (
    <Link
      href={href as Route}
      className={classes.mark}
      data-tone={isCritical ? "critical" : "warning"}
      aria-label={t("mark.label", { severity: words, what: label, count: alerts.length })}
      title={label}
    >
      <Icon size={14} stroke={2} aria-hidden />
      {more.length > 0 ? t("mark.several", { severity: words, count: alerts.length }) : words}
    </Link>
  );
}

/** On a figure: an alert fires for exactly what the page shows. */
export function FigureMark({ metric, filters }: { metric: string; filters: Filters }) {
  const words = useAlertWords();
  const alerts = useFiring(({ rule, scope }) =>
    isAbout({ metric: rule.metric, place: placeOf(rule, scope.key) }, { metric, filters }),
  );
  const [first] = alerts;
  return first ? <Mark alerts={alerts} label={`${words.figure(first.rule)}, ${words.scope(first.scope)}`} /> : null;
}

/** On a campaign, cost centre, market or channel: whatever fires for it. */
export function PlaceMark({ dimension, code }: { dimension: string; code: string | null }) {
  const words = useAlertWords();
  const alerts = useFiring(({ rule, scope }) => {
    const place = placeOf(rule, scope.key);
    return place !== null && place.scope === dimension && place.code === code;
  });
  const [first] = alerts;
  return first ? <Mark alerts={alerts} label={`${words.figure(first.rule)}, ${words.scope(first.scope)}`} /> : null;
}

/** Kinds that speak of the spend itself. */
const OF_SPEND = new Set(["BUDGET_STEP", "BUDGET_FORECAST", "DAY_ANOMALY"]);

/** When alerts fired for what a chart shows. */
export function useShades(days: Days, asked: { metric: string | null; filters: Filters }): Shade[] {
  const words = useAlertWords();
  const t = useTranslations("alerts.message.severity");
  const today = useToday();
  const { timeZone } = useMe().organization;
  const { data } = useQuery(intervalsQuery(days));
  return (data?.data ?? [])
    .filter((interval) => isAbout(interval, asked) && (asked.metric !== null || OF_SPEND.has(interval.kind)))
    .map((interval) => ({
      ...daysOfInterval(interval, today, timeZone),
      label: `${t(interval.severity)}: ${interval.ruleName}, ${words.scope(interval.scope)}`,
      tone: interval.severity === "critical" ? "over" : "near",
    }));
}
