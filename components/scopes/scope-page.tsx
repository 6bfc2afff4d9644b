"use client";

import { Anchor, Button, Group, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconTableShare } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { PlaceMark } from "@/components/alerts/firing-mark";
import { BudgetPanel } from "@/components/budgets/budget-panel";
import { Answered, NotRenewed, NotYet } from "@/components/common/answered";
import { Link } from "@/components/common/link";
import { PageHeader } from "@/components/common/page-header";
import { EmptyState, Loading } from "@/components/common/states";
import { useFormat } from "@/components/common/use-format";
import { FilterBar } from "@/components/filters/filter-bar";
import { jobsHref } from "@/components/filters/jobs-link";
import type { BarFilter, Filters } from "@/components/filters/url";
import { JobRows } from "@/components/jobs/job-table";
import { pageOf } from "@/components/kpi/page-of";
import { StateBadge } from "@/components/lists/state-badge";
import { Figures } from "@/components/overview/figures";
import { OverTime } from "@/components/overview/over-time";
import { overviewParsers } from "@/components/overview/questions";
import type { Days, Interval } from "@/lib/core/period";
import { listQuery } from "@/lib/dimensions/queries";
import type { ListRow } from "@/lib/dimensions/schema";
import { withQuery } from "@/lib/http/with-query";
import { jobListQuery } from "@/lib/jobs/queries";
import { LATEST, PARTS, type ScopeKind, type Thing } from "./questions";
import { ScopeDeciders } from "./scope-deciders";
import { ScopeOutlook, ScopeTable } from "./scope-parts";
import { ScopePrices, usePriceMarks } from "./scope-prices";
import { ScopeTargets } from "./scope-targets";
import classes from "./scopes.module.css";
import { type Scope, useScope } from "./use-scope";

/** What such a page can be filtered by besides itself. A campaign belongs to one cost centre. */
const BAR = {
  campaign: ["market", "channel", "provider"],
  costCenter: ["campaign", "market", "channel", "provider"],
} as const satisfies Record<ScopeKind, readonly BarFilter[]>;

function LatestJobs({ asked }: { asked: Days & { filters: Filters } }) {
  const t = useTranslations("scopes");
  const { filters, ...days } = asked;
  const latest = useInfiniteQuery(jobListQuery({ ...days, ...filters, limit: LATEST }));
  return (
    <section aria-labelledby="latest-jobs">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="latest-jobs">
          {t("latest")}
        </Title>
        <Anchor component={Link} href={jobsHref(asked)} size="sm">
          {t("jobs")}
        </Anchor>
      </Group>
      <Answered of={latest} loading={<Loading rows={5} />}>
        {({ pages: [page] }) =>
          page?.data.length ? <JobRows jobs={page.data} /> : <p className={classes.quiet}>{t("noneHere")}</p>
        }
      </Answered>
    </section>
  );
}

/** Everything of the days that are looked at. Budgets and the outlook are for the whole thing, whatever is filtered by. */
function Content({ thing, days, state }: { thing: Thing; days: Days; state: Scope }) {
  const t = useTranslations("scopes");
  const [view, setView] = useQueryStates(overviewParsers, { history: "replace", scroll: false });
  const { today, filters, setFilter } = state;
  const scope = { ...view, ...days, today, filters };
  const parts = { thing, days, today, filters };
  const marks = usePriceMarks(parts);
  const [first, ...others] = PARTS[thing.kind];
  if (!state.hasJobs)
    return (
      <>
        <EmptyState title={t("noJobs")} hint={t("noJobsHint")} />
        <BudgetPanel scope={thing.kind} code={thing.code} />
      </>
    );
  return (
    <>
      <Figures scope={scope} onApprovals={(approvals) => void setView({ approvals })} />
      {state.life ? <ScopeOutlook thing={thing} life={state.life} today={today} /> : null}
      <BudgetPanel scope={thing.kind} code={thing.code} />
      <OverTime
        scope={scope}
        marks={marks}
        onShow={(show) => void setView({ show })}
        onBy={(by) => void setView({ by })}
        onInterval={(interval: Interval) => void setView({ interval })}
        onFilter={setFilter}
        onRange={state.setDays}
      />
      {first ? <ScopeTable {...parts} part={first} onFilter={setFilter} /> : null}
      <div className={classes.two}>
        {others.map((part) => (
          <ScopeTable key={part} {...parts} part={part} onFilter={setFilter} />
        ))}
        <ScopeDeciders {...parts} />
        <ScopeTargets {...parts} />
        <ScopePrices {...parts} />
      </div>
      <LatestJobs asked={{ ...days, filters }} />
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
  const state = useScope(thing);
  const { days } = state;
  const inExplore = withQuery("/explore", {
    ...(days ?? {}),
    ...state.filters,
    rows: kind === "campaign" ? "motif" : "campaign",
  });
  return (
    <>
      <PageHeader
        title={row.name}
        description={
          <>
            <Facts row={row} />
            <PlaceMark dimension={kind} code={row.code} />
          </>
        }
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
        <FilterBar state={{ ...state.bar, ...days }} dimensions={BAR[kind]}>
          <Button
            variant={state.isWhole ? "light" : "default"}
            color="teal"
            size="sm"
            aria-pressed={state.isWhole}
            onClick={state.setWhole}
          >
            {t("whole")}
          </Button>
        </FilterBar>
      ) : null}
      <NotRenewed of={state.asked} />
      {days ? (
        <Content thing={thing} days={days} state={state} />
      ) : (
        <NotYet of={state.asked}>
          <Skeleton height={420} radius="md" />
        </NotYet>
      )}
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
  const back = kind === "campaign" ? "/campaigns" : "/overview";
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
      {list.data ? null : (
        <NotYet of={list}>
          <Loading rows={10} />
        </NotYet>
      )}
      {list.data && !row ? (
        <EmptyState level={1} title={t(`missing.${kind}`, { code })} hint={<Text span>{t("missingHint")}</Text>} />
      ) : null}
      {row ? <Found kind={kind} row={row} /> : null}
    </>
  );
}
