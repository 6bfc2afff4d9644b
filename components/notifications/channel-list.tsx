"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { useCan } from "@/components/common/me-context";
import { EmptyState, Loading } from "@/components/common/states";
import { channelsQuery, ruleReadersQuery } from "@/lib/notifications/queries";
import { ChannelCard } from "./channel-card";
import classes from "./notifications.module.css";

export function ChannelList({ onAdd }: { onAdd?: () => void }) {
  const t = useTranslations("notifications.page");
  const mayWrite = useCan("alerts:write");
  const asked = useQuery(channelsQuery());
  const { data } = asked;
  const { data: rules } = useQuery(ruleReadersQuery());
  if (!data)
    return (
      <NotYet of={asked}>
        <Loading rows={4} />
      </NotYet>
    );
  return (
    <>
      <NotRenewed of={asked} />
      {data.mail ? null : (
        <p className={classes.note}>
          <strong>{t("noMailTitle")}.</strong> {t("noMail")}
        </p>
      )}
      {data.data.length === 0 ? (
        <EmptyState
          title={t("emptyTitle")}
          hint={t("emptyHint")}
          action={onAdd ? <Button onClick={onAdd}>{t("add")}</Button> : null}
        />
      ) : (
        <ul className={classes.channels}>
          {data.data.map((channel) => {
            const named = rules?.data.filter(({ recipients }) => recipients.channels.includes(channel.id)) ?? [];
            return (
              <li key={channel.id}>
                <ChannelCard channel={channel} rules={named.map(({ name }) => name)} mayWrite={mayWrite} />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
