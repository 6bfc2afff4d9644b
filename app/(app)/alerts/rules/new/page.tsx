import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewRule } from "@/components/alerts/rule-editor";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.rules");
  return { title: t("new") };
}

export default async function Page({ searchParams }: { searchParams: Promise<{ template?: string | string[] }> }) {
  await requireActor();
  return <NewRule template={[(await searchParams).template].flat()[0] ?? null} />;
}
