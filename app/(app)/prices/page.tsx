import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PricesPage } from "@/components/prices/prices-page";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";
import { unpricedQuery } from "@/lib/jobs/queries";
import { unpricedPreview } from "@/lib/jobs/service/price";
import { pricesQuery } from "@/lib/prices/queries";
import { allPrices } from "@/lib/prices/service/prices";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("prices");
  return { title: t("title") };
}

export default async function Page() {
  const actor = await requireActor();
  const client = getQueryClient();
  await Promise.all([
    client.prefetchQuery({ queryKey: pricesQuery().queryKey, queryFn: () => allPrices(actor) }),
    client.prefetchQuery({ queryKey: unpricedQuery().queryKey, queryFn: () => unpricedPreview(actor) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PricesPage />
    </HydrationBoundary>
  );
}
