"use client";

import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { firingQuery } from "@/lib/alerts/queries";
import classes from "./alerts.module.css";
import { HistoryPanel } from "./history-panel";
import { NowPanel } from "./now-panel";
import { RulesPanel } from "./rules-panel";
import { SilencesPanel } from "./silences-panel";
import { useMayWriteRules } from "./use-may-write-rules";

const TABS = ["now", "history", "silences", "rules"] as const;
const PANELS = { now: NowPanel, history: HistoryPanel, silences: SilencesPanel, rules: RulesPanel };

/** What fires, what did, who is not told, and the rules behind it. */
export function AlertsPage() {
  const t = useTranslations("alerts");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("now"));
  const { data } = useQuery(firingQuery());
  const mayWrite = useMayWriteRules();
  const open = data?.data ?? [];
  const counts = { firing: open.length, untaken: open.filter(({ acknowledged }) => !acknowledged).length };
  return (
    <>
      <PageHeader
        title={t("page.title")}
        description={data ? t("page.description", counts) : t("page.loading")}
        actions={
          mayWrite ? (
            <Button
              component={Link}
              href={"/alerts/rules/new" as Route}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t("rules.new")}
            </Button>
          ) : null
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => void setTab(TABS.find((one) => one === value) ?? "now")}
        keepMounted={false}
      >
        <Tabs.List mb="md" className={classes.tabs}>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`page.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => {
          const Panel = PANELS[one];
          return (
            <Tabs.Panel key={one} value={one}>
              <Panel />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
