"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { confirm } from "@/components/common/confirm";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { alertsKey, deleteSilence, silencesQuery } from "@/lib/alerts/queries";
import type { Silence } from "@/lib/alerts/schema/silence";
import classes from "./alerts.module.css";
import { type SilenceAbout, SilenceDrawer } from "./silence-drawer";
import { useAlertProblem } from "./use-alert-problem";

const EVERYTHING: SilenceAbout = { rule: null, ruleName: null, scope: null };

/** Who is not told of what, until when and why; what is over stays in the list. */
export function SilencesPanel() {
  const t = useTranslations("alerts.silence");
  const mayHandle = useCan("alerts:handle");
  const asked = useQuery(silencesQuery());
  const { data } = asked;
  const [isOpen, setIsOpen] = useState(false);
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  const add = mayHandle ? (
    <Button variant="default" onClick={() => setIsOpen(true)}>
      {t("all")}
    </Button>
  ) : null;
  return (
    <Stack>
      <NotRenewed of={asked} />
      {data.data.length === 0 ? (
        <EmptyState title={t("empty")} hint={t("emptyHint")} action={add} />
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <ul className={classes.rows}>
            {data.data.map((silence) => (
              <Row key={silence.id} silence={silence} mayEnd={mayHandle && new Date(silence.endsAt) > new Date()} />
            ))}
          </ul>
        </>
      )}
      <SilenceDrawer about={EVERYTHING} opened={isOpen} onClose={() => setIsOpen(false)} />
    </Stack>
  );
}

function Row({ silence, mayEnd }: { silence: Silence; mayEnd: boolean }) {
  const t = useTranslations("alerts");
  const format = useFormat();
  const client = useQueryClient();
  const { say } = useAlertProblem();
  const { ruleName, scope, startsAt, endsAt, active, reason, author } = silence;
  const what = ruleName === null ? t("silence.everything") : scope ? `${ruleName}, ${scope}` : ruleName;
  async function end() {
    const question = { title: t("silence.endTitle"), body: t("silence.endBody"), confirmLabel: t("silence.end") };
    if (!(await confirm(question))) return;
    try {
      await deleteSilence(silence.id);
      notifyDone(t("silence.ended"));
    } catch (error) {
      notifyFailed(null, say(error));
    }
    await client.invalidateQueries({ queryKey: alertsKey });
  }
  return (
    <li className={classes.row}>
      <div className={classes.subject}>
        <Text fw={600}>{what}</Text>
        <span className={classes.quiet}>{reason}</span>
      </div>
      <div className={classes.figure}>
        <span>{t(active ? "silence.active" : "silence.over")}</span>
        <span className={classes.quiet}>
          {t("silence.span", { from: format.dateTime(startsAt), to: format.dateTime(endsAt) })}
        </span>
      </div>
      <span className={`${classes.quiet} since`}>{author.name ?? t("someone")}</span>
      <div className={classes.actions}>
        {mayEnd ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => void end()}
            aria-label={t("silence.endOf", { name: what })}
          >
            {t("silence.end")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
