import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KnownRule } from "@/components/alerts/rule-editor";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.rules");
  return { title: t("one") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  return <KnownRule id={(await params).id} />;
}
