import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuditLogPage } from "@/components/settings/audit-log-page";
import { can } from "@/lib/auth/rules";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.audit");
  return { title: t("title") };
}

export default async function Page() {
  // The services ask again; this only keeps an empty page from those who have no use for it.
  if (!can(await requireActor(), "audit:read")) notFound();
  return <AuditLogPage />;
}
