import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BudgetsPage } from "@/components/budgets/budgets-page";
import { requireActor } from "@/lib/auth/session";
import { budgetsQuery } from "@/lib/budgets/queries";
import { budgetsOf } from "@/lib/budgets/service/states";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("budgets");
  return { title: t("title") };
}

export default async function Page() {
  const actor = await requireActor();
  const client = getQueryClient();
  const { queryKey } = budgetsQuery();
  await client.prefetchQuery({ queryKey, queryFn: () => budgetsOf(actor, {}) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BudgetsPage />
    </HydrationBoundary>
  );
}
