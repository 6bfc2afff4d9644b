"use client";

import { Stack, Tabs } from "@mantine/core";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/components/common/page-header";
import type { ListName } from "@/lib/dimensions/schema";
import { CodeSelect } from "./code-select";
import { ListPanel } from "./list-panel";
import { TABS, type Tab, tabOf } from "./tabs";

function Panel({ list }: { list: Exclude<ListName, "campaigns"> }) {
  const t = useTranslations("lists");
  return <ListPanel list={list} heading={{ title: t(`heading.${list}`), about: t(`about.${list}`) }} />;
}

function MotifPanel() {
  const t = useTranslations("lists");
  const [campaign, setCampaign] = useState("");
  return (
    <ListPanel
      list="motifs"
      heading={{ title: t("heading.motifs"), about: t("about.motifs") }}
      {...(campaign ? { given: { campaign } } : {})}
      filter={{
        control: (
          <CodeSelect
            list="campaigns"
            aria-label={t("column.campaign")}
            placeholder={t("allCampaigns")}
            value={campaign}
            onChange={setCampaign}
            w={240}
          />
        ),
        passes: (row) => campaign === "" || ("campaign" in row && row.campaign === campaign),
      }}
    />
  );
}

function TabContent({ tab }: { tab: Tab }) {
  if (tab === "motifs") return <MotifPanel />;
  if (tab !== "providers") return <Panel list={tab} />;
  return (
    <Stack gap="xl">
      <Panel list="providers" />
      <Panel list="wallets" />
    </Stack>
  );
}

export function ListsView() {
  const t = useTranslations("lists");
  const [tab, setTab] = useQueryState("list", parseAsStringLiteral(TABS).withDefault(TABS[0]));
  return (
    <>
      <PageHeader title={t("listsTitle")} description={t("listsHint")} />
      <Tabs value={tab} onChange={(value) => void setTab(tabOf(value ?? undefined))} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <TabContent tab={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
