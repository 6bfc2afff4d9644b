"use client";

import { Anchor, Button, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconTableShare } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, ErrorState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { RangeFilter } from "@/components/filters/range-filter";
import { JobCards, JobTable } from "@/components/jobs/job-table";
import jobClasses from "@/components/jobs/jobs.module.css";
import { pageOf } from "@/components/kpi/page-of";
import { StateBadge } from "@/components/lists/state-badge";
import { Figures } from "@/components/overview/figures";
import { overviewParsers } from "@/components/overview/questions";
import { SpendOverTime } from "@/components/overview/spend-over-time";
import type { Days, Interval } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import type { ListRow } from "@/lib/dimensions/schema";
import { withQuery } from "@/lib/http/with-query";
import { jobListQuery } from "@/lib/jobs/queries";
import { PARTS, ScopeOutlook, ScopePrices, ScopeTable } from "./scope-parts";
import classes from "./scopes.module.css";
import { only, type ScopeDays, type ScopeKind, type Thing, useScopeDays } from "./use-scope";

const LATEST = 8;

function LatestJobs({ thing, days }: { thing: Thing; days: Days }) {
  const t = useTranslations("scopes");
  const asked = { ...days, ...only(thing) };
  const { data, error, refetch } = useInfiniteQuery(jobListQuery({ ...asked, limit: LATEST }));
  const jobs = data?.pages[0]?.data ?? [];
  return (
    <section aria-labelledby="latest-jobs">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="latest-jobs">
          {t("latest")}
        </Title>
        <Anchor component={Link} href={withQuery("/jobs", asked) as Route} size="sm">
          {t("jobs")}
        </Anchor>
      </Group>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <Loading rows={5} />}
      {jobs.length > 0 ? (
        <>
          <div className={jobClasses.wide}>
            <JobTable jobs={jobs} />
          </div>
          <div className={jobClasses.narrow}>
            <JobCards jobs={jobs} />
          </div>
        </>
      ) : null}
    </section>
  );
}

/** Everything of the days that are looked at. */
function Content({ thing, days, state }: { thing: Thing; days: Days; state: ScopeDays }) {
  const t = useTranslations("scopes");
  const [view, setView] = useQueryStates(overviewParsers, { history: "replace", scroll: false });
  const { today, filters } = state;
  const scope = { ...view, ...days, today, filters };
  const parts = { thing, days, today };
  const [first, ...others] = PARTS[thing.kind];
  const chart = {
    scope,
    choice: null,
    onBy: (by: (typeof view)["by"]) => void setView({ by }),
    onInterval: (interval: Interval) => void setView({ interval }),
    // A click on a colour leads to the page that can show what is inside of it.
    onFilter: () => undefined,
    onRange: state.setDays,
  };
  if (!state.hasJobs) return <EmptyState title={t("noJobs")} hint={t("noJobsHint")} />;
  return (
    <>
      <Figures scope={scope} />
      {state.life ? <ScopeOutlook thing={thing} life={state.life} today={today} /> : null}
      <SpendOverTime {...chart} />
      {first ? <ScopeTable {...parts} part={first} /> : null}
      <div className={classes.two}>
        {others.map((part) => (
          <ScopeTable key={part} {...parts} part={part} />
        ))}
        <ScopePrices {...parts} />
      </div>
      <LatestJobs thing={thing} days={days} />
    </>
  );
}

type Row = ListRow<"campaigns"> | ListRow<"cost-centers">;

function Facts({ row }: { row: Row }) {
  const t = useTranslations("scopes");
  const format = useFormat();
  const { data: centers } = useQuery({ ...listQuery("cost-centers"), enabled: "costCenter" in row });
  const center = "costCenter" in row ? centers?.find(({ code }) => code === row.costCenter) : undefined;
  const centerPage = pageOf("costCenter", center?.code ?? null);
  return (
    <Group gap="xs" component="div">
      <span>{row.code}</span>
      <StateBadge row={row} />
      {center && centerPage ? (
        <Anchor component={Link} href={centerPage as Route} size="sm">
          {center.name}
        </Anchor>
      ) : null}
      {"ownerName" in row && row.ownerName ? <span>{row.ownerName}</span> : null}
      {"activeFrom" in row ? <span>{plannedDays(row, t, format)}</span> : null}
      {row.mergedInto ? <span>{t("mergedInto", { code: row.shownAs })}</span> : null}
    </Group>
  );
}

function plannedDays(
  { activeFrom, activeTo }: { activeFrom: string | null; activeTo: string | null },
  t: ReturnType<typeof useTranslations<"scopes">>,
  format: ReturnType<typeof useFormat>,
): string {
  if (activeFrom && activeTo) return format.days(activeFrom, activeTo);
  if (activeFrom) return t("since", { day: format.day(activeFrom) });
  return activeTo ? t("until", { day: format.day(activeTo) }) : t("noDays");
}

function Found({ kind, row }: { kind: ScopeKind; row: Row }) {
  const t = useTranslations("scopes");
  const dates = "activeFrom" in row ? row : { activeFrom: null, activeTo: null };
  const thing: Thing = { kind, code: row.code, activeFrom: dates.activeFrom, activeTo: dates.activeTo };
  const state = useScopeDays(thing);
  const { days, today } = state;
  const inExplore = withQuery("/explore", {
    ...(days ?? {}),
    ...only({ kind, code: row.code }),
    rows: kind === "campaign" ? "motif" : "campaign",
  });
  return (
    <>
      <PageHeader
        title={row.name}
        description={<Facts row={row} />}
        actions={
          <Button
            component={Link}
            href={inExplore as Route}
            variant="default"
            leftSection={<IconTableShare size={16} aria-hidden />}
          >
            {t("explore")}
          </Button>
        }
      />
      {days ? (
        <Group gap="xs" mb="md">
          <RangeFilter
            {...days}
            preset={state.preset}
            today={today}
            onPreset={state.setPreset}
            onDays={state.setDays}
          />
          <Button
            variant={state.isWhole ? "light" : "default"}
            color="teal"
            size="sm"
            aria-pressed={state.isWhole}
            onClick={state.setWhole}
          >
            {t("whole")}
          </Button>
        </Group>
      ) : null}
      {state.error ? <ErrorState error={state.error} onRetry={state.retry} /> : null}
      {!days && !state.error ? <Skeleton height={420} radius="md" /> : null}
      {days ? <Content thing={thing} days={days} state={state} /> : null}
    </>
  );
}

/** One campaign or cost centre: what it cost, what came of it, what it is made of, what changed meanwhile. */
export function ScopePage({ kind, code }: { kind: ScopeKind; code: string }) {
  const t = useTranslations("scopes");
  const list = useQuery<readonly Row[]>(
    kind === "campaign" ? (listQuery("campaigns") as never) : (listQuery("cost-centers") as never),
  );
  const row = list.data?.find((one) => one.code.toLowerCase() === code.toLowerCase());
  const back = kind === "campaign" ? "/campaigns" : "/";
  return (
    <>
      <Button
        component={Link}
        href={back as Route}
        variant="subtle"
        size="compact-sm"
        mb="xs"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
      >
        {t(`back.${kind}`)}
      </Button>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading rows={10} /> : null}
      {list.data && !row ? (
        <EmptyState level={1} title={t(`missing.${kind}`, { code })} hint={<Text span>{t("missingHint")}</Text>} />
      ) : null}
      {row ? <Found kind={kind} row={row} /> : null}
    </>
  );
}
