"use client";

import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { useTranslations } from "next-intl";
import { Link } from "@/components/common/link";
import { useMe } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { useFormat } from "@/components/common/use-format";
import { dayIn, presetDays } from "@/lib/core/period";
import type { ListRow } from "@/lib/dimensions/schema";
import { someKpisQueryOptions } from "@/lib/kpi/queries";
import { ListPanel } from "./list-panel";

/** What each campaign cost in the last 30 days, by the code that figures are shown under. */
function useSpendColumn(): DataTableColumn<ListRow> {
  const t = useTranslations("lists");
  const format = useFormat();
  const { organization } = useMe();
  const days = presetDays("30d", dayIn(organization.timeZone, new Date()));
  const { data } = useQuery(someKpisQueryOptions({ ...days, groupBy: "campaign", fields: "spend" }));
  const groups = new Map((data?.groups ?? []).map((group) => [group.key.campaign, group]));
  return {
    accessor: "spend",
    title: t("column.spend"),
    textAlign: "right",
    noWrap: true,
    render: (row) => {
      const group = groups.get(row.code);
      // A merged campaign has its money under the other one; without an answer there is no figure, not 0.
      if (!data || row.mergedInto !== null) return "–";
      const spend = format.money(group?.spend ?? "0", { currency: data.currency });
      const full = format.money(group?.spend ?? "0", { currency: data.currency, full: true });
      return (
        <Text component="span" size="sm" title={full}>
          {group?.lowerBound ? t("atLeast", { spend }) : spend}
        </Text>
      );
    },
  };
}

export function CampaignsView() {
  const t = useTranslations("lists");
  const spend = useSpendColumn();
  return (
    <>
      <PageHeader
        title={t("campaignsTitle")}
        description={t("campaignsHint")}
        actions={
          <Button component={Link} href="/settings/lists?list=motifs" variant="default">
            {t("motifsLink")}
          </Button>
        }
      />
      <ListPanel list="campaigns" figures={[spend]} />
    </>
  );
}
