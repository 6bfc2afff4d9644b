"use client";

import { VisuallyHidden } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useFormat } from "@/components/common/use-format";
import { inboxKey, markRead } from "@/lib/notifications/queries";
import type { InboxItem } from "@/lib/notifications/schema";
import { MessageMark } from "./message-mark";
import classes from "./notifications.module.css";
import { useMessage } from "./use-message";

/** One message, or all of them; a failure is no matter for a window of its own: it stays unread. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id?: string) => markRead(id),
    onSettled: () => client.invalidateQueries({ queryKey: inboxKey }),
  });
}

type Props = { items: readonly InboxItem[]; onFollow?: () => void };

/** Each leads to its alert, and is read by that. */
export function InboxList({ items, onFollow }: Props) {
  const t = useTranslations("notifications.inbox");
  const { dateTime } = useFormat();
  const say = useMessage();
  const { mutate } = useMarkRead();
  return (
    <ul className={classes.items}>
      {items.map(({ id, message, createdAt, readAt }) => {
        const { subject, lead, href } = say(message);
        return (
          <li key={id} className={classes.item} data-unread={readAt === null || undefined}>
            <Link
              href={href as Route}
              className={classes.itemLink}
              onClick={() => {
                if (readAt === null) mutate(id);
                onFollow?.();
              }}
            >
              <MessageMark message={message} />
              <span className={classes.itemText}>
                <span className={classes.subject}>
                  {readAt === null ? <VisuallyHidden>{t("unreadMark")} </VisuallyHidden> : null}
                  {subject}
                </span>
                <span className={classes.lead}>{lead}</span>
                <time className={classes.time} dateTime={createdAt}>
                  {dateTime(createdAt)}
                </time>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
