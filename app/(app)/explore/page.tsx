import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { ExplorePage } from "@/components/explore/explore";
import { exploreParsers, exploreQuestions, scopeOf } from "@/components/explore/url";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { requireActor } from "@/lib/auth/session";
import { dayIn } from "@/lib/core/period";
import { getQueryClient } from "@/lib/http/query-client";
import { type KpiParams, kpiUrlParams, someKpisQueryOptions } from "@/lib/kpi/queries";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("explore");
  return { title: t("title") };
}

const loadUrl = createLoader({ ...filterParsers, ...exploreParsers });

export default async function Explore({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, now);
  const { from, to } = rangeOf(inUrl, today, fiscalYearStart);
  // Which columns a browser remembers changes nothing about the questions.
  const { groups, parts, series, split } = exploreQuestions(
    scopeOf(inUrl, { from, to, today, filters: filtersOf(inUrl) }, null),
  );
  const client = getQueryClient();
  const fetch = (params: KpiParams) =>
    client.query({ ...someKpisQueryOptions(params), queryFn: () => kpis(actor, kpiQuery.parse(kpiUrlParams(params))) });
  // A refusal (an unknown code in an old link) is shown by the panels, which ask again and get the words.
  await Promise.allSettled([groups, parts, series, split].filter((params) => params !== null).map(fetch));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExplorePage />
    </HydrationBoundary>
  );
}
