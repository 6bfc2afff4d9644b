"use client";

import { Drawer, Stack, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { targetHistoryQuery } from "@/lib/targets/queries";
import type { Target, TargetEvent } from "@/lib/targets/schema";
import type { TargetGroup } from "./targets";
import classes from "./targets.module.css";
import { useTargetWords } from "./use-target-words";

/** Every version as it was, and who did what to it. */
export function TargetHistory({ group, onClose }: { group: TargetGroup | null; onClose: () => void }) {
  const t = useTranslations("targets");
  const common = useTranslations("common");
  return (
    <Drawer
      opened={group !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("history.title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {group ? <Body group={group} /> : null}
    </Drawer>
  );
}

function Body({ group }: { group: TargetGroup }) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const asked = useQuery(targetHistoryQuery(group.shown.id));
  const { data } = asked;
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  return (
    <Stack gap="lg">
      <NotRenewed of={asked} />
      <Text fw={600}>
        {words.metric(group.metric)}, {words.place(group.scope, group.shown.name, group.code)}
      </Text>
      <Stack gap="sm">
        {data.data.map((version) => (
          <Version key={version.id} version={version} isNow={group.when === "now" && version.id === group.shown.id} />
        ))}
      </Stack>
      <div>
        <Title order={3} size="h5" mb="xs">
          {t("history.events")}
        </Title>
        <Stack gap="xs">
          {data.events.map((event) => (
            <Event key={`${event.at}${event.targetId}${event.action}`} event={event} versions={data.data} />
          ))}
        </Stack>
      </div>
    </Stack>
  );
}

function Version({ version, isNow }: { version: Target; isNow: boolean }) {
  const t = useTranslations("targets");
  const words = useTargetWords();
  const format = useFormat();
  const { metric, value, firstDay, lastDay, baseline, note, frozen, author, mergedFrom } = version;
  return (
    <div className={classes.past} data-now={isNow || undefined}>
      <Text fw={600}>{words.value(metric, value)}</Text>
      <Text size="sm">
        {words.days(firstDay, lastDay)}
        {isNow ? ` · ${t("history.now")}` : ""}
      </Text>
      {baseline ? (
        <div className={classes.quiet}>
          {t("help.baseline", {
            value: words.value(metric, baseline.value),
            days: format.days(baseline.from, baseline.to),
          })}
        </div>
      ) : null}
      {note ? <Text size="sm">{note}</Text> : null}
      {mergedFrom ? <div className={classes.quiet}>{t("mergedFrom", { code: mergedFrom })}</div> : null}
      <div className={classes.quiet}>{author.name ?? t("history.system")}</div>
      {frozen ? (
        <span className={classes.frozen}>
          <IconLock size={13} aria-hidden /> {t("frozen")}
        </span>
      ) : null}
    </div>
  );
}

function Event({ event, versions }: { event: TargetEvent; versions: readonly Target[] }) {
  const t = useTranslations("targets.history");
  const words = useTargetWords();
  const format = useFormat();
  const version = versions.find(({ id }) => id === event.targetId);
  const value = version ? words.value(version.metric, version.value) : "";
  return (
    <div>
      <Text size="sm">{t(`event.${event.action}`, { value, name: event.author.name ?? t("system") })}</Text>
      {event.reason ? <Text size="sm">{t("because", { reason: event.reason })}</Text> : null}
      <div className={classes.quiet}>{format.dateTime(event.at)}</div>
    </div>
  );
}
