import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Month } from "@/components/months/month";
import { requireActor } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { getQueryClient } from "@/lib/http/query-client";
import { periodQuery } from "@/lib/periods/queries";
import { periodPath } from "@/lib/periods/schema";
import { period } from "@/lib/periods/service/list";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("periods");
  return { title: `${t("title")} ${(await params).id}` };
}

export default async function MonthPage({ params }: Props) {
  const [actor, asked] = await Promise.all([requireActor(), params]);
  const parsed = periodPath.safeParse(asked);
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  const queryClient = getQueryClient();
  await queryClient.query({ ...periodQuery(id), queryFn: () => period(actor, { id }) }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Month month={id} />
    </HydrationBoundary>
  );
}
