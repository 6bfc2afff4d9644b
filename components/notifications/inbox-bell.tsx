"use client";

import { ActionIcon, Button, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ErrorState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { latestQuery } from "@/lib/notifications/queries";
import { InboxList, useMarkRead } from "./inbox-list";
import classes from "./notifications.module.css";

/** Beyond this nobody reads the digits. */
const MOST = 99;

/** The latest messages, from every page; the count follows by itself. */
export function InboxBell() {
  const t = useTranslations("notifications.inbox");
  const format = useFormat();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { data, error, refetch } = useQuery(latestQuery());
  const { mutate, isPending } = useMarkRead();
  const unread = data?.unread ?? 0;
  const label = unread > 0 ? t("bellUnread", { count: unread }) : t("bell");
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? undefined : close())}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={36} onClick={toggle} aria-label={label} title={label}>
          <span className={classes.bell}>
            <IconBell size={20} stroke={1.6} aria-hidden />
            {unread > 0 ? (
              <span className={classes.count} aria-hidden>
                {unread > MOST ? `${MOST}+` : format.count(unread)}
              </span>
            ) : null}
          </span>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("title")}>
        <div className={classes.panelHead}>
          <strong>{t("title")}</strong>
          {unread > 0 ? (
            <Button size="compact-sm" variant="subtle" loading={isPending} onClick={() => mutate(undefined)}>
              {t("readAll")}
            </Button>
          ) : null}
        </div>
        <div className={classes.panelBody}>
          {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
          {!data && !error ? <Loading rows={4} /> : null}
          {data?.data.length === 0 ? (
            <Text size="sm" c="dimmed" p="md">
              {t("emptyHint")}
            </Text>
          ) : null}
          {data && data.data.length > 0 ? <InboxList items={data.data} onFollow={close} /> : null}
        </div>
        <div className={classes.panelFoot}>
          <Link href={"/inbox" as Route} onClick={close}>
            {t("all")}
          </Link>
          <Link href={"/account#notifications" as Route} onClick={close}>
            {t("wishes")}
          </Link>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
