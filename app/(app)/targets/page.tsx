import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TargetsView } from "@/components/targets/targets-view";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";
import { targetsQuery } from "@/lib/targets/queries";
import { listTargets } from "@/lib/targets/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("targets");
  return { title: t("title") };
}

export default async function Page() {
  const actor = await requireActor();
  const client = getQueryClient();
  await client.prefetchQuery({ queryKey: targetsQuery().queryKey, queryFn: () => listTargets(actor, {}) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TargetsView />
    </HydrationBoundary>
  );
}
