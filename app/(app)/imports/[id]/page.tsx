import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportView } from "@/components/imports/import-view";
import { requireActor } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/http/query-client";
import { importQuery } from "@/lib/intake/queries";
import { importId } from "@/lib/intake/schema";
import { importById } from "@/lib/intake/service";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default async function ImportPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  const client = getQueryClient();
  // A wrong address is no error of this page: the browser asks, and says that there is no such import.
  if (importId.safeParse({ id }).success)
    await client.prefetchQuery({ ...importQuery(id), queryFn: () => importById(actor, { id }), retry: false });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImportView id={id} />
    </HydrationBoundary>
  );
}
