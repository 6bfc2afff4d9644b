"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { useCan } from "@/components/common/me-context";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, ErrorState, Loading } from "@/components/common/states";
import { FilterBar } from "@/components/filters/filter-bar";
import { useKpiFilter } from "@/components/filters/use-kpi-filter";
import { ViewMenu } from "@/components/views/view-menu";
import { ViewNotice } from "@/components/views/view-notice";
import { withQuery } from "@/lib/http/with-query";
import { type JobListParams, jobListQuery } from "@/lib/jobs/queries";
import { JobFilterChips, JobFilters } from "./job-filters";
import { JobRows } from "./job-table";
import { isNarrowed, jobParams, listParsers } from "./list-params";
import { SelectionBar, useMayChoose } from "./selection-bar";
import { useSelection } from "./use-selection";

function LogJobButton() {
  const t = useTranslations("jobs");
  if (!useCan("jobs:log")) return null;
  return (
    <Button component={Link} href={"/jobs/new" as Route} leftSection={<IconPlus size={16} aria-hidden />}>
      {t("logJob")}
    </Button>
  );
}

function ExportButton({ params }: { params: JobListParams }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  if (!useCan("exports:read")) return null;
  const href = withQuery("/api/v1/exports/jobs.csv", { ...params, dialect: locale === "de" ? "de" : null });
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      aria-label={t("exportHint")}
    >
      {t("export")}
    </Button>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("jobs");
  return isFiltered ? (
    <EmptyState title={t("list.empty")} hint={t("list.emptyHint")} />
  ) : (
    <EmptyState title={t("list.emptyFirst")} hint={t("list.emptyFirstHint")} action={<LogJobButton />} />
  );
}

function Jobs({ params, isFiltered }: { params: JobListParams; isFiltered: boolean }) {
  const t = useTranslations("jobs");
  const query = useInfiniteQuery({ ...jobListQuery(params), placeholderData: keepPreviousData });
  const jobs = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const mayChoose = useMayChoose();
  const selection = useSelection(
    jobs.map(({ id }) => id),
    params,
  );
  const choosing = mayChoose ? selection : null;
  if (!query.data)
    return (
      <NotYet of={query}>
        <Loading rows={10} />
      </NotYet>
    );
  if (jobs.length === 0) return <Nothing isFiltered={isFiltered} />;
  return (
    <Stack gap="md" aria-busy={query.isPlaceholderData} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
      <NotRenewed of={query} />
      <JobRows jobs={jobs} choosing={choosing} />
      {query.isFetchNextPageError ? (
        <ErrorState error={query.error} onRetry={() => void query.fetchNextPage()} />
      ) : null}
      <Group justify="center" gap="md">
        <Text size="sm" c="dimmed" role="status">
          {t("list.shown", { count: jobs.length })}
          {query.hasNextPage ? "" : `, ${t("list.all")}`}
        </Text>
        {query.hasNextPage ? (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("list.loadMore")}
          </Button>
        ) : null}
      </Group>
      {choosing ? <SelectionBar selection={choosing} jobs={jobs} params={params} /> : null}
    </Stack>
  );
}

/** Every job behind a figure: the same filters, the same names in the URL. */
export function JobList() {
  const t = useTranslations("jobs");
  const { from, to, filters, isFiltered } = useKpiFilter();
  const [own, setOwn] = useQueryStates(listParsers, { history: "push", scroll: false });
  const params = jobParams({ from, to }, filters, own);
  const change = (next: Parameters<typeof setOwn>[0]) => void setOwn(next);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <ViewMenu page="jobs" />
            <ExportButton params={params} />
            <LogJobButton />
          </>
        }
      />
      <ViewNotice page="jobs" />
      <FilterBar>
        <JobFilters own={own} setOwn={change} />
      </FilterBar>
      <Stack gap="md">
        <JobFilterChips own={own} setOwn={change} />
        <Jobs params={params} isFiltered={isFiltered || isNarrowed(own)} />
      </Stack>
    </>
  );
}
