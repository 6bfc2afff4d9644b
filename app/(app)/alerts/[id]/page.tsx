import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AlertPage } from "@/components/alerts/alert-page";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.page");
  return { title: t("title") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  return <AlertPage id={(await params).id} />;
}
