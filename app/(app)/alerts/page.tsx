import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AlertsPage } from "@/components/alerts/alerts-page";
import { firingQuery, rulesQuery } from "@/lib/alerts/queries";
import { listAlerts, listRules } from "@/lib/alerts/service";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.page");
  return { title: t("title") };
}

export default async function Page() {
  const actor = await requireActor();
  const client = getQueryClient();
  await Promise.all([
    client.prefetchQuery({ queryKey: firingQuery().queryKey, queryFn: () => listAlerts(actor, { state: "firing" }) }),
    client.prefetchQuery({ queryKey: rulesQuery().queryKey, queryFn: () => listRules(actor) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertsPage />
    </HydrationBoundary>
  );
}
