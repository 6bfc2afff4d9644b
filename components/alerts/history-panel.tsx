"use client";

import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { useToday } from "@/components/filters/use-kpi-filter";
import { type HistoryFilters, historyQueryOptions, rulesQuery } from "@/lib/alerts/queries";
import { SEVERITIES, TRANSITIONS } from "@/lib/alerts/rules/machine";
import type { AlertEventRow } from "@/lib/alerts/schema";
import { addDays } from "@/lib/core/period";
import classes from "./alerts.module.css";
import { useAlertWords } from "./use-alert-words";
import { useEventWords } from "./use-event-words";

const SPANS = ["7", "30", "90", "365"] as const;
const parsers = {
  rule: parseAsString,
  what: parseAsStringLiteral(TRANSITIONS),
  severity: parseAsStringLiteral(SEVERITIES),
  days: parseAsStringLiteral(SPANS),
};

function useFilters() {
  const today = useToday();
  const [view, setView] = useQueryStates(parsers, { history: "replace", scroll: false });
  const filters: HistoryFilters = {
    ...(view.rule ? { rule: view.rule } : {}),
    ...(view.what ? { transition: [view.what] } : {}),
    ...(view.severity ? { severity: view.severity } : {}),
    ...(view.days ? { from: addDays(today, 1 - Number(view.days)) } : {}),
  };
  return { view, setView, filters };
}

/** Every event, newest first: nothing is ever taken out of it. */
export function HistoryPanel() {
  const t = useTranslations("alerts.history");
  const { view, setView, filters } = useFilters();
  const asked = useInfiniteQuery(historyQueryOptions(filters));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const events = data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = Object.values(view).some((value) => value !== null);
  const reset = () => void setView({ rule: null, what: null, severity: null, days: null });
  return (
    <Stack>
      <Filters view={view} onChange={(next) => void setView(next)} />
      {data ? (
        <NotRenewed of={asked} />
      ) : (
        <NotYet of={asked}>
          <Loading rows={8} />
        </NotYet>
      )}
      {data && events.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "nothing" : "empty")}
          hint={t(isFiltered ? "nothingHint" : "emptyHint")}
          action={
            isFiltered ? (
              <Button variant="default" onClick={reset}>
                {t("reset")}
              </Button>
            ) : null
          }
        />
      ) : null}
      {events.length > 0 ? (
        <ul className={classes.rows}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Group justify="center">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

type View = ReturnType<typeof useFilters>["view"];

function Filters({ view, onChange }: { view: View; onChange: (next: Partial<View>) => void }) {
  const t = useTranslations("alerts");
  const { data } = useQuery(rulesQuery());
  const one = <T extends string>(known: readonly T[], text: string) => known.find((value) => value === text) ?? null;
  return (
    <Group gap="sm" className={classes.filters}>
      <NativeSelect
        aria-label={t("history.rule")}
        value={view.rule ?? ""}
        onChange={({ currentTarget }) => onChange({ rule: currentTarget.value || null })}
        data={[
          { value: "", label: t("history.everyRule") },
          ...(data?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        aria-label={t("history.what")}
        value={view.what ?? ""}
        onChange={({ currentTarget }) => onChange({ what: one(TRANSITIONS, currentTarget.value) })}
        data={[
          { value: "", label: t("history.everything") },
          ...TRANSITIONS.map((value) => ({ value, label: t(`event.name.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t("history.severity")}
        value={view.severity ?? ""}
        onChange={({ currentTarget }) => onChange({ severity: one(SEVERITIES, currentTarget.value) })}
        data={[
          { value: "", label: t("history.everySeverity") },
          ...SEVERITIES.map((value) => ({ value, label: t(`message.severity.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t("history.days")}
        value={view.days ?? ""}
        onChange={({ currentTarget }) => onChange({ days: one(SPANS, currentTarget.value) })}
        data={[
          { value: "", label: t("history.ever") },
          ...SPANS.map((value) => ({ value, label: t("history.lastDays", { count: Number(value) }) })),
        ]}
      />
    </Group>
  );
}

function EventRow({ event }: { event: AlertEventRow }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const say = useEventWords();
  const format = useFormat();
  const parts = words.parts(event.rule, event.sample);
  return (
    <li className={classes.row}>
      <div className={classes.subject}>
        <Link href={`/alerts/${event.alertId}` as Route} className={classes.name}>
          {words.figure(event.rule)}, {words.scope(event.scope)}
        </Link>
        <span className={classes.quiet}>
          {t("message.ruleVersion", { name: event.ruleName, version: event.ruleVersion })}
        </span>
      </div>
      <div className={classes.figure}>
        <Text size="sm" fw={600}>
          {say.name(event)}
        </Text>
        <span className={classes.quiet}>{say.reason(event)}</span>
        {parts ? <span className={classes.quiet}>{parts}</span> : null}
      </div>
      <span className={`${classes.quiet} since`}>{format.dateTime(event.at)}</span>
      <span />
    </li>
  );
}
