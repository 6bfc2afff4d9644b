import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { JobList } from "@/components/jobs/job-list";
import { jobParams, listParsers } from "@/components/jobs/list-params";
import { requireActor } from "@/lib/auth/session";
import { dayIn } from "@/lib/core/period";
import { getQueryClient } from "@/lib/http/query-client";
import { type JobListParams, jobListQuery as jobListOptions } from "@/lib/jobs/queries";
import { jobListQuery } from "@/lib/jobs/schema/list";
import { jobPage } from "@/lib/jobs/service/log";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

/** As the API reads them from its URL. */
const asInUrl = (params: JobListParams) =>
  Object.fromEntries(
    Object.entries(params)
      .filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  );

const loadUrl = createLoader({ ...filterParsers, ...listParsers });

export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const { from, to } = rangeOf(inUrl, dayIn(timeZone, now), fiscalYearStart);
  const params = jobParams({ from, to }, filtersOf(inUrl), inUrl);
  const client = getQueryClient();
  // A refusal (an unknown code in an old link) is shown by the list, which asks again and gets the words.
  await client
    .infiniteQuery({ ...jobListOptions(params), queryFn: () => jobPage(actor, jobListQuery.parse(asInUrl(params))) })
    .catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <JobList />
    </HydrationBoundary>
  );
}
