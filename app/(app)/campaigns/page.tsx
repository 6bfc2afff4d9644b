import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CampaignsView } from "@/components/lists/campaigns-view";
import { requireActor } from "@/lib/auth/session";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists");
  return { title: t("campaignsTitle") };
}

export default async function CampaignsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  for (const list of ["campaigns", "cost-centers"] as const)
    client.setQueryData([...listQuery(list).queryKey], await wholeList(actor, list));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CampaignsView />
    </HydrationBoundary>
  );
}
