import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CreditsPage } from "@/components/credits/credits-page";
import { requireActor } from "@/lib/auth/session";
import { balancesQuery } from "@/lib/balances/queries";
import { balancesOf } from "@/lib/balances/service";
import { creditFunctionsQuery } from "@/lib/credits/queries";
import { allCreditFunctions } from "@/lib/credits/service/functions";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("credits");
  return { title: t("title") };
}

export default async function Page() {
  const actor = await requireActor();
  const client = getQueryClient();
  const { queryKey } = creditFunctionsQuery();
  const mayBalance = actor.costCenterIds === "all";
  await Promise.all([
    client.prefetchQuery({ queryKey, queryFn: () => allCreditFunctions(actor) }),
    ...(mayBalance
      ? [client.prefetchQuery({ queryKey: balancesQuery().queryKey, queryFn: () => balancesOf(actor, {}) })]
      : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CreditsPage />
    </HydrationBoundary>
  );
}
