"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconDots, IconKey, IconPencil, IconSend, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { useFormat } from "@/components/common/use-format";
import { notificationsKey, removeChannel, renewSecret, testChannel } from "@/lib/notifications/queries";
import type { Channel } from "@/lib/notifications/schema";
import { ChannelIcon } from "./channel-icon";
import { ChannelModal } from "./channel-modal";
import classes from "./notifications.module.css";
import { useDetail } from "./use-detail";
import { useShowSecret } from "./use-show-secret";

type Props = { channel: Channel; rules: readonly string[]; mayWrite: boolean };

export function ChannelCard({ channel, rules, mayWrite }: Props) {
  const t = useTranslations("notifications");
  const { dateTime, list } = useFormat();
  const { kind, name, target, locale, brokenAt, failures } = channel;
  return (
    <article className={classes.channel} data-broken={brokenAt !== null || undefined} aria-label={name}>
      <div className={classes.channelHead}>
        <ChannelIcon kind={kind} />
        <div className={classes.channelName}>
          <h3>{name}</h3>
          <span className={classes.quiet}>
            {t(`kind.${kind}`)} · {target} · {t(`language.${locale}`)}
          </span>
        </div>
        {mayWrite ? <ChannelMenu channel={channel} rules={rules} /> : null}
      </div>
      {brokenAt ? (
        <p className={classes.outcome} data-ok="false">
          <IconCircleX size={16} aria-hidden />
          <span>{t("card.broken", { since: dateTime(brokenAt) })}</span>
        </p>
      ) : null}
      {!brokenAt && failures > 0 ? (
        <p className={classes.outcome} data-ok="false">
          <IconCircleX size={16} aria-hidden />
          <span>{t("card.failures", { count: failures })}</span>
        </p>
      ) : null}
      <span className={classes.quiet}>
        {rules.length === 0 ? t("card.noRule") : t("card.rules", { count: rules.length, names: list([...rules]) })}
      </span>
      {mayWrite ? <TestButton channel={channel} /> : null}
    </article>
  );
}

/** Sends now; what the other side said stays below the button. */
function TestButton({ channel: { id } }: { channel: Channel }) {
  const t = useTranslations("notifications.card");
  const words = useDetail();
  const client = useQueryClient();
  const { mutate, data, isPending } = useMutation({
    mutationFn: () => testChannel(id),
    onError: (error) => notifyFailed(error),
    onSettled: () => client.invalidateQueries({ queryKey: notificationsKey }),
  });
  const Icon = data?.ok ? IconCircleCheck : IconCircleX;
  return (
    <>
      <div role="status">
        {data && !isPending ? (
          <p className={classes.outcome} data-ok={data.ok}>
            <Icon size={16} aria-hidden />
            <span>{t(data.ok ? "arrived" : "notArrived", { detail: words(data.detail) })}</span>
          </p>
        ) : null}
      </div>
      <div className={classes.channelFoot}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconSend size={16} aria-hidden />}
          loading={isPending}
          onClick={() => mutate()}
        >
          {t("test")}
        </Button>
      </div>
    </>
  );
}

function ChannelMenu({ channel, rules }: Omit<Props, "mayWrite">) {
  const t = useTranslations("notifications.card");
  const { id, name, kind } = channel;
  const client = useQueryClient();
  const { list } = useFormat();
  const showSecret = useShowSecret();
  const [isChanging, setChanging] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: notificationsKey });
  const removal = useMutation({
    mutationFn: () => removeChannel(id),
    onSuccess: () => notifyDone(t("removed", { name })),
    onError: (error) => notifyFailed(error),
    onSettled: refresh,
  });
  const renewal = useMutation({
    mutationFn: () => renewSecret(id),
    onSuccess: showSecret,
    onError: (error) => notifyFailed(error),
  });

  async function askRemove() {
    const used = rules.length > 0 ? t("removeUsed", { count: rules.length, names: list([...rules]) }) : "";
    const body = [t("removeBody"), used].filter(Boolean).join(" ");
    if (await confirm({ title: t("removeTitle", { name }), body, confirmLabel: t("remove"), danger: true }))
      removal.mutate();
  }

  async function askRenew() {
    const question = { title: t("renewTitle", { name }), body: t("renewBody"), confirmLabel: t("renew") };
    if (await confirm(question)) renewal.mutate();
  }

  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("menu", { name })} loading={removal.isPending}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setChanging(true)}>
            {t("change")}
          </Menu.Item>
          {kind === "webhook" ? (
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => void askRenew()}>
              {t("renew")}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void askRemove()}>
            {t("remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChanging ? <ChannelModal channel={channel} onClose={() => setChanging(false)} /> : null}
    </>
  );
}
