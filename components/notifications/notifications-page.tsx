"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { ChannelList } from "./channel-list";
import { ChannelModal } from "./channel-modal";
import { DeliveryLog } from "./delivery-log";
import classes from "./notifications.module.css";
import { ReaderTable } from "./reader-table";

/** How alerts reach people: channels, who hears of what, and what was sent. */
export function NotificationsPage() {
  const t = useTranslations("notifications.page");
  const mayWrite = useCan("alerts:write");
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={mayWrite ? add : null} />
      <section className={classes.section}>
        <h2>{t("channels")}</h2>
        <p>{t("channelsHint")}</p>
        <ChannelList {...(mayWrite ? { onAdd: () => setAdding(true) } : {})} />
      </section>
      {mayWrite ? (
        <section className={classes.section}>
          <h2>{t("readers")}</h2>
          <p>{t("readersHint")}</p>
          <ReaderTable />
        </section>
      ) : null}
      <section className={classes.section}>
        <h2>{t("log")}</h2>
        <p>{t("logHint")}</p>
        <DeliveryLog />
      </section>
      {isAdding ? <ChannelModal channel={null} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
