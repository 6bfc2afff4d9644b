import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { boardParsers, queueParamsOf } from "@/components/review/board-url";
import { ReviewBoard } from "@/components/review/review-board";
import { requireActor } from "@/lib/auth/session";
import { listQuery } from "@/lib/dimensions/queries";
import { wholeList } from "@/lib/dimensions/service/whole-list";
import { getQueryClient } from "@/lib/http/query-client";
import { queueQueryOptions } from "@/lib/reviews/queries";
import { queueQuery } from "@/lib/reviews/schema";
import { reviewQueue } from "@/lib/reviews/service/queue";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

const loadUrl = createLoader(boardParsers);

export default async function ReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [actor, url] = await Promise.all([requireActor(), loadUrl(searchParams)]);
  const client = getQueryClient();
  const params = queueParamsOf(url);
  // A refusal (an unknown code in an old link) is shown by the board, which asks again and gets the words.
  const [page] = await Promise.allSettled([reviewQueue(actor, queueQuery.parse(params))]);
  if (page.status === "fulfilled")
    client.setQueryData(queueQueryOptions(params).queryKey, { pages: [page.value], pageParams: [null] });
  client.setQueryData([...listQuery("review-reasons").queryKey], await wholeList(actor, "review-reasons"));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReviewBoard />
    </HydrationBoundary>
  );
}
