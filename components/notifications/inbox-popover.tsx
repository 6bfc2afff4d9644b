"use client";

import { Button, Popover, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { cloneElement, type ReactElement } from "react";
import { Answered } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { Loading } from "@/components/common/states";
import { useOpenedAtOnce } from "@/components/common/use-opened-at-once";
import { latestQuery } from "@/lib/notifications/queries";
import { InboxList, useMarkRead } from "./inbox-list";
import classes from "./notifications.module.css";

/** The latest messages below the bell, open from their first moment. */
export function InboxPopover({ target }: { target: ReactElement<Record<string, unknown>> }) {
  const t = useTranslations("notifications.inbox");
  const { ref, opened, setOpened } = useOpenedAtOnce();
  const close = () => setOpened(false);
  const asked = useQuery(latestQuery());
  const { mutate, isPending } = useMarkRead();
  const unread = asked.data?.unread ?? 0;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      trapFocus
      returnFocus
      withRoles
      shadow="md"
    >
      <Popover.Target>{cloneElement(target, { ref, onClick: () => setOpened(!opened) })}</Popover.Target>
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
          <Answered of={asked} loading={<Loading rows={4} />}>
            {({ data }) =>
              data.length === 0 ? (
                <Text size="sm" c="dimmed" p="md">
                  {t("emptyHint")}
                </Text>
              ) : (
                <InboxList items={data} onFollow={close} />
              )
            }
          </Answered>
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
