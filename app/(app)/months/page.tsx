import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Months } from "@/components/months/months";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";
import { periodsQuery } from "@/lib/periods/queries";
import { periods } from "@/lib/periods/service/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("periods");
  return { title: t("title") };
}

export default async function MonthsPage() {
  const actor = await requireActor();
  const queryClient = getQueryClient();
  await queryClient.query({ ...periodsQuery(), queryFn: () => periods(actor) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Months />
    </HydrationBoundary>
  );
}
