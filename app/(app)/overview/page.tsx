import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { filterParsers, filtersOf, rangeOf } from "@/components/filters/url";
import { Overview } from "@/components/overview/overview";
import { overviewParsers } from "@/components/overview/questions";
import { WelcomeFirst } from "@/components/overview/welcome-first";
import { requireActor } from "@/lib/auth/session";
import type { Actor } from "@/lib/core/actor";
import { addDays, dayIn } from "@/lib/core/period";
import { kpiUrlParams } from "@/lib/kpi/queries";
import { kpiQuery } from "@/lib/kpi/schema";
import { kpis } from "@/lib/kpi/service";
import { overviewData } from "../overview-data";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("overview");
  return { title: t("title") };
}

const loadUrl = createLoader({ ...filterParsers, ...overviewParsers });

/** An organization that has never logged anything is shown where to begin, not a page of zeros. */
async function hasNoJobs(actor: Actor, today: string): Promise<boolean> {
  const always = { from: addDays(today, -3_650), to: addDays(today, 1) };
  return (await kpis(actor, kpiQuery.parse(kpiUrlParams(always)))).total.jobs === 0;
}

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, inUrl, now] = await Promise.all([requireActor(), loadUrl(searchParams), getNow()]);
  const { timeZone, fiscalYearStart } = actor.organization;
  const today = dayIn(timeZone, now);
  const { from, to } = rangeOf(inUrl, today, fiscalYearStart);
  const { by, table, interval, show, heat, approvals } = inUrl;
  const { state, total } = await overviewData(actor, {
    ...{ from, to, today, by, table, interval, show, heat, approvals },
    filters: filtersOf(inUrl),
  });
  if (total?.total.jobs === 0 && (await hasNoJobs(actor, today))) return <WelcomeFirst />;
  return (
    <HydrationBoundary state={state}>
      <Overview />
    </HydrationBoundary>
  );
}
