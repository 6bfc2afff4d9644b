import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CreditsPage } from "@/components/credits/credits-page";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("credits");
  return { title: t("title") };
}

export default async function Page() {
  await requireActor();
  return <CreditsPage />;
}
