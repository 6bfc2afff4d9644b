"use client";

import { Button, Menu } from "@mantine/core";
import { IconCopy, IconDownload, IconLink, IconShare3 } from "@tabler/icons-react";
import { useLocale, useTranslations } from "next-intl";
import { useCan } from "@/components/common/me-context";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { PageHeader } from "@/components/common/page-header";
import { writeAmount } from "@/components/common/parse-amount";
import { useFormat } from "@/components/common/use-format";
import { FilterBar } from "@/components/filters/filter-bar";
import { useDimensionName, useValueName } from "@/components/kpi/use-value-name";
import { UnpricedBanner } from "@/components/overview/unpriced-banner";
import { ViewMenu } from "@/components/views/view-menu";
import { ViewNotice } from "@/components/views/view-notice";
import { withQuery } from "@/lib/http/with-query";
import type { KpiLimitedAnswer } from "@/lib/kpi/schema";
import { ExploreControls } from "./controls";
import { ExploreChart } from "./explore-chart";
import { ExplorePath } from "./explore-path";
import { ExploreTable } from "./explore-table";
import { pivotTsv, type TsvWords, tableTsv } from "./tsv";
import { exportParams } from "./url";
import { type Explore, useExplore } from "./use-explore";
import { useTable } from "./use-table";

/** How far the figures reach, and whose they are. */
function DataState({ answer }: { answer: KpiLimitedAnswer | undefined }) {
  const t = useTranslations("overview");
  const format = useFormat();
  if (!answer) return t("loadingState");
  const limited = answer.limitedTo ? t("limitedTo", { costCenters: format.list(answer.limitedTo) }) : null;
  return [t("completeUntil", { day: format.day(answer.completeUntil) }), limited].filter(Boolean).join(" · ");
}

type Shown = { explore: Explore; table: ReturnType<typeof useTable> };

function useTsv({ explore, table }: Shown): () => string {
  const t = useTranslations("explore");
  const locale = useLocale();
  const dimensionName = useDimensionName();
  const valueName = useValueName();
  const { first, second, columns, measure, isPivot } = explore.scope;
  const words: TsvWords = {
    dimensions: (second && !isPivot ? [first, second] : [first]).map(dimensionName),
    column: (key) => t(`full.${key}`),
    before: (key) => t("beforeHead", { column: t(`full.${key}`) }),
    change: (key) => t("changeHead", { column: t(`full.${key}`) }),
    relative: (key) => t("relativeHead", { column: t(`full.${key}`) }),
    names: ({ values }) => values.map((value, at) => valueName(at === 1 && second ? second : first, value)),
    total: t("total"),
    number: (exact) => writeAmount(exact, locale).replaceAll(locale === "de" ? "." : ",", ""),
  };
  return () => {
    if (table.table) return tableTsv(table.table, columns, words);
    const across = second && table.pivot ? table.pivot.columns.map((value) => valueName(second, value)) : [];
    return table.pivot ? pivotTsv(table.pivot, measure, { ...words, columns: across }) : "";
  };
}

/** What can be taken along: the table as a file or on the clipboard, and the address of all of it. */
function Take({ explore, table }: Shown) {
  const t = useTranslations("explore");
  const locale = useLocale();
  const mayExport = useCan("exports:read");
  const tsv = useTsv({ explore, table });
  const copy = (text: string, said: string) =>
    void navigator.clipboard.writeText(text).then(
      () => notifyDone(said),
      (error: unknown) => notifyFailed(error, t("copyFailed")),
    );
  const href = withQuery(
    "/api/v1/exports/kpis.csv",
    exportParams(explore.scope, table.codes, locale === "de" ? "de" : "en"),
  );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconShare3 size={16} aria-hidden />}>
            {t("take")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => copy(tsv(), t("copied"))}>
            {t("copy")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => copy(window.location.href, t("linkCopied"))}
          >
            {t("copyLink")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {mayExport ? (
        <Button
          component="a"
          href={href}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          title={t("csvHint")}
        >
          {t("csv")}
        </Button>
      ) : null}
    </>
  );
}

/** Any figure by any one or two dimensions: where the money goes, and what is inside of it. */
export function ExplorePage() {
  const t = useTranslations("explore");
  const explore = useExplore();
  const table = useTable(explore.scope);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={<DataState answer={table.answer} />}
        actions={
          <>
            <ViewMenu page="explore" also={{ columns: [explore.scope.columns.join(",")] }} />
            <Take explore={explore} table={table} />
          </>
        }
      />
      <ViewNotice page="explore" />
      <FilterBar />
      <ExplorePath explore={explore} />
      <ExploreControls explore={explore} />
      <UnpricedBanner count={table.answer?.total.unpricedJobs ?? 0} scope={explore.scope} />
      <ExploreChart explore={explore} />
      <ExploreTable explore={explore} table={table} />
    </>
  );
}
