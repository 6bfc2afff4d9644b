import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { Overview } from "@/components/overview/overview";
import { overviewParsers, overviewQuestions } from "@/components/overview/questions";
import { WelcomeFirst } from "@/components/overview/welcome-first";
import { requireActor } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";
import { getQueryClient } from "@/lib/http/query-client";
import { type KpiParams, kpiQueryOptions, kpiUrlParams } from "@/lib/kpi/queries";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

const loadUrl = createLoader({ ...filterParsers, ...overviewParsers });

const ask = (actor: Actor, params: KpiParams) => kpis(actor, kpiQuery.parse(kpiUrlParams(params)));

/** An organization that has never logged anything is shown where to begin, not a page of zeros. */
async function hasNoJobs(actor: Actor, today: string): Promise<boolean> {
  const always = { from: addDays(today, -3_650), to: addDays(today, 1) };
  return (await ask(actor, always)).total.jobs === 0;
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, now);
  const { from, to } = rangeOf(inUrl, today, fiscalYearStart);
  const { by, table, interval, show, heat, approvals } = inUrl;
  const { total, previous, stack, breakdown } = overviewQuestions({
    ...{ from, to, today, by, table, interval, show, heat, approvals },
    filters: filtersOf(inUrl),
  });

  const queryClient = getQueryClient();
  const fetch = (params: KpiParams | null) =>
    params
      ? queryClient.query({ ...kpiQueryOptions(params), queryFn: () => ask(actor, params) })
      : Promise.resolve(null);
  // A refusal (an unknown code in an old link) is shown by the panels, which ask again and get the words.
  const [first] = await Promise.allSettled([total, previous, stack, breakdown].map(fetch));
  const isEmpty = first?.status === "fulfilled" && first.value?.total.jobs === 0;
  if (isEmpty && (await hasNoJobs(actor, today))) return <WelcomeFirst />;

  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Overview />
    </HydrationBoundary>
  );
}
