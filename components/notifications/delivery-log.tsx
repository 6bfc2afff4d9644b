"use client";

import { Button, Group, Select, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClock, IconMailPause, IconMailX } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { PeopleTable } from "@/components/settings/people-table";
import {
  channelsQuery,
  type DeliveryFilter,
  deliveriesQuery,
  notificationsKey,
  resend,
} from "@/lib/notifications/queries";
import { DELIVERY_STATES, type Delivery, type DeliveryState } from "@/lib/notifications/schema";
import classes from "./notifications.module.css";
import { useDetail } from "./use-detail";
import { useMessage } from "./use-message";

/** What was to be sent, to whom, and what came of each attempt. */
export function DeliveryLog() {
  const t = useTranslations("notifications.log");
  const [filter, setFilter] = useState<DeliveryFilter>({ state: null, channel: null });
  const asked = useInfiniteQuery(deliveriesQuery(filter));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <LogFilter filter={filter} onChange={setFilter} />
      {data ? (
        <NotRenewed of={asked} />
      ) : (
        <NotYet of={asked}>
          <Loading rows={6} />
        </NotYet>
      )}
      {data && rows.length === 0 ? <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} /> : null}
      {rows.length > 0 ? (
        <PeopleTable
          label={t("title")}
          headers={[t("message"), t("to"), t("state"), t("attempts")]}
          hasMore={hasNextPage}
          isLoadingMore={isFetchingNextPage}
          onMore={() => void fetchNextPage()}
        >
          {rows.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </PeopleTable>
      ) : null}
    </>
  );
}

type FilterProps = { filter: DeliveryFilter; onChange: (next: DeliveryFilter) => void };

function LogFilter({ filter, onChange }: FilterProps) {
  const t = useTranslations("notifications.log");
  const { data } = useQuery(channelsQuery());
  return (
    <Group mb="md" gap="sm">
      <Select
        aria-label={t("state")}
        placeholder={t("anyState")}
        data={DELIVERY_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: DELIVERY_STATES.find((one) => one === state) ?? null })}
        clearable
        w={240}
      />
      <Select
        aria-label={t("channel")}
        placeholder={t("anyChannel")}
        data={(data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.channel}
        onChange={(channel) => onChange({ ...filter, channel })}
        clearable
        w={240}
      />
    </Group>
  );
}

const STATE_ICONS = {
  sent: IconCircleCheck,
  failed: IconCircleX,
  waiting: IconClock,
  digest: IconMailPause,
  withdrawn: IconMailX,
} as const satisfies Record<DeliveryState, unknown>;

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("notifications.log");
  const kinds = useTranslations("notifications.kind");
  const { dateTime } = useFormat();
  const say = useMessage();
  const { message, to, kind, state, createdAt, sentAt, nextAt } = delivery;
  const said = message ? say(message) : null;
  const Icon = STATE_ICONS[state];
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} maw={360}>
        <Text size="sm">
          {said ? (
            <Link href={said.href as Route} className={classes.follow}>
              {said.subject}
            </Link>
          ) : (
            t("digest")
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {dateTime(createdAt)}
        </Text>
      </Table.Th>
      <Table.Td>
        <Text size="sm">{to}</Text>
        <Text size="xs" c="dimmed">
          {kinds(kind)}
        </Text>
      </Table.Td>
      <Table.Td>
        <span className={classes.state} data-state={state}>
          <Icon size={16} stroke={1.8} aria-hidden />
          {t(`states.${state}`)}
        </span>
        {sentAt || nextAt ? (
          <Text size="xs" c="dimmed">
            {sentAt ? dateTime(sentAt) : t("next", { time: dateTime(nextAt ?? createdAt) })}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td maw={320}>
        <Attempts attempts={delivery.attempts} />
      </Table.Td>
      <Table.Td align="right">
        <Resend delivery={delivery} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The last attempts; the first of many are of no more use. */
const SHOWN_ATTEMPTS = 3;

function Attempts({ attempts }: Pick<Delivery, "attempts">) {
  const t = useTranslations("notifications.log");
  const words = useDetail();
  const { dateTime } = useFormat();
  if (attempts.length === 0) return <span className={classes.quiet}>{t("noAttempt")}</span>;
  return (
    <ul className={classes.attempts}>
      {attempts.slice(-SHOWN_ATTEMPTS).map(({ number, at, detail }) => (
        <li key={number} title={dateTime(at)}>
          {t("attempt", { number, detail: words(detail) })}
        </li>
      ))}
    </ul>
  );
}

function Resend({ delivery: { id, state } }: { delivery: Delivery }) {
  const t = useTranslations("notifications.log");
  const words = useDetail();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => resend(id),
    onSuccess: ({ ok, detail }) => {
      const said = { detail: words(detail) };
      if (ok) notifyDone(t("resent", said));
      else notifyFailed(new Error(detail), t("notResent", said));
    },
    onError: (error) => notifyFailed(error),
    onSettled: () => client.invalidateQueries({ queryKey: notificationsKey }),
  });
  if (state === "digest") return null;
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
      {t(state === "sent" ? "resend" : "sendNow")}
    </Button>
  );
}
