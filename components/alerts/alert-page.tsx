"use client";

import { Anchor, Button, Group, Alert as Notice, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useMe } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { filtersOf } from "@/components/filters/url";
import { useToday } from "@/components/filters/use-kpi-filter";
import { MoversPanel } from "@/components/overview/movers-panel";
import { daysOfInterval, toCourse } from "@/lib/alerts/chart";
import { alertQuery } from "@/lib/alerts/queries";
import { figureFilter, figurePage } from "@/lib/alerts/rules/place";
import type { Alert, AlertDetail } from "@/lib/alerts/schema";
import { addDays } from "@/lib/core/period";
import { ApiError } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { AlertActions } from "./alert-actions";
import { AlertEvents } from "./alert-events";
import { AlertFacts } from "./alert-facts";
import { AlertFlags, AlertState } from "./alert-state";
import classes from "./alerts.module.css";
import { CourseChart } from "./course-chart";
import { useAlertWords } from "./use-alert-words";

const COURSE_DAYS = 90;

/** Kinds whose value is a figure of jobs: it has drivers, and a page that shows the same. */
const OF_JOBS = new Set(["KPI_THRESHOLD", "DAY_ANOMALY", "NO_APPROVAL", "BUDGET_STEP", "BUDGET_FORECAST"]);

export function AlertPage({ id }: { id: string }) {
  const t = useTranslations("alerts");
  const asked = useQuery(alertQuery(id));
  const { error } = asked;
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <>
      <Button
        component={Link}
        href={"/alerts" as Route}
        variant="subtle"
        size="compact-sm"
        mb="xs"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
      >
        {t("page.title")}
      </Button>
      {isMissing ? (
        <EmptyState level={1} title={t("one.missing")} hint={t("one.missingHint")} />
      ) : (
        <Answered of={asked} loading={<Loading rows={10} />}>
          {(detail) => <Found detail={detail} />}
        </Answered>
      )}
    </>
  );
}

function Found({ detail }: { detail: AlertDetail }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const format = useFormat();
  const { alert } = detail;
  const { rule, scope, acknowledged } = alert;
  const subject = (
    <Group gap="sm" component="div">
      <AlertState {...alert} />
      <AlertFlags alert={alert} />
      <Anchor component={Link} href={`/alerts/rules/${alert.ruleId}` as Route} size="sm">
        {t("message.ruleVersion", { name: rule.name, version: alert.ruleVersion })}
      </Anchor>
    </Group>
  );
  return (
    <Stack gap="md">
      <PageHeader
        title={`${words.figure(rule)}, ${words.scope(scope)}`}
        description={subject}
        actions={<AlertActions alert={alert} />}
      />
      {acknowledged ? (
        <Notice variant="light" color="teal" title={t("one.taken")}>
          <Text size="sm">
            {t("one.takenBy", { name: acknowledged.by ?? t("someone"), at: format.dateTime(acknowledged.at) })}
          </Text>
          {acknowledged.note ? <Text size="sm">{acknowledged.note}</Text> : null}
        </Notice>
      ) : null}
      <section className={classes.panel} aria-label={t("one.facts")}>
        <AlertFacts alert={alert} />
        <Ways alert={alert} />
      </section>
      {rule.kind === "JOB_OUTLIER" ? null : <Pictures detail={detail} />}
      <section className={classes.panel} aria-labelledby="events">
        <Title order={2} size="h3" id="events" mb="xs">
          {t("one.events")}
        </Title>
        <AlertEvents detail={detail} />
      </section>
    </Stack>
  );
}

/** The rows behind it, and the same figures elsewhere. */
function Ways({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts.one");
  const { rule, scope, sample } = alert;
  const { from, to } = sample;
  const filter = figureFilter(rule, scope.key);
  const asked = { ...(from && to ? { from, to } : {}), ...filter };
  const isUnpriced = rule.measure === "unpricedJobs";
  const ways: [string, string][] = [
    ...(rule.kind === "JOB_OUTLIER" ? [["job", `/jobs/${scope.key}`] as [string, string]] : []),
    ...(OF_JOBS.has(rule.kind) || rule.kind === "DATA_QUALITY"
      ? [["jobs", withQuery("/jobs", { ...asked, unpriced: isUnpriced ? "true" : null })] as [string, string]]
      : []),
    ...(OF_JOBS.has(rule.kind) ? [["figures", withQuery(figurePage(filter), asked)] as [string, string]] : []),
    ...(rule.kind.startsWith("BUDGET") ? [["budgets", "/budgets"] as [string, string]] : []),
    ...(rule.kind === "BALANCE_LOW" ? [["credits", "/credits"] as [string, string]] : []),
    ...(rule.measure === "reviewBacklog" ? [["review", withQuery("/review", asked)] as [string, string]] : []),
  ];
  const known = ["job", "jobs", "figures", "budgets", "credits", "review"] as const;
  return (
    <Group gap="md" mt="md">
      {ways.map(([name, href]) => {
        const way = known.find((one) => one === name);
        return way ? (
          <Anchor key={name} component={Link} href={href as Route} size="sm" fw={600}>
            {t(`way.${way}`)}
          </Anchor>
        ) : null;
      })}
    </Group>
  );
}

function Pictures({ detail }: { detail: AlertDetail }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const today = useToday();
  const { timeZone } = useMe().organization;
  const { alert, course, intervals } = detail;
  const { rule, scope, sample } = alert;
  const days = { from: addDays(today, 1 - COURSE_DAYS), to: today };
  const shades = intervals.map((interval) => ({
    ...daysOfInterval(interval, today, timeZone),
    label: t(`event.fired.${interval.severity}`),
    tone: interval.severity === "critical" ? ("over" as const) : ("near" as const),
  }));
  const chart = (
    <CourseChart
      id="alert-course"
      rule={rule}
      scopeName={words.scope(scope)}
      course={toCourse(course, days, timeZone)}
      shades={shades}
      subtitle={t("chart.subtitle")}
    />
  );
  if (!OF_JOBS.has(rule.kind) || sample.from === null || sample.to === null) return chart;
  const none = { costCenter: [], campaign: [], market: [], channel: [], provider: [], model: [], kind: [], stage: [] };
  const filters = { ...filtersOf(none), ...figureFilter(rule, scope.key) };
  const view = { by: "provider", table: "costCenter", interval: null, show: "spend", heat: "spend" } as const;
  return (
    <div className={classes.two}>
      {chart}
      <MoversPanel scope={{ from: sample.from, to: sample.to, today, filters, approvals: "cohort", ...view }} />
    </div>
  );
}
