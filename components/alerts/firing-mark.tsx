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

function Mark({ first, count }: { first: Alert; count: number }) {
  const t = useTranslations("alerts");
  const say = useAlertWords();
  const label = `${say.figure(first.rule)}, ${say.scope(first.scope)}`;
  const isCritical = first.severity === "critical";
  const Icon = isCritical ? IconAlertCircle : IconAlertTriangle;
  const href = count > 1 ? "/alerts" : `/alerts/${first.id}`;
  const words = t(`message.severity.${isCritical ? "critical" : "warning"}`);
  return (
    <Link
      href={href as Route}
      className={classes.mark}
      data-tone={isCritical ? "critical" : "warning"}
      aria-label={t("mark.label", { severity: words, what: label, count })}
      title={label}
    >
      <Icon size={14} stroke={2} aria-hidden />
      {count > 1 ? t("mark.several", { severity: words, count }) : words}
    </Link>
  );
}

/** Most figures have none: those need no words either. */
function Marked({ alerts }: { alerts: readonly Alert[] }) {
  const [first] = alerts;
  return first ? <Mark first={first} count={alerts.length} /> : null;
}

/** On a figure: an alert fires for exactly what the page shows. */
export function FigureMark({ metric, filters }: { metric: string; filters: Filters }) {
  const alerts = useFiring(({ rule, scope }) =>
    isAbout({ metric: rule.metric, place: placeOf(rule, scope.key) }, { metric, filters }),
  );
  return <Marked alerts={alerts} />;
}

/** On a campaign, cost centre, market or channel: whatever fires for it. */
export function PlaceMark({ dimension, code }: { dimension: string; code: string | null }) {
  const alerts = useFiring(({ rule, scope }) => {
    const place = placeOf(rule, scope.key);
    return place !== null && place.scope === dimension && place.code === code;
  });
  return <Marked alerts={alerts} />;
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
