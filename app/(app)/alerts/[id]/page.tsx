import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AlertPage } from "@/components/alerts/alert-page";
import { alertQuery } from "@/lib/alerts/queries";
import { byId } from "@/lib/alerts/schema";
import { alertDetail } from "@/lib/alerts/service";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.page");
  return { title: t("title") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  const client = getQueryClient();
  const asked = byId.safeParse({ id });
  if (asked.success)
    await client.prefetchQuery({ queryKey: alertQuery(id).queryKey, queryFn: () => alertDetail(actor, asked.data) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertPage id={id} />
    </HydrationBoundary>
  );
}
