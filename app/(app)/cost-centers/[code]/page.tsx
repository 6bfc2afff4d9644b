import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { ScopePage } from "@/components/scopes/scope-page";
import { requireActor } from "@/lib/auth/session";
import { scopeData } from "../../scope-data";

type Props = { params: Promise<{ code: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).code) };
}

export default async function OnePage({ params, searchParams }: Props) {
  const [actor, one] = await Promise.all([requireActor(), params]);
  const code = decodeURIComponent(one.code);
  return (
    <HydrationBoundary state={await scopeData(actor, { kind: "costCenter", code, searchParams })}>
      <ScopePage kind="costCenter" code={code} />
    </HydrationBoundary>
  );
}
