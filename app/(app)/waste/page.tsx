import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { wasteParsers, wasteQuestions } from "@/components/waste/questions";
import { Waste } from "@/components/waste/waste";
import { requireActor } from "@/lib/auth/session";
import { dayIn } from "@/lib/core/period";
import { getQueryClient } from "@/lib/http/query-client";
import { type KpiParams, kpiUrlParams, wasteQueryOptions } from "@/lib/kpi/queries";
import { wasteQuery } from "@/lib/kpi/schema/waste";
import { waste } from "@/lib/kpi/service/waste";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("waste");
  return { title: t("title") };
}

const loadUrl = createLoader({ ...filterParsers, ...wasteParsers });

export default async function WastePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, now);
  const { from, to } = rangeOf(inUrl, today, fiscalYearStart);
  const { total, groups } = wasteQuestions({ from, to, today, filters: filtersOf(inUrl), by: inUrl.by });

  const queryClient = getQueryClient();
  const fetch = (params: KpiParams) =>
    queryClient.query({
      ...wasteQueryOptions(params),
      queryFn: () => waste(actor, wasteQuery.parse(kpiUrlParams(params))),
    });
  // A refusal (an unknown code in an old link) is shown by the panels, which ask again and get the words.
  await Promise.allSettled([fetch(total), fetch(groups)]);

  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Waste />
    </HydrationBoundary>
  );
}
