import "@mantine/dropzone/styles.layer.css";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewImport } from "@/components/imports/new-import";
import { requireActor } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("newTitle") };
}

export default async function NewImportPage() {
  await requireActor();
  return <NewImport />;
}
