import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CalibratePage } from "@/components/alerts/calibrate-page";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.calibrate");
  return { title: t("title") };
}

export default async function Page() {
  await requireActor();
  return <CalibratePage />;
}
