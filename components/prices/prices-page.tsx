"use client";

import { Button, Stack, Tabs } from "@mantine/core";
import { IconListCheck, IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { FirstSteps } from "./first-steps";
import { PlanPeriodForm } from "./plan-period-form";
import { PlanPeriodTable } from "./plan-period-table";
import { PriceBookTab } from "./price-book-tab";
import { PriceForm } from "./price-form";
import styles from "./prices.module.css";
import { RateForm } from "./rate-form";
import { RateTable } from "./rate-table";
import { UnpricedPanel } from "./unpriced-panel";

const TABS = ["book", "plans", "rates"] as const;
type Tab = (typeof TABS)[number];

export function PricesPage() {
  const t = useTranslations("prices");
  const mayWrite = useCan("prices:write");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("book"));
  const [steps, setSteps] = useQueryState("steps", parseAsBoolean.withDefault(false));
  const [adding, setAdding] = useState<Tab | null>(null);
  const close = () => setAdding(null);

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayWrite ? (
            <>
              <Button
                variant="default"
                leftSection={<IconListCheck size={18} aria-hidden />}
                onClick={() => void setSteps(!steps)}
                aria-expanded={steps}
              >
                {t("firstSteps.open")}
              </Button>
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(tab)}>
                {t(`add.${tab}`)}
              </Button>
            </>
          ) : null
        }
      />
      <Stack gap="lg">
        {steps && mayWrite ? <FirstSteps /> : null}
        <UnpricedPanel />
        <Tabs value={tab} onChange={(value) => void setTab(TABS.find((known) => known === value) ?? "book")}>
          <Tabs.List mb="md" className={styles.tabs}>
            <Tabs.Tab value="book">{t("tab.book")}</Tabs.Tab>
            <Tabs.Tab value="plans">{t("tab.plans")}</Tabs.Tab>
            <Tabs.Tab value="rates">{t("tab.rates")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="book">
            {tab === "book" ? <PriceBookTab onAdd={() => setAdding("book")} /> : null}
          </Tabs.Panel>
          <Tabs.Panel value="plans">
            {tab === "plans" ? <PlanPeriodTable onAdd={() => setAdding("plans")} /> : null}
          </Tabs.Panel>
          <Tabs.Panel value="rates">
            {tab === "rates" ? <RateTable onAdd={() => setAdding("rates")} /> : null}
          </Tabs.Panel>
        </Tabs>
      </Stack>
      <PriceForm open={adding === "book" ? { mode: "add" } : null} onClose={close} />
      <PlanPeriodForm opened={adding === "plans"} onClose={close} />
      <RateForm open={adding === "rates" ? "new" : null} onClose={close} />
    </>
  );
}
