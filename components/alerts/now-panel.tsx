"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useToday } from "@/components/filters/use-kpi-filter";
import { firingQuery, historyQueryOptions, rulesQuery } from "@/lib/alerts/queries";
import type { Alert, AlertEventRow } from "@/lib/alerts/schema";
import { addDays } from "@/lib/core/period";
import { AlertRow } from "./alert-row";
import classes from "./alerts.module.css";
import { useAlertWords } from "./use-alert-words";
import { useEventWords } from "./use-event-words";

const RECENT_DAYS = 14;
const RECENT = 8;

/** By severity, then by the money at stake, as the API answers it; what somebody takes care of comes after. */
export function NowPanel() {
  const t = useTranslations("alerts.now");
  const asked = useQuery(firingQuery());
  const { data } = asked;
  const rules = useQuery(rulesQuery());
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={8} />
      </NotYet>
    );
  const firing = data.data.filter(({ acknowledged }) => acknowledged === null);
  const taken = data.data.filter(({ acknowledged }) => acknowledged !== null);
  return (
    <Stack gap="xl">
      <NotRenewed of={asked} />
      {data.data.length === 0 ? <Calm watched={rules.data?.data.length ?? null} /> : null}
      {firing.length > 0 ? <Section id="firing" title={t("firing")} alerts={firing} /> : null}
      {taken.length > 0 ? <Section id="acknowledged" title={t("acknowledged")} alerts={taken} /> : null}
      <Recovered />
    </Stack>
  );
}

function Calm({ watched }: { watched: number | null }) {
  const t = useTranslations("alerts");
  if (watched === 0)
    return (
      <EmptyState
        title={t("rules.empty")}
        hint={t("rules.emptyHint")}
        action={
          <Button component={Link} href={"/alerts/rules/new" as Route} variant="default">
            {t("rules.templates")}
          </Button>
        }
      />
    );
  return <EmptyState title={t("now.empty")} hint={watched === null ? "" : t("now.emptyHint", { count: watched })} />;
}

function Section({ id, title, alerts }: { id: string; title: string; alerts: readonly Alert[] }) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h3" mb="xs" id={id}>
        {title}
      </Title>
      <ul className={classes.rows}>
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  );
}

/** What was over in the last two weeks; the history holds the rest. */
function Recovered() {
  const t = useTranslations("alerts.now");
  const from = addDays(useToday(), -RECENT_DAYS);
  const { data } = useInfiniteQuery(historyQueryOptions({ transition: ["recovered", "closed"], from }));
  const events = (data?.pages[0]?.data ?? []).filter(({ quiet }) => !quiet).slice(0, RECENT);
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="recovered">
      <Title order={2} size="h3" mb="xs" id="recovered">
        {t("recovered")}
      </Title>
      <ul className={classes.rows}>
        {events.map((event) => (
          <RecoveredRow key={event.id} event={event} />
        ))}
      </ul>
    </section>
  );
}

function RecoveredRow({ event }: { event: AlertEventRow }) {
  const words = useAlertWords();
  const say = useEventWords();
  const format = useFormat();
  return (
    <li className={classes.row}>
      <div className={classes.subject}>
        <Link href={`/alerts/${event.alertId}` as Route} className={classes.name}>
          {words.figure(event.rule)}, {words.scope(event.scope)}
        </Link>
        <span className={classes.quiet}>{event.ruleName}</span>
      </div>
      <Text size="sm">{say.reason(event)}</Text>
      <span className={`${classes.quiet} since`}>{format.dateTime(event.at)}</span>
      <span />
    </li>
  );
}
