"use client";

import { Button, SimpleGrid, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { BalancesPanel } from "@/components/balances/balances-panel";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { AccuracyTable } from "./accuracy-table";
import { Calculator } from "./calculator";
import { FunctionForm } from "./function-form";
import { FunctionTable } from "./function-table";

export function CreditsPage() {
  const t = useTranslations("credits");
  const mayWrite = useCan("prices:write");
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayWrite ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          ) : null
        }
      />
      <Stack gap="xl">
        <BalancesPanel />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Calculator />
          <AccuracyTable />
        </SimpleGrid>
        <FunctionTable onAdd={() => setAdding(true)} />
      </Stack>
      <FunctionForm open={adding ? { mode: "add" } : null} onClose={() => setAdding(false)} />
    </>
  );
}
