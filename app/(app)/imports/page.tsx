import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportsView } from "@/components/imports/imports-view";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";
import { importListQuery } from "@/lib/intake/queries";
import { importPage } from "@/lib/intake/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default async function ImportsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  await client.prefetchInfiniteQuery({ ...importListQuery(), queryFn: () => importPage(actor, { limit: 50 }) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImportsView />
    </HydrationBoundary>
  );
}
