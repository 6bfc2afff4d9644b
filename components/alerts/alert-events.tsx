"use client";

import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { alertsKey } from "@/lib/alerts/queries";
import type { AlertDetail, AlertEventRow } from "@/lib/alerts/schema";
import { resend as sendAgain } from "@/lib/notifications/queries";
import classes from "./alerts.module.css";
import { useAlertProblem } from "./use-alert-problem";
import { useAlertWords } from "./use-alert-words";
import { useEventWords } from "./use-event-words";

type Delivery = AlertDetail["deliveries"][number]["deliveries"][number];

/** What happened, newest first, and who was told, with every attempt. */
export function AlertEvents({ detail: { events, deliveries } }: { detail: AlertDetail }) {
  const t = useTranslations("alerts.one");
  const byEvent = new Map(deliveries.map(({ eventId, deliveries: own }) => [eventId, own]));
  if (events.length === 0) return <p className={classes.quiet}>{t("noEvents")}</p>;
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <Event key={event.id} event={event} deliveries={byEvent.get(event.id) ?? []} />
      ))}
    </ol>
  );
}

function Event({ event, deliveries }: { event: AlertEventRow; deliveries: readonly Delivery[] }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const say = useEventWords();
  const format = useFormat();
  const { rule, sample, quiet, ruleVersion } = event;
  const parts = words.parts(rule, sample);
  const window = sample.from && sample.to ? format.days(sample.from, sample.to) : null;
  return (
    <li>
      <time className={classes.quiet} dateTime={event.at}>
        {format.dateTime(event.at)}
      </time>
      <div>
        <Text size="sm" fw={600}>
          {say.name(event)}
        </Text>
        <Text size="sm">{say.reason(event)}</Text>
        <span className={classes.quiet}>
          {[parts, window, t("rules.version", { version: ruleVersion }), quiet ? t("one.quiet") : null]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {deliveries.length > 0 ? (
          <ul className={classes.deliveries}>
            {deliveries.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("alerts.delivery");
  const format = useFormat();
  const client = useQueryClient();
  const { say } = useAlertProblem();
  const mayResend = useCan("alerts:handle");
  const [busy, setBusy] = useState(false);
  const { id, to, kind, state, attempts, nextAt } = delivery;
  async function resend() {
    setBusy(true);
    try {
      const { ok, detail } = await sendAgain(id);
      if (ok) notifyDone(t("resent", { to }));
      else notifyFailed(null, t("notResent", { to, detail }));
    } catch (error) {
      notifyFailed(null, say(error));
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: alertsKey });
  }
  return (
    <li className={classes.delivery}>
      <span>
        <b>{t(`kind.${kind}`)}</b> {to}
      </span>
      <span>{t(`state.${state}`)}</span>
      {nextAt && state === "waiting" ? (
        <span className={classes.quiet}>{t("next", { at: format.dateTime(nextAt) })}</span>
      ) : null}
      {attempts.length > 0 ? (
        <details>
          <summary>{t("attempts", { count: attempts.length })}</summary>
          <ol>
            {attempts.map(({ number, at, ok, detail }) => (
              <li key={number}>
                {format.dateTime(at)}: {ok ? t("ok") : t("notOk")} ({detail})
              </li>
            ))}
          </ol>
        </details>
      ) : null}
      {mayResend ? (
        <Button size="compact-xs" variant="default" loading={busy} onClick={() => void resend()}>
          {t("resend")}
        </Button>
      ) : null}
    </li>
  );
}
