import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ScopePage } from "@/components/scopes/scope-page";
import { requireActor } from "@/lib/auth/session";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).code) };
}

export default async function OnePage({ params }: Props) {
  const [actor, { code }] = await Promise.all([requireActor(), params]);
  const client = getQueryClient();
  client.setQueryData([...listQuery("cost-centers").queryKey], await wholeList(actor, "cost-centers"));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ScopePage kind="costCenter" code={decodeURIComponent(code)} />
    </HydrationBoundary>
  );
}
