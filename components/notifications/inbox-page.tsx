"use client";

import { Button, Card, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { inboxQuery } from "@/lib/notifications/queries";
import { InboxList, useMarkRead } from "./inbox-list";

/** Everything that alert rules told this person, newest first. */
export function InboxPage() {
  const t = useTranslations("notifications.inbox");
  const common = useTranslations("common");
  const asked = useInfiniteQuery(inboxQuery());
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const { mutate, isPending: isMarking } = useMarkRead();
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  const unread = data?.pages[0]?.unread ?? 0;
  const actions = (
    <>
      {unread > 0 ? (
        <Button variant="default" loading={isMarking} onClick={() => mutate(undefined)}>
          {t("readAll")}
        </Button>
      ) : null}
      <Button component={Link} href={"/account#notifications" as Route} variant="default">
        {t("wishes")}
      </Button>
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={actions} />
      {data ? (
        <NotRenewed of={asked} />
      ) : (
        <NotYet of={asked}>
          <Loading rows={8} />
        </NotYet>
      )}
      {data && items.length === 0 ? <EmptyState title={t("emptyTitle")} hint={t("emptyHint")} /> : null}
      {items.length > 0 ? (
        <Card p={0} maw={860}>
          <InboxList items={items} />
          {hasNextPage ? (
            <Group justify="center" p="sm">
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {common("loadMore")}
              </Button>
            </Group>
          ) : null}
        </Card>
      ) : null}
    </>
  );
}
