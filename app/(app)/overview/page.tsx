import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { Overview } from "@/components/overview/overview";
import { overviewParsers } from "@/components/overview/questions";
import { WelcomeFirst } from "@/components/overview/welcome-first";
import { requireActor } from "@/lib/auth/session";
import { dayIn } from "@/lib/core/period";
import { overviewData } from "../overview-data";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

const loadUrl = createLoader({ ...filterParsers, ...overviewParsers });

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, now);
  const { from, to } = rangeOf(inUrl, today, fiscalYearStart);
  const { by, table, interval, show, heat, approvals } = inUrl;
  const { state, ever } = await overviewData(actor, {
    ...{ from, to, today, by, table, interval, show, heat, approvals },
    filters: filtersOf(inUrl),
  });
  // An organization that has never logged anything is shown where to begin, not a page of zeros.
  return (
    <HydrationBoundary state={state}>
      {ever?.total.jobs === 0 ? <WelcomeFirst /> : <Overview isBeginning={ever?.total.approved === 0} />}
    </HydrationBoundary>
  );
}
