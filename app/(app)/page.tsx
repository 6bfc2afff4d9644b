import type { Route } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { requireActor } from "@/lib/auth/session";
import { startPageOf } from "@/lib/views/service";
import OverviewPage, { generateMetadata as metadataOfOverview } from "./overview/page";

export const generateMetadata = metadataOfOverview;

/** Where a person begins: with what they chose, else with the overview. A link with filters is the overview's. */
export default async function HomePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (Object.keys(await searchParams).length === 0) {
    const { page, view, href } = await startPageOf(await requireActor());
    if (view || page !== "overview") redirect(href as Route);
  }
  return OverviewPage({ searchParams });
}
