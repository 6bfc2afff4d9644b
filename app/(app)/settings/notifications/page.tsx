import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NotificationsPage } from "@/components/notifications/notifications-page";
import { can } from "@/lib/auth/rules";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications.page");
  return { title: t("title") };
}

export default async function Page() {
  // The services ask again; this only keeps an empty page from those who have no use for it.
  if (!can(await requireActor(), "alerts:handle")) notFound();
  return <NotificationsPage />;
}
