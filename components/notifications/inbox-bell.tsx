"use client";

import { ActionIcon } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/common/use-format";
import { useOnDemand } from "@/components/common/use-on-demand";
import { latestQuery } from "@/lib/notifications/queries";
import classes from "./notifications.module.css";

/** Beyond this nobody reads the digits. */
const MOST = 99;

const load = () => import("./inbox-popover").then(({ InboxPopover }) => InboxPopover);

/** The latest messages, from every page; the count follows by itself. */
export function InboxBell() {
  const t = useTranslations("notifications.inbox");
  const format = useFormat();
  const { Part, ask, reach } = useOnDemand(load);
  const { data } = useQuery(latestQuery());
  const unread = data?.unread ?? 0;
  const label = unread > 0 ? t("bellUnread", { count: unread }) : t("bell");
  const shared = {
    variant: "subtle",
    color: "gray",
    size: 36,
    "aria-label": label,
    title: label,
    children: (
      <span className={classes.bell}>
        <IconBell size={20} stroke={1.6} aria-hidden />
        {unread > 0 ? (
          <span className={classes.count} aria-hidden>
            {unread > MOST ? `${MOST}+` : format.count(unread)}
          </span>
        ) : null}
      </span>
    ),
  };
  if (Part) return <Part target={<ActionIcon {...shared} />} />;
  return <ActionIcon {...shared} {...reach} onClick={ask} aria-haspopup="dialog" aria-expanded={false} />;
}
