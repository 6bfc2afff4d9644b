import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListsView } from "@/components/lists/lists-view";
import { listsOf, tabOf } from "@/components/lists/tabs";
import { requireActor } from "@/lib/auth/session";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists");
  return { title: t("listsTitle") };
}

type Props = { searchParams: Promise<{ list?: string | string[] }> };

export default async function ListsPage({ searchParams }: Props) {
  const [actor, { list: asked }] = await Promise.all([requireActor(), searchParams]);
  const client = getQueryClient();
  for (const list of listsOf(tabOf(asked)))
    client.setQueryData([...listQuery(list).queryKey], await wholeList(actor, list));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ListsView />
    </HydrationBoundary>
  );
}
